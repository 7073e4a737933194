from django.urls import path

from contacts.views import asking, calling, fieldwork, helping, importing, links, opting_out, organisations, telephone

app_name = "contacts"

urlpatterns = [
    path("s/<str:token>/", links.personal_link, name="link"),
    path("s/<str:token>/stop/", opting_out.stop, name="stop"),
    path("s/<str:token>/help/", asking.link_help, name="link_help"),
    path("s/<str:token>/someone-else/", asking.link_someone_else, name="link_someone_else"),
    path("answer/<uuid:public_id>/help/", asking.survey_help, name="help"),
    path("answer/<uuid:public_id>/someone-else/", asking.someone_else, name="someone_else"),
    path("help/", asking.ask, name="ask"),
    path("staff/", fieldwork.overview, name="fieldwork"),
    path("staff/calls/", calling.calls, name="calls"),
    path("staff/calls/next/", calling.call_next, name="call_next"),
    path("staff/calls/start/", calling.start_verification, name="start_verification"),
    path("staff/calls/progress/", calling.call_progress, name="call_progress"),
    path("staff/calls/<int:pk>/", calling.call, name="call"),
    path("staff/calls/<int:pk>/take/", calling.take_call, name="take_call"),
    path("staff/calls/<int:pk>/release/", calling.release_call, name="release_call"),
    path("staff/help/", helping.queries, name="queries"),
    path("staff/help/<int:pk>/", helping.query, name="query"),
    path("staff/help/<int:pk>/take/", helping.take_query, name="take_query"),
    path("staff/help/<int:pk>/assign/", helping.assign_query, name="assign_query"),
    path("staff/help/<int:pk>/note/", helping.note_query, name="note_query"),
    path("staff/help/<int:pk>/answer/", helping.answer_query, name="answer_query"),
    path("staff/help/<int:pk>/close/", helping.close_query, name="close_query"),
    path("staff/help/<int:pk>/reopen/", helping.reopen_query, name="reopen_query"),
    path("staff/help/<int:pk>/accept/", helping.accept_contact, name="accept_contact"),
    path("staff/help/<int:pk>/decline/", helping.decline_contact, name="decline_contact"),
    path("staff/contacts/import/", importing.upload, name="import"),
    path("staff/contacts/import/apply/", importing.apply, name="apply_import"),
    path("staff/organisations/", organisations.organisations, name="organisations"),
    path("staff/organisations/<str:reference>/", organisations.organisation, name="organisation"),
    path("staff/organisations/<str:reference>/details/", organisations.details, name="details"),
    path("staff/organisations/<str:reference>/person/", organisations.person, name="person"),
    path("staff/organisations/<str:reference>/link/", organisations.new_link, name="new_link"),
    path("staff/organisations/<str:reference>/call/", calling.call_organisation, name="call_organisation"),
    path("staff/organisations/<str:reference>/telephone/", telephone.by_telephone, name="by_telephone"),
    path("staff/responses/<uuid:public_id>/", telephone.of_response, name="of_response"),
]
