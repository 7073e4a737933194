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


def comparisons(survey: Survey, *, now: datetime, rounds: int) -> Iterator[Comparison]:
    """The page of Question 14, a grid, of a respondent who has answered all before it."""
    response = drafted(survey, now)
    client, plain = client_of(response), _plain_client()
    address = reverse("surveys:page", args=[response.public_id, PAGE])
    page = responses.page_on(responses.path(response), PAGE)
    data = {control.name: "a" for control in page.controls} if page else {}
    plain_address, plain_data = f"/{response.pk}/", {f"line{line}": "a" for line in bare.LINES}
    yield compare(
        "a respondent's page, shown",
        lambda: expect(client.get(address), 200),
        "bare Django view, one row read",
        lambda: expect(plain.get(plain_address), 200),
        rounds=rounds,
    )
    yield compare(
        "a respondent's page, saved",
        lambda: expect(client.post(address, data), 302),
        "bare Django view, one row written",
        lambda: expect(plain.post(plain_address, plain_data), 302),
        rounds=rounds,
    )


def drafted(survey: Survey, now: datetime) -> Response:
    """A response in which everything is answered and nothing was sent."""
    random = Random(2009)  # noqa: S311 - made-up answers are no secret
    answers = synthesising.walk(compiling.compiled(survey.questionnaire), random)
    draft = responses.start(survey, known={}, now=now)
    Response.objects.filter(pk=draft.pk).update(answers=answers)
    draft.answers = answers
    return draft


def client_of(response: Response) -> Client:
    """A browser in which the personal link was opened."""
    granted = HttpResponse()
    respondent_access.grant(granted, response.public_id)
    client = Client()
    client.cookies.update(granted.cookies)
    return client


def _plain_client() -> Client:
    """A browser before the bare view, which has Django's usual middleware and no other."""
    client = Client()
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        client.handler.load_middleware()
    return client


def expect(answer: HttpResponseBase, status: int) -> None:
    """Raises RuntimeError where the page that was asked for is another one."""
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code} instead of {status}: this would measure something else")
