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


def read(data: bytes) -> Figures:
    """The figures of a report in JSON. Raises NotAReport."""
    try:
        tables = json.loads(data, parse_float=Decimal)["tables"]
        return dict(figure for table in tables for figure in _of_table(table))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise NotAReport from reason


def _of_table(table: dict[str, Any]) -> Iterator[tuple[Place, Number]]:
    seen: Counter[tuple[str, str]] = Counter()
    for cell in table["cells"]:
        row, column = str(cell["row"]), str(cell["col"])
        seen[row, column] += 1
        for figure, key in KEYS.items():
            if isinstance(cell.get(key), int | Decimal):
                yield Place(str(table["id"]), row, column, figure, seen[row, column]), cell[key]


def changes(report: Report, before: Figures) -> tuple[Change, ...]:
    """What is different now, in the order of the report, and then what is gone."""
    made = (figure for table in report.tables for figure in figures(table))
    now = {place: number for place, number in made if number is not None}
    differ = [Change(place, before.get(place), number) for place, number in now.items() if before.get(place) != number]
    return (*differ, *(Change(place, number, None) for place, number in before.items() if place not in now))
