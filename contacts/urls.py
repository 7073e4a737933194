from django.urls import path

from contacts.views import links

app_name = "contacts"

urlpatterns = [
    path("s/<str:token>/", links.personal_link, name="link"),
]
