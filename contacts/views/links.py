"""Where a personal link leads. Mail gateways and browsers open links ahead of people, so a GET changes nothing."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contacts import frame, guessing, inviting
from contacts.models import Invitation
from surveys import respondent_access
from surveys.views import next_address


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    invitation = inviting.find(token)
    if invitation is None:
        return not_recognised(request)
    now = timezone.now()
    if over := _not_to_be_answered(request, invitation, now):
        return over
    return _start(invitation, now) if request.method == "POST" else _show(request, invitation)


def not_recognised(request: HttpRequest) -> HttpResponse:
    """Wrong links are counted, and past a limit refused; a right one always opens, whoever shares its network."""
    origin = guessing.network(request)
    if guessing.too_many(origin):
        wait = render(request, "contacts/too_many_links.html", status=429)
        wait["Retry-After"] = str(guessing.WITHIN)
        return wait
    guessing.note_failure(origin)
    return render(request, "contacts/link_not_recognised.html", {"survey": frame.current_survey()}, status=404)


def _show(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    context = {
        "survey": invitation.survey,
        "questionnaire": invitation.survey.questionnaire,
        "organisation": invitation.organisation,
        "started": invitation.response is not None,
    }
    return render(request, "contacts/start.html", context)


def _start(invitation: Invitation, now: datetime) -> HttpResponse:
    response = inviting.accept(invitation, now=now)
    answer = redirect(next_address(response))
    respondent_access.grant(answer, response.public_id)
    return answer


def _not_to_be_answered(request: HttpRequest, invitation: Invitation, now: datetime) -> HttpResponse | None:
    """The page that says why nothing can be answered by this link now, if nothing can."""
    survey, response = invitation.survey, invitation.response
    if response and response.submitted_at:
        return render(request, "contacts/answered.html", {"survey": survey, "response": response})
    if survey.is_closed(now):
        return render(request, "surveys/closed.html", {"survey": survey}, status=410)
    if not survey.is_open(now):
        return render(request, "contacts/not_open.html", {"survey": survey})
    return None
