"""Where personal links lead, and those to a section that was passed to a colleague. Mail gateways and browsers open
links ahead of people, so a GET changes nothing."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contacts import frame, guessing, inviting
from contacts.models import Invitation
from surveys import compiling, handing_over, respondent_access, sections, timing
from surveys.journey import Journey, next_address
from surveys.models import HandOver, Response
from surveys.respondent_access import Visit
from surveys.responses import Source
from surveys.views import showing


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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def section(request: HttpRequest, token: str) -> HttpResponse:
    """For a colleague to whom a section was passed."""
    held = handing_over.find(token)
    if held is None:
        return not_recognised(request)
    survey, now = held.response.survey, timezone.now()
    if survey.is_closed(now):
        return render(request, "surveys/closed.html", showing.about_survey(survey), status=410)
    return _open_section(held) if request.method == "POST" else _show_section(request, held)


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
    survey, response = invitation.survey, invitation.response
    questionnaire = compiling.compiled(survey.questionnaire)
    context = showing.about_survey(survey) | {
        "questionnaire": questionnaire,
        "front_language": compiling.other_language(questionnaire),
        "organisation": invitation.organisation,
        "started": response is not None,
        "tasks": [],
    }
    if response:
        journey = Journey(Visit(response.public_id), response)
        tasks = [replace(task, url="") for task in sections.tasks(journey, {})]  # the pages open after this one
        context |= {"tasks": tasks, "minutes": timing.minutes_left(survey, journey.left)}
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
        return _answered(request, response, now)
    if survey.is_closed(now):
        return render(request, "surveys/closed.html", showing.about_survey(survey), status=410)
    if not survey.is_open(now):
        return render(request, "contacts/not_open.html", showing.about_survey(survey))
    return None


def _answered(request: HttpRequest, response: Response, now: datetime) -> HttpResponse:
    """Says so; on POST opens what was sent, to be read, kept, or changed while there is time."""
    if request.method == "POST":
        answer = redirect(next_address(response))
        respondent_access.grant(answer, response.public_id)
        return answer
    is_open = not response.survey.is_closed(now)
    context = showing.about_survey(response.survey) | {"response": response, "is_open": is_open}
    return render(request, "contacts/answered.html", context)


def _show_section(request: HttpRequest, held: HandOver) -> HttpResponse:
    journey = Journey(Visit(held.public_id, hand_over=held), held.response)
    context = showing.about_survey(held.response.survey) | {
        "hand_over": held,
        "organisation": held.response.known.get("name", ""),
        "title": journey.pages[0].section.title if journey.pages else "",
        "pages": len(journey.pages),
    }
    return render(request, "surveys/section_start.html", context)


def _open_section(held: HandOver) -> HttpResponse:
    answer = redirect("surveys:next", held.public_id)
    respondent_access.grant(answer, held.public_id, Source(hand_over_id=held.pk))
    return answer
