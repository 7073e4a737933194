"""What the templates of all pages of a response need."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from surveys import compiling
from surveys.models import Channel, Response, Survey
from surveys.questionnaire.summary import Block
from surveys.respondent_access import Visit


def about(visit: Visit, response: Response) -> dict[str, Any]:
    """The survey and its title in the language of the page; for which organisation staff fill it in, if they do so by
    telephone; and the hand-over, where a colleague has a section of it."""
    name = response.known.get("name", "")
    return {
        **about_survey(response.survey),
        "address": visit.address,
        "hand_over": visit.hand_over,
        "filling_in_for": name if visit.source.channel == Channel.TELEPHONE else "",
    }


def about_survey(survey: Survey) -> dict[str, Any]:
    """The survey, and the languages that its questionnaire is offered in."""
    return {
        "survey": survey,
        "survey_title": compiling.title(survey),
        "languages": compiling.languages(survey.questionnaire),
    }


def closed(request: HttpRequest, visit: Visit, response: Response, *, late: list[Block]) -> HttpResponse:
    """Says that the survey is over and what was kept; what came too late is shown once more, to be copied."""
    context = about(visit, response) | {"too_late": request.method == "POST", "late": late}
    return render(request, "surveys/closed.html", context, status=410)


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF that the browser keeps under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
