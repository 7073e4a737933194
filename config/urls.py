from django.conf import settings
from django.urls import include, path

from config import accessibility, health, home

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility/", accessibility.statement, name="accessibility"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("accounts/", include("allauth.urls")),
    path("staff/accounts/", include("config.accounts.urls")),
    path("", include("surveys.urls")),
    path("", include("contacts.urls")),
    path("", include("analysis.urls")),
]

if settings.EMAIL_PROVIDER:
    urlpatterns.append(path("anymail/", include("contacts.mailing.providers")))
