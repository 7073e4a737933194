"""Who may open which route. What has no line here is open to nobody at all, and fails the build."""

from django.conf import settings

from config.roles import Role

ANYONE = frozenset(Role)
STAFF = frozenset({Role.RESEARCHER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
NO_ONE = frozenset[Role]()

RIGHTS: dict[str, frozenset[Role]] = {
    # Whoever comes by, and whoever watches the processes
    "home": ANYONE,
    "accessibility": ANYONE,
    "alive": ANYONE,
    "ready": ANYONE,
    # The respondent: the link or its cookie is the key, and the pages themselves ask for it
    "contacts:link": ANYONE,
    "contacts:link_help": ANYONE,
    "contacts:stop": ANYONE,  # from a mail program's button too, without a page or a cookie
    "contacts:link_someone_else": ANYONE,
    "contacts:help": ANYONE,
    "contacts:someone_else": ANYONE,
    "contacts:ask": ANYONE,
    "contacts:trial": ANYONE,  # the link of a test email, signed
    "contacts:trial_stop": ANYONE,
    "surveys:next": ANYONE,
    "surveys:page": ANYONE,
    "surveys:check": ANYONE,
    "surveys:receipt": ANYONE,
    "surveys:draft": ANYONE,
    "surveys:later": ANYONE,
    "surveys:sections": ANYONE,
    "surveys:hand_over": ANYONE,
    "surveys:handed_over": ANYONE,
    "surveys:take_back": ANYONE,
    "surveys:give_back": ANYONE,
    "surveys:change": ANYONE,
    "surveys:answers": ANYONE,
    "surveys:answers_pdf": ANYONE,
    "surveys:questionnaire": ANYONE,  # holds nothing of any organisation
    "surveys:questionnaire_pdf": ANYONE,
    "contacts:section": ANYONE,
    "contacts:mail_link": ANYONE,
    "analysis:beside_others": ANYONE,
    # Signing in and out
    "account_login": ANYONE,
    "account_logout": ANYONE,
    "account_signup": ANYONE,  # says that an administrator makes the accounts
    "account_inactive": ANYONE,
    "account_reset_password": ANYONE,
    "account_reset_password_done": ANYONE,
    "account_reset_password_from_key": ANYONE,
    "account_reset_password_from_key_done": ANYONE,
    "mfa_authenticate": ANYONE,
    # One's own account
    "account_change_password": STAFF,
    "account_reauthenticate": STAFF,
    "mfa_index": STAFF,
    "mfa_reauthenticate": STAFF,
    "mfa_activate_totp": STAFF,
    "mfa_deactivate_totp": STAFF,
    "mfa_view_recovery_codes": STAFF,
    "mfa_download_recovery_codes": STAFF,
    "mfa_generate_recovery_codes": STAFF,
    # Fieldwork
    "contacts:fieldwork": STAFF,
    "contacts:cells": STAFF,
    "contacts:returns": STAFF,
    "contacts:stopping_pages": STAFF,
    "contacts:sample": STAFF,
    "contacts:chase": STAFF,
    "contacts:take_chase_list": STAFF,
    "contacts:outcome": STAFF,
    "contacts:withdraw_outcome": STAFF,
    "contacts:mailings": STAFF,
    "contacts:plan": STAFF,
    "contacts:launch": STAFF,
    "contacts:close": STAFF,
    "contacts:close_now": STAFF,
    "contacts:pause": STAFF,
    "contacts:resume": STAFF,
    "contacts:add_reminder": STAFF,
    "contacts:mailing_settings": STAFF,
    "contacts:mailing": STAFF,
    "contacts:mailing_preview": STAFF,
    "contacts:mailing_trial": STAFF,
    "contacts:confirm_mailing": STAFF,
    "contacts:send_mailing": STAFF,
    "contacts:drop_mailing": STAFF,
    "contacts:remove_mailing": STAFF,
    "contacts:outbox": STAFF,
    "contacts:late_messages": STAFF,
    "contacts:message": STAFF,
    "contacts:mail_folder": STAFF,
    "contacts:stored_mail": STAFF,
    "contacts:organisations": STAFF,
    "contacts:take_organisations": STAFF,
    "contacts:organisation": STAFF,
    "contacts:details": STAFF,
    "contacts:person": STAFF,
    "contacts:history": STAFF,
    "contacts:new_link": STAFF,
    "contacts:withdraw_links": STAFF,
    "contacts:by_telephone": STAFF,
    "contacts:call_organisation": STAFF,
    "contacts:calls": STAFF,
    "contacts:call_next": STAFF,
    "contacts:start_verification": STAFF,
    "contacts:call_progress": STAFF,
    "contacts:call": STAFF,
    "contacts:take_call": STAFF,
    "contacts:release_call": STAFF,
    "contacts:queries": STAFF,
    "contacts:query": STAFF,
    "contacts:take_query": STAFF,
    "contacts:assign_query": STAFF,
    "contacts:note_query": STAFF,
    "contacts:answer_query": STAFF,
    "contacts:close_query": STAFF,
    "contacts:reopen_query": STAFF,
    "contacts:accept_contact": STAFF,
    "contacts:decline_contact": STAFF,
    "contacts:of_response": STAFF,
    "contacts:stopped": STAFF,
    "contacts:lift_stop": STAFF,
    "contacts:stop_contact": STAFF,
    "contacts:returned": STAFF,
    "contacts:import": STAFF,
    "contacts:apply_import": STAFF,
    "contacts:duplicates": STAFF,
    "contacts:compare": STAFF,
    "contacts:merge": STAFF,
    "contacts:tell_apart": STAFF,
    # The report, and the answers themselves
    "analysis:report": STAFF,
    "analysis:table": STAFF,
    "analysis:beside_earlier": STAFF,
    "analysis:cell": STAFF,
    "analysis:since": STAFF,
    "analysis:figure_svg": STAFF,
    "analysis:figure_png": STAFF,
    "analysis:crosstab": STAFF,
    "analysis:keep_crosstab": STAFF,
    "analysis:crosstab_file": STAFF,
    "analysis:crosstab_cell": STAFF,
    "analysis:kept_crosstabs": STAFF,
    "analysis:saved_crosstab": STAFF,
    "analysis:remove_crosstab": STAFF,
    "analysis:new_research_report": STAFF,
    "analysis:research_report": STAFF,
    "analysis:research_report_file": STAFF,
    "analysis:add_to_report": STAFF,
    "analysis:remove_report": STAFF,
    "analysis:report_entry": STAFF,
    "analysis:move_entry": STAFF,
    "analysis:take_out_entry": STAFF,
    "analysis:report_json": STAFF,
    "analysis:open_answers": STAFF,
    "analysis:read_answers": STAFF,
    "analysis:code_next": STAFF,
    "analysis:code_answer": STAFF,
    "analysis:agreement": STAFF,
    "analysis:code_frame": STAFF,
    "analysis:theme": STAFF,
    "analysis:merge_theme": STAFF,
    "analysis:quotations": STAFF,
    "analysis:quote": STAFF,
    "analysis:take_out_quotation": STAFF,
    "analysis:reconciliation": STAFF,
    "analysis:exports": STAFF,
    "analysis:export": STAFF,
    "analysis:cancel_export": STAFF,
    "analysis:export_file": STAFF,
    "analysis:stop_export": STAFF,
    "analysis:personal_exports": ADMINS,
    "analysis:personal_export": ADMINS,
    "analysis:cancel_personal_export": ADMINS,
    "analysis:personal_export_file": ADMINS,
    "analysis:stop_personal_export": ADMINS,
    "analysis:tokens": STAFF,
    "analysis:revoke_token": STAFF,
    # Programs: who is asked about is the owner of their token
    "analysis:api": STAFF,
    "analysis:api_surveys": STAFF,
    "analysis:api_codebook": STAFF,
    "analysis:api_responses": ADMINS,
    "analysis:api_tables": STAFF,
    "analysis:api_table": STAFF,
    "analysis:api_rates": STAFF,
    "analysis:odata": STAFF,
    "analysis:odata_metadata": STAFF,
    "analysis:odata_records": STAFF,
    "analysis:odata_responses": ADMINS,
    # Accounts of others
    "accounts:people": ADMINS,
    "accounts:add": ADMINS,
    "accounts:person": ADMINS,
    "accounts:deactivate": ADMINS,
    "accounts:reactivate": ADMINS,
    "accounts:forget_second_factor": ADMINS,
    "accounts:send_link": ADMINS,
    # What django-allauth brings and Canvass has no use for: an account has the one address it was made with
    "account_email": NO_ONE,
    "account_email_verification_sent": NO_ONE,
    "account_confirm_email": NO_ONE,
    "account_set_password": NO_ONE,
    "account_confirm_login_code": NO_ONE,
}


if settings.EMAIL_PROVIDER:
    RIGHTS["provider_webhook"] = ANYONE  # which asks for its own secret


def is_for_programs(route: str) -> bool:
    """Whether programs come here by a token, and nobody else."""
    return route.startswith(("analysis:api", "analysis:odata"))


def routes_of(role: Role) -> frozenset[str]:
    """The names of the routes that this role may use."""
    return frozenset(route for route, roles in RIGHTS.items() if role in roles)


def allowed(route: str) -> frozenset[Role]:
    """The roles that may use the route of this name (`namespace:name`)."""
    return RIGHTS.get(route, NO_ONE)
