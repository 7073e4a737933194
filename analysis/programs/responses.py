"""Responses for programs, some at a time: with names and open texts, or without."""

from dataclasses import dataclass
from typing import Any

from analysis.exporting import IDENTITY, Given, Values, Writer
from contacts import frame
from surveys import compiling
from surveys.models import Response, Survey
from surveys.questionnaire.codebook import Measure

CASE = "case"  # which the versions with and without names share
MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some responses, each a value by the name of its column, and after which case the next ones come; None at the
    end."""

    rows: list[dict[str, Any]]
    after: int | None


def columns(survey: Survey, *, identified: bool) -> list[str]:
    """The names of what is told of a response."""
    variables = compiling.variables(survey.questionnaire)
    told = [each.name for each in variables if identified or each.measure is not Measure.TEXT]
    return [CASE, *(IDENTITY if identified else ()), *told]


def page(survey: Survey, *, after: int, limit: int, values: Values, identified: bool) -> Page:
    """The responses whose case comes after that one, in the order they were begun; a response that is submitted
    meanwhile is met once. Two queries."""
    given = _given(survey, after=after)[: limit + 1]
    rows = _rows(survey, list(given)[:limit], values, identified=identified)
    return Page(rows, rows[-1][CASE] if len(given) > limit else None)


def from_place(survey: Survey, *, skip: int, limit: int, values: Values) -> list[dict[str, Any]]:
    """So many responses from that place on, without names and open texts."""
    return _rows(survey, list(_given(survey)[skip : skip + limit]), values, identified=False)


def number(survey: Survey) -> int:
    """How many there are."""
    return _given(survey).count()


def _given(survey: Survey, *, after: int = 0) -> Any:
    found = Response.objects.filter(survey=survey, submitted_at__isnull=False, pk__gt=after).order_by("pk")
    return found.values_list("pk", "answers", "codes", "source_id", "reference")


def _rows(survey: Survey, some: list[Any], values: Values, *, identified: bool) -> list[dict[str, Any]]:
    references = frame.references(survey) if identified else {}
    writer = Writer(survey, values)
    names = [each.name for each in compiling.variables(survey.questionnaire)]
    kept = columns(survey, identified=identified)
    return [_row(Given(*each), writer, names, references, kept) for each in some]


def _row(given: Given, writer: Writer, names: list[str], references: dict[int, str], kept: list[str]) -> dict[str, Any]:
    cells: dict[str, Any] = dict(zip(names, writer.cells(given.answers, given.codes), strict=True))
    cells |= {CASE: given.key, "reference": references.get(given.key, "")}
    cells["respondent_id"] = given.source_id or given.receipt
    return {name: cells[name] for name in kept}
