"""What a respondent's page costs whatever the machine: statements, and bytes on the line."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analysis.benchmarks import pages
from surveys import responses
from surveys.models import Survey
from surveys.questionnaire.definition import Kind
from surveys.questionnaire.routing import AskedPage


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the longest grid: statements to show and to save it, bytes of its HTML as it is and packed by gzip."""

    page: str
    radios: int
    to_show: int
    to_save: int
    raw: int
    packed: int


def of_pages(survey: Survey, *, now: datetime) -> Weights:
    response = pages.drafted(survey, now)
    page = max(responses.path(response), key=_radios)
    client, address = pages.client_of(response), reverse("surveys:page", args=[response.public_id, page.code])
    pages.expect(client.get(address), 200)  # the first one of a process reads the questionnaire
    with CaptureQueriesContext(connection) as shown:
        html = client.get(address).content
    with CaptureQueriesContext(connection) as saved:
        pages.expect(client.post(address, dict.fromkeys((control.name for control in page.controls), "a")), 302)
    return Weights(page.title, _radios(page), len(shown), len(saved), len(html), len(gzip.compress(html)))


def lines(found: Weights) -> Iterator[str]:
    yield f"The longest grid, {found.page} ({found.radios} radios):"
    yield f"{'SQL statements to show it, to save it':46}{found.to_show:9}{found.to_save:15}"
    yield f"{'bytes of HTML, by gzip':46}{found.raw:9}{found.packed:15}"


def _radios(page: AskedPage) -> int:
    return sum(len(question.items) * len(question.options) for question in page.questions if question.kind is Kind.GRID)
