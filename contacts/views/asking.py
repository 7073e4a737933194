"""Where respondents reach the help line: from a page of their survey, from their link, or from anywhere else."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contacts import frame, inviting, limiting
from contacts.forms.asking import AskForm, SomeoneElseForm
from contacts.helping import asking
from contacts.models import Invitation
from contacts.views.links import not_recognised
from surveys import respondent_access
from surveys.exceptions import LinkNotOpened
from surveys.models import Response, Survey
from surveys.respondent_access import Visit
from surveys.views.guarding import for_its_respondent

TOO_MANY = _(
    "Many questions came from your network in the last minutes. What you wrote is still here: send it again in ten "
    "minutes."
)


@dataclass(frozen=True)
class Place:
    """Where somebody asks: of which survey, whether a personal link says who they are, where they go back to, and where
    they can name the right person, if that can be known."""

    survey: Survey | None
    invitation: Invitation | None
    back: str
    someone_else: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """For pages that no personal link led to."""
    return _ask(request, _anywhere())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def link_help(request: HttpRequest, token: str) -> HttpResponse:
    invitation = inviting.find(token)
    if invitation is None:
        return not_recognised(request)
    someone_else = reverse("contacts:link_someone_else", args=[token])
    return _ask(request, Place(invitation.survey, invitation, inviting.path(token), someone_else))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def survey_help(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """For the pages of a response. A browser that may no longer open them can still ask."""
    try:
        place = _in_survey(respondent_access.visit_of(request, public_id))
    except (LinkNotOpened, Response.DoesNotExist):
        place = _anywhere()
    return _ask(request, place)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def link_someone_else(request: HttpRequest, token: str) -> HttpResponse:
    invitation = inviting.find(token)
    if invitation is None:
        return not_recognised(request)
    return _someone_else(request, invitation, inviting.path(token))


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_respondent
def someone_else(request: HttpRequest, visit: Visit) -> HttpResponse:
    place = _in_survey(visit)
    if place.invitation is None:  # of a response that came in a file there is nobody to replace
        return _ask(request, place)
    return _someone_else(request, place.invitation, place.back)


def _anywhere() -> Place:
    return Place(frame.current_survey(), None, reverse("home"))


def _in_survey(visit: Visit) -> Place:
    back = reverse("surveys:next", args=[visit.address])
    invitations = Invitation.objects.select_related("survey", "organisation")
    invitation = invitations.filter(response__public_id=visit.public_id).first()
    survey = invitation.survey if invitation else respondent_access.response_of(visit).survey
    names = invitation is not None and visit.hand_over is None
    return Place(survey, invitation, back, reverse("contacts:someone_else", args=[visit.address]) if names else "")


def _ask(request: HttpRequest, place: Place) -> HttpResponse:
    context = {"survey": place.survey, "back": place.back, "someone_else": place.someone_else}
    if "sent" in request.GET:
        return render(request, "contacts/helping/asked.html", context)
    came_from = {"page": request.GET.get("page", "")}
    form = AskForm(request.POST or None, initial=came_from, known=place.invitation is not None)
    if form.is_valid() and _within_limit(request, form):
        entered = {"organisation_name": "", **form.cleaned_data}
        asking.ask(survey=place.survey, invitation=place.invitation, now=timezone.now(), **entered)
        return redirect(f"{request.path}?sent")
    return render(request, "contacts/helping/ask.html", context | {"form": form}, status=_status(form))


def _someone_else(request: HttpRequest, invitation: Invitation, back: str) -> HttpResponse:
    context = {"survey": invitation.survey, "organisation": invitation.organisation, "back": back}
    if "sent" in request.GET:
        return render(request, "contacts/helping/named.html", context)
    form = SomeoneElseForm(request.POST or None, initial={"page": request.GET.get("page", "")})
    if form.is_valid() and _within_limit(request, form):
        asking.name_another(invitation=invitation, now=timezone.now(), **form.cleaned_data)
        return redirect(f"{request.path}?sent")
    return render(request, "contacts/helping/someone_else.html", context | {"form": form}, status=_status(form))


def _within_limit(request: HttpRequest, form: AskForm | SomeoneElseForm) -> bool:
    """Whether this network may send one more now; if it may not, the form says so."""
    origin = limiting.network(request)
    if asking.LIMIT.is_reached(origin):
        form.add_error(None, TOO_MANY)
        return False
    asking.LIMIT.count(origin)
    return True


def _status(form: AskForm | SomeoneElseForm) -> int:
    return 429 if form.is_bound and form.non_field_errors() else 200
