from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from analysis.programs import tokens
from analysis.programs.refusing import refused
from config import rights
from config.roles import Role, role_of
from contacts.limiting import Limit, network

WRONG_TOKENS = Limit("tokens", most=30, within=600)
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
        by_program = rights.is_for_programs(route)
        if by_program:
            _let_the_token_in(request)
        if not request.user.is_authenticated or not request.user.is_active:
            return _no_token(request) if by_program else _to_sign_in(request)
        if role_of(request.user) not in allowed:
            if by_program:
                return refused(request, 403, "Not for you", "The owner of this token may not open this address.")
            raise PermissionDenied
        if by_program:
            return None
        if settings.STAFF_SECOND_FACTOR and route not in ON_THE_WAY and not is_mfa_enabled(request.user):
            return redirect(SET_UP_SECOND_FACTOR)
        return None


def _let_the_token_in(request: HttpRequest) -> None:
    """Who asks is the owner of the token that came along, whoever may be signed in in that browser. A right one gets in
    whatever wrong ones came from the same office: only those are told to wait."""
    token = tokens.find(request.headers.get("Authorization", ""), now=timezone.now())
    if token is None and "Authorization" in request.headers:
        WRONG_TOKENS.count(network(request))
    request.token = token  # type: ignore[attr-defined]
    request.user = token.owner if token else AnonymousUser()


def _no_token(request: HttpRequest) -> HttpResponse:
    if WRONG_TOKENS.is_reached(network(request)):
        answer = refused(request, 429, "Too many wrong tokens", "Wait ten minutes, and check the token.")
        answer["Retry-After"] = WRONG_TOKENS.within
        return answer
    title, told = "No token", "Send a token as “Authorization: Bearer …”, or as the password of basic access."
    if "Authorization" in request.headers:
        title, told = "Not a token", "What came as a token opens nothing: it is unknown, over, or was revoked."
    answer = refused(request, 401, title, told)
    answer["WWW-Authenticate"] = 'Basic realm="Canvass", charset="UTF-8"'
    return answer


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in page, which then leads back; what was sent is lost, so after a form it leads to the start."""
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    return redirect(settings.LOGIN_URL)
