"""The report beside one that was made earlier and kept as JSON."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analysis.exceptions import NotAReport
from analysis.reconciliation import Number, Place, figures
from analysis.report import Report
from analysis.specification import Figure

KEYS = {Figure.COUNT: "count", Figure.PERCENT: "pct", Figure.MEAN: "mean"}
Figures = dict[Place, Number]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another now; None where there was none, or is none any more."""

    place: Place
    before: Number | None
    now: Number | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a file tells: the figures of these tables, and which of their figures it hides."""

    figures: Figures
    tables: frozenset[str]
    hidden: frozenset[Place]

    def tells(self, place: Place) -> bool:
        """Whether a figure can be compared with it at all."""
        return place.table in self.tables and place not in self.hidden


def read(data: bytes) -> Earlier:
    """A report in JSON. Raises NotAReport."""
    try:
        tables = list(json.loads(data, parse_float=Decimal)["tables"])
        found = [figure for table in tables for figure in _of_table(table)]
        return Earlier(
            {place: number for place, number in found if number is not None},
            frozenset(str(table["id"]) for table in tables),
            frozenset(place for place, number in found if number is None),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise NotAReport from reason


def _of_table(table: dict[str, Any]) -> Iterator[tuple[Place, Number | None]]:
    """Its figures; None is one that is hidden."""
    seen: Counter[tuple[str, str]] = Counter()
    for cell in table["cells"]:
        row, column = str(cell["row"]), str(cell["col"])
        seen[row, column] += 1
        for figure, key in KEYS.items():
            number = cell.get(key)
            if number is not None and type(number) not in {int, Decimal}:
                raise TypeError(f"{number} is no number.")
            if number is not None or key in cell.get("hidden", ()):
                yield Place(str(table["id"]), row, column, figure, seen[row, column]), number


@dataclass(frozen=True, slots=True)
class Beside:
    """What is different now, in the order of the report, and then what is gone; the titles of the tables that the file
    does not have, and how many figures it hides: neither is compared."""

    changes: tuple[Change, ...]
    missing: tuple[str, ...]
    hidden: int


def beside(report: Report, earlier: Earlier) -> Beside:
    """The report beside that one. Raises NotAReport where they have no table in common."""
    before, headings = earlier.figures, [table.specification.heading for table in report.tables]
    if earlier.tables.isdisjoint(heading.id for heading in headings):
        raise NotAReport
    made = (figure for table in report.tables for figure in figures(table))
    now = {place: number for place, number in made if number is not None}
    differ = [
        Change(place, before.get(place), number)
        for place, number in now.items()
        if earlier.tells(place) and before.get(place) != number
    ]
    gone = (Change(place, number, None) for place, number in before.items() if place not in now)
    return Beside(
        (*differ, *gone),
        tuple(heading.title for heading in headings if heading.id not in earlier.tables),
        len(earlier.hidden),
    )
