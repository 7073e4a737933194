"""A respondent's page, shown and saved, and the same by a bare Django view."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse

from analysis import synthesising
from analysis.benchmarks import bare
from analysis.benchmarks.measuring import Comparison, compare
from surveys import compiling, respondent_access, responses
from surveys.models import Response, Survey

PAGE = "challenges"
GET, POST = "bare Django view, one row read", "bare Django view, one row written"


def comparisons(survey: Survey, *, now: datetime, rounds: int) -> Iterator[Comparison]:
    """The page of Question 14, a grid, of a respondent who has answered all before it."""
    response = _drafted(survey, now)
    client = _client(response)
    address = reverse("surveys:page", args=[response.public_id, PAGE])
    page = responses.page_on(responses.path(response), PAGE)
    data = {control.name: "a" for control in page.controls} if page else {}
    plain, plain_address = Client(), f"/{response.pk}/"
    plain_data = {f"line{line}": "a" for line in bare.LINES}
    reference = override_settings(ROOT_URLCONF="analysis.benchmarks.bare", MIDDLEWARE=bare.MIDDLEWARE)

    def bare_get() -> None:
        with reference:
            _expect(plain.get(plain_address), 200)

    def bare_post() -> None:
        with reference:
            _expect(plain.post(plain_address, plain_data), 302)

    yield compare("a respondent's page, shown", lambda: _expect(client.get(address), 200), GET, bare_get, rounds=rounds)
    yield compare(
        "a respondent's page, saved", lambda: _expect(client.post(address, data), 302), POST, bare_post, rounds=rounds
    )


def _drafted(survey: Survey, now: datetime) -> Response:
    random = Random(2009)  # noqa: S311 - made-up answers are no secret
    answers = synthesising.walk(compiling.compiled(survey.questionnaire), random)
    draft = responses.start(survey, known={}, now=now)
    Response.objects.filter(pk=draft.pk).update(answers=answers)
    draft.answers = answers
    return draft


def _client(response: Response) -> Client:
    """A browser in which the personal link was opened."""
    granted = HttpResponse()
    respondent_access.grant(granted, response.public_id)
    client = Client()
    client.cookies.update(granted.cookies)
    return client


def _expect(answer: HttpResponseBase, status: int) -> None:
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code} instead of {status}: this would measure something else")
