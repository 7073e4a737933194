"""Responses for programs, some at a time: with names and open texts, or without."""

from dataclasses import dataclass
from typing import Any

from analysis import exporting
from analysis.exporting import CASE, Given, Identity, Values
from surveys.models import Survey

MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some responses, each a value by the name of its column, and after which case the next ones come; None at the
    end."""

    rows: list[dict[str, Any]]
    after: int | None


def page(survey: Survey, *, after: int, limit: int, values: Values, identified: bool) -> Page:
    """The responses whose case comes after that one, in the order they were begun; a response that is submitted
    meanwhile is met once. Two queries."""
    given = list(exporting.in_order(survey, after=after)[: limit + 1])
    rows = _rows(survey, given[:limit], values, identified=identified)
    return Page(rows, rows[-1][CASE] if len(given) > limit else None)


def from_place(survey: Survey, *, skip: int, limit: int, values: Values) -> list[dict[str, Any]]:
    """So many responses from that place on, without names and open texts."""
    return _rows(survey, list(exporting.in_order(survey)[skip : skip + limit]), values, identified=False)


def _rows(survey: Survey, some: list[Any], values: Values, *, identified: bool) -> list[dict[str, Any]]:
    identity = Identity.WITH_CASE if identified else Identity.DEIDENTIFIED
    heads, write = exporting.heads(survey, identity), exporting.row_writer(survey, values, identity)
    return [dict(zip(heads, write(Given(*each)), strict=True)) for each in some]
