from django.urls import path

from contacts.views import fieldwork, importing, links, organisations

app_name = "contacts"

urlpatterns = [
    path("s/<str:token>/", links.personal_link, name="link"),
    path("staff/", fieldwork.overview, name="fieldwork"),
    path("staff/contacts/import/", importing.upload, name="import"),
    path("staff/contacts/import/apply/", importing.apply, name="apply_import"),
    path("staff/organisations/", organisations.organisations, name="organisations"),
    path("staff/organisations/<str:reference>/", organisations.organisation, name="organisation"),
    path("staff/organisations/<str:reference>/details/", organisations.details, name="details"),
    path("staff/organisations/<str:reference>/person/", organisations.person, name="person"),
    path("staff/organisations/<str:reference>/link/", organisations.new_link, name="new_link"),
]
