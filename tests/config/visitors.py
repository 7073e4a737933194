"""A small study in the field, and a browser for each kind of visitor it has."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from analysis.models import Export, Quotation, ReportEntry, ResearchReport, SavedCrosstab, Scope, State, WeeklyExport
from analysis.programs import tokens
from config.accounts import staffing
from config.roles import Role
from contacts import inviting
from contacts.calling import tasks
from contacts.helping import asking
from contacts.mailing import planning, queueing, stopping
from contacts.models import CallTask, Invitation, Organisation, Person
from surveys import framing, handing_over, loading, opening
from surveys.models import Channel
from surveys.responses import enter
from tests.builders import appendix_a
from tests.config.routes import addresses

PASSWORD = "a password that is long enough"


def employ(role: Role, *, name: str = "", **further: object) -> User:
    """Somebody with this role and the password above."""
    name = name or role.value
    person = staffing.add(email=f"{name}@example.org", name=name.title(), role=role, by=None, now=timezone.now())
    person.set_password(PASSWORD)
    for attribute, value in further.items():
        setattr(person, attribute, value)
    person.save()
    return person


@dataclass
class Study:
    """Appendix A with two organisations, of which one has answered and one has begun."""

    begun: Invitation
    link: str
    staff: dict[Role, User]
    addresses: dict[str, str]

    def browser(self, role: Role) -> Client:
        """A browser in which somebody of this role has come in by the front door."""
        client = Client()
        if role in self.staff:
            secret = tokens.issue("Test", Scope.IDENTIFIED, days=1, owner=self.staff[role], now=timezone.now())[1]
            client = Client(headers={"Authorization": f"Bearer {secret}"})  # what programs of theirs send
            client.force_login(self.staff[role])
        if role is Role.RESPONDENT:
            client.post(self.link)
        return client


def make_study() -> Study:
    now = timezone.now()
    row = loading.load(appendix_a())
    survey = opening.field(row, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=20))
    places = [
        Organisation.objects.create(reference=f"A{number}", name="Anytown", type="d", region="a") for number in (1, 2)
    ]
    for place in places:
        Person.objects.create(organisation=place, name="Pat Example", email="pat@example.org")
    begun, answered = inviting.invite(survey, places, now=now)
    known = inviting.known(answered.organisation)
    response = enter(survey, {"q2": "d"}, known=known, codes={}, channel=Channel.IMPORT, now=now)
    Invitation.objects.filter(pk=answered.pk).update(response=response)
    begun.response = inviting.accept(begun, now=now)
    tasks.open_task(begun.organisation, CallTask.Reason.VERIFICATION, now=now)
    who = {"name": "Sam Sample", "job_title": "", "email": "sam@example.org", "telephone": ""}
    asking.name_another(invitation=begun, **who, note="", page="", now=now)
    invitation = planning.make_plan(survey, now=now)[0]
    planning.confirm(invitation, by=None, now=now)
    queueing.queue(invitation, now=now)
    token = inviting.issue(begun, now=now)
    staff = {role: employ(role) for role in (Role.RESEARCHER, Role.ADMIN)}
    return Study(
        begun, inviting.path(token), staff, addresses(arguments(begun, token, employ(Role.ADMIN, name="other")))
    )


def arguments(begun: Invitation, token: str, person: User) -> dict[str, dict[str, object]]:
    """What stands in the address of each route that has arguments."""
    response = {"public_id": begun.response.public_id}
    organisation = {"reference": begun.organisation.reference}
    pair = {"first": "A1", "second": "A2"}
    account = {"pk": person.pk}
    stopped = stopping.stop("gone@example.org", reason="hard_bounce", now=begun.created_at)
    mailing = {"pk": begun.survey.mailings.get(number=0).pk}
    call = {"pk": begun.organisation.call_tasks.get().pk}
    query = {"pk": begun.queries.get().pk}
    crosstab = SavedCrosstab.objects.create(
        survey=begun.survey, name="Capacity", query={"rows": ["q13"]}, made_at=begun.created_at
    )
    own = ResearchReport.objects.create(survey=begun.survey, title="Board", made_at=begun.created_at)
    entry = {"pk": ReportEntry.objects.create(report=own, position=1, crosstab=crosstab).pk}
    survey = {"code": begun.survey.code}
    said = {"variable": "q18_text", "response_id": begun.response.pk}
    theme = {"variable": "q18_text", "code": framing.add(begun.survey.questionnaire, "q18_text", "Training")[1]}
    files = {personal: {"pk": _file(begun, person, personal=personal)} for personal in (True, False)}
    weekly = {personal: {"pk": _weekly(begun, person, personal=personal)} for personal in (True, False)}
    token = {"pk": _token(person)}
    quotation = Quotation.objects.create(
        survey=begun.survey, response=begun.response, variable="q18_text", text="More staff", made_at=begun.created_at
    )
    return {
        "contacts:link": {"token": token},
        "contacts:link_help": {"token": token},
        "contacts:stop": {"token": token},
        "contacts:link_someone_else": {"token": token},
        "contacts:help": response,
        "contacts:someone_else": response,
        "surveys:next": response,
        "surveys:page": response | {"code": appendix_a().sections[0].pages[0].code},
        "surveys:check": response,
        "surveys:receipt": response,
        "surveys:draft": response | {"code": appendix_a().sections[0].pages[0].code},
        "surveys:later": response,
        "surveys:sections": response,
        "surveys:hand_over": response | {"code": appendix_a().sections[0].code},
        "surveys:handed_over": response | {"code": appendix_a().sections[0].code},
        "surveys:take_back": response | {"code": appendix_a().sections[0].code},
        "surveys:give_back": response,
        "surveys:change": response,
        "surveys:answers": response,
        "surveys:answers_pdf": response,
        "surveys:questionnaire": {"code": appendix_a().code},
        "surveys:questionnaire_pdf": {"code": appendix_a().code},
        "contacts:section": {
            "token": handing_over.hand_over(begun.response, "leadership", colleague="", now=begun.created_at)
        },
        "contacts:mail_link": response,
        "analysis:beside_others": response,
        "account_confirm_email": {"key": "key"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        "contacts:organisation": organisation,
        "contacts:details": organisation,
        "contacts:person": organisation,
        "contacts:history": organisation,
        "contacts:compare": pair,
        "contacts:merge": pair,
        "contacts:tell_apart": pair,
        "contacts:new_link": organisation,
        "contacts:outcome": organisation,
        "contacts:withdraw_outcome": organisation,
        "contacts:withdraw_links": organisation,
        "contacts:by_telephone": organisation,
        "contacts:call_organisation": organisation,
        "contacts:trial": {"token": "a:b:c"},
        "contacts:trial_stop": {"token": "a:b:c"},
        "contacts:mailing": mailing,
        "contacts:mailing_preview": mailing,
        "contacts:mailing_trial": mailing,
        "contacts:confirm_mailing": mailing,
        "contacts:send_mailing": mailing,
        "contacts:drop_mailing": mailing,
        "contacts:remove_mailing": mailing,
        "contacts:message": {"pk": begun.messages.get().pk},
        "contacts:stored_mail": {"name": "20261102-090000-000000-a"},
        "contacts:call": call,
        "contacts:take_call": call,
        "contacts:release_call": call,
        "contacts:query": query,
        "contacts:take_query": query,
        "contacts:assign_query": query,
        "contacts:note_query": query,
        "contacts:answer_query": query,
        "contacts:close_query": query,
        "contacts:reopen_query": query,
        "contacts:accept_contact": query,
        "contacts:decline_contact": query,
        "contacts:of_response": response,
        "contacts:lift_stop": {"pk": stopped.pk},
        "contacts:stop_contact": organisation,
        "analysis:table": {"table_id": "T07"},
        "analysis:cell": {"table_id": "T01", "row": 0, "column": 0},
        "analysis:figure_svg": {"table_id": "F01", "size": "wide"},
        "analysis:figure_png": {"table_id": "F01"},
        "analysis:crosstab_file": {"kind": "csv"},
        "analysis:crosstab_cell": {"table": 0, "row": 0, "column": 0},
        "analysis:saved_crosstab": {"pk": crosstab.pk},
        "analysis:remove_crosstab": {"pk": crosstab.pk},
        "analysis:revoke_token": token,
        "analysis:revoke_anybodys_token": token,
        "analysis:api_codebook": survey,
        "analysis:api_responses": survey,
        "analysis:api_tables": survey,
        "analysis:api_table": survey | {"table_id": "T07"},
        "analysis:api_rates": survey,
        "analysis:odata": survey,
        "analysis:odata_metadata": survey,
        "analysis:odata_responses": survey,
        "analysis:odata_records": survey | {"name": "Cells"},
        "analysis:api_nothing": {"rest": "nothing/"},
        "analysis:odata_nothing": {"rest": "survey/Cells/$count"},
        "analysis:export": files[False],
        "analysis:cancel_export": files[False],
        "analysis:export_file": files[False],
        "analysis:stop_export": weekly[False],
        "analysis:personal_export": files[True],
        "analysis:cancel_personal_export": files[True],
        "analysis:personal_export_file": files[True],
        "analysis:stop_personal_export": weekly[True],
        "analysis:research_report": {"pk": own.pk},
        "analysis:research_report_file": {"pk": own.pk, "kind": "csv"},
        "analysis:add_to_report": {"pk": own.pk},
        "analysis:remove_report": {"pk": own.pk},
        "analysis:report_entry": entry,
        "analysis:move_entry": entry,
        "analysis:take_out_entry": entry,
        "analysis:read_answers": {"variable": "q18_text"},
        "analysis:code_next": {"variable": "q18_text"},
        "analysis:code_answer": said,
        "analysis:agreement": {"variable": "q18_text"},
        "analysis:code_frame": {"variable": "q18_text"},
        "analysis:theme": theme,
        "analysis:merge_theme": theme,
        "analysis:quote": said,
        "analysis:take_out_quotation": {"pk": quotation.pk},
        "accounts:person": account,
        "accounts:deactivate": account,
        "accounts:reactivate": account,
        "accounts:forget_second_factor": account,
        "accounts:send_link": account,
    }


def _file(begun: Invitation, person: User, *, personal: bool) -> int:
    """The key of a file that is ready."""
    path = Path("visited") / f"{personal}.csv"
    (settings.EXPORTS_FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
    (settings.EXPORTS_FOLDER / path).write_text("reference\n")
    return Export.objects.create(
        survey=begun.survey,
        kind="codes-csv",
        is_personal=personal,
        why="A test",
        asked_by=person,
        asked_at=begun.created_at,
        state=State.DONE,
        kept_until=begun.created_at + timedelta(days=365),
        path=str(path),
    ).pk


def _weekly(begun: Invitation, person: User, *, personal: bool) -> int:
    return WeeklyExport.objects.create(
        survey=begun.survey,
        kind="codes-csv",
        is_personal=personal,
        why="A test",
        asked_by=person,
        asked_at=begun.created_at,
        weekday=0,
        hour=6,
        last_at=begun.created_at,
    ).pk


def _token(person: User) -> int:
    return tokens.issue("Test", Scope.TABLES, days=1, owner=person, now=timezone.now())[0].pk
