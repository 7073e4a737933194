from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from config import rights
from config.roles import Role, role_of

SET_UP_SECOND_FACTOR = "mfa_activate_totp"
# What somebody may use who has yet to set up a second factor.
ON_THE_WAY = {SET_UP_SECOND_FACTOR, "account_reauthenticate", "mfa_reauthenticate"}


class Access:
    """Lets a request through to its view if rights.py gives its route to whoever asks, and to nobody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.resolver_match and Role.NOBODY not in rights.allowed(request.resolver_match.view_name):
            response["Cache-Control"] = "no-store"  # after signing out, the back button shows nothing
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Nothing if the view may answer; else where to go instead, or the page for what is forbidden or not there."""
        route = _route(request)
        allowed = rights.allowed(route)
        if not allowed:
            raise Http404
        if Role.NOBODY in allowed:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if role_of(request.user) not in allowed:
            raise PermissionDenied
        if settings.STAFF_SECOND_FACTOR and route not in ON_THE_WAY and not is_mfa_enabled(request.user):
            return redirect(SET_UP_SECOND_FACTOR)
        return None


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in page, which then leads back; what was sent is lost, so after a form it leads to the start."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return redirect(settings.LOGIN_URL)
