"""Every figure that the report of 2009 prints, in tables and in sentences, beside the one computed from the responses.

`data/published.json` holds the printed figures, misprints kept; `data/errata.json` the places where the
report contradicts itself, each with the figures that cannot be reproduced because of it. A figure is
named by table, row, column, kind, and a number where a table has several rows of one label.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.prose import Said
from analysis.report import Report
from analysis.specification import Figure
from analysis.table import Table

DATA = Path(__file__).parent / "data"

Number = int | Decimal


class Place(NamedTuple):
    """Where a figure stands. `nth` tells rows of the same label apart, from 1."""

    table: str
    row: str
    column: str
    figure: Figure
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Erratum:
    """A contradiction in the report, and the figures that cannot be reproduced because of it."""

    id: str
    where: str
    printed: str
    computed: str
    note: str
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Difference:
    """A printed figure that was not found again. `recomputed` is missing where there is none."""

    place: Place
    printed: Number
    recomputed: Number | None
    errata: tuple[Erratum, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One table: how many figures of each kind it prints, how many of them were found again, and
    the others."""

    id: str
    printed: Counter[Figure]
    equal: Counter[Figure]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of which a number was not found again: as it reads now, the number as printed and as it is now."""

    said: Said
    printed: str
    recomputed: str
    errata: tuple[Erratum, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All printed tables in order, and the sums over them; of the numbers in sentences how many are printed, and the
    sentences in which they differ."""

    tables: tuple[Compared, ...]
    printed: Counter[Figure]
    equal: Counter[Figure]
    in_sentences: int = 0
    sentences: tuple[Sentence, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(difference for table in self.tables for difference in table.differences)

    @property
    def unexplained(self) -> tuple[Difference | Sentence, ...]:
        """The differences that no erratum accounts for."""
        of_tables = tuple(difference for difference in self.differences if not difference.errata)
        return of_tables + tuple(sentence for sentence in self.sentences if not sentence.errata)


def reconcile(report: Report) -> Reconciliation:
    """Compare a whole report with the printed one."""
    recomputed = dict(figure for table in report.tables for figure in figures(table))
    compared = tuple(_compare(name, figures, recomputed) for name, figures in published().items())
    return Reconciliation(
        compared,
        sum((table.printed for table in compared), Counter()),
        sum((table.equal for table in compared), Counter()),
        in_sentences=sum(1 for said in report.statements for told in said.numbers if told.number.printed),
        sentences=tuple(_sentences(report)),
    )


def _sentences(report: Report) -> Iterator[Sentence]:
    known = {erratum.id: erratum for erratum in errata()}
    for said in report.statements:
        for told in said.numbers:
            if not told.is_as_printed:
                because = tuple(known[name] for name in told.number.errata)
                yield Sentence(said, told.number.printed, told.shown, because)


@lru_cache(maxsize=1)
def published() -> dict[str, dict[Place, Number]]:
    """The printed figures by table, in the order of the report."""
    tables = json.loads((DATA / "published.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return {name: dict(_printed(name, printed["cells"])) for name, printed in tables.items()}


@lru_cache(maxsize=1)
def errata() -> tuple[Erratum, ...]:
    """The errata that account for figures, in the order of their list."""
    entries = json.loads((DATA / "errata.json").read_text(encoding="utf-8"))
    return tuple(
        Erratum(
            **{name: entry[name] for name in ("id", "where", "printed", "computed", "note")},
            places=frozenset(
                Place(table, row, column, Figure(figure), *nth) for table, row, column, figure, *nth in entry["cells"]
            ),
        )
        for entry in entries
    )


def _printed(name: str, cells: list[dict[str, str | Number]]) -> Iterator[tuple[Place, Number]]:
    seen: Counter[tuple[str, str]] = Counter()
    for cell in cells:
        row, column = str(cell["row"]), str(cell["col"])
        seen[row, column] += 1
        for figure in Figure:
            number = cell.get(figure)
            if number is not None and not isinstance(number, str):
                yield Place(name, row, column, figure, seen[row, column]), number


def figures(table: Table) -> Iterator[tuple[Place, Number | None]]:
    """Every figure of a table by its place, None where the table shows none."""
    seen: Counter[str] = Counter()
    specification = table.specification
    for row, cells in zip(specification.rows, table.cells, strict=True):
        seen[row] += 1
        for column, cell in zip(specification.columns, cells, strict=True):
            for figure in Figure:
                yield Place(specification.heading.id, row, column.label, figure, seen[row]), cell.figure(figure)


def _compare(name: str, figures: dict[Place, Number], recomputed: dict[Place, Number | None]) -> Compared:
    differences = tuple(
        Difference(place, number, recomputed.get(place), _explaining(place))
        for place, number in figures.items()
        if recomputed.get(place) != number
    )
    printed = Counter(place.figure for place in figures)
    return Compared(name, printed, printed - Counter(d.place.figure for d in differences), differences)


def _explaining(place: Place) -> tuple[Erratum, ...]:
    return tuple(erratum for erratum in errata() if place in erratum.places)
