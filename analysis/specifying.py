"""The usual tables, specified in one line each: cross-tables and grids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict, Unpack

from analysis.segments import EVERYBODY, AllOf, AnyOf, Asked, Segment, chose, ticked
from analysis.specification import Base, Column, Figure, Formula, Heading, Share, Specification


class Percent(StrEnum):
    """Which way percentages run: of the row's respondents, of the column's, or of everybody asked."""

    ACROSS = "across"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column: its label and the respondents in it. `figures` are what a column shows if
    not what the other columns of its table show."""

    label: str
    segment: Segment = EVERYBODY
    figures: tuple[Figure, ...] = ()


class Details(TypedDict, total=False):
    """What a table may have besides."""

    only: Segment
    heads: tuple[str, ...]
    nets: frozenset[int]
    decimals: int
    note: str


Lines = tuple[Line, ...]

COUNT_AND_PERCENT = (Figure.COUNT, Figure.PERCENT)
ALL_RESPONDENTS = (Line(""),)


def options(variable: str, labels: Mapping[str, str]) -> Lines:
    """A line for each option of a single choice, in the order given."""
    return tuple(Line(label, chose(variable, code)) for code, label in labels.items())


def ticks(question: str, labels: Mapping[str, str]) -> Lines:
    """A line for each box of a multiple choice or code of a code frame, in the order given."""
    return tuple(Line(label, ticked(f"{question}_{code}")) for code, label in labels.items())


def crosstab(
    heading: Heading,
    rows: Lines,
    columns: Lines = ALL_RESPONDENTS,
    *,
    percent: Percent = Percent.DOWN,
    base: str,
    figures: tuple[Figure, ...] = COUNT_AND_PERCENT,
    **details: Unpack[Details],
) -> Specification:
    """Each row against each column. Across, the base of a cell is the row's respondents who were
    asked for the column; down, the column's who were asked for the row."""
    return Specification(
        heading,
        rows=labels(rows),
        columns=tuple(Column(column.label, column.figures or figures) for column in columns),
        cells=tuple(tuple(_share(row, column, percent) for column in columns) for row in rows),
        base=_base(base, rows, columns, percent),
        **details,
    )


def grid(
    heading: Heading,
    items: Mapping[str, str],
    answers: Mapping[str, str],
    *,
    base: str,
    figures: tuple[Figure, ...] = COUNT_AND_PERCENT,
    **details: Unpack[Details],
) -> Specification:
    """The lines of a grid (variable and label) against its answers (code and label), in percent of
    those who were asked for the line."""
    asked = tuple(Asked(variable) for variable in items)
    return Specification(
        heading,
        rows=tuple(items.values()),
        columns=tuple(Column(label, figures) for label in answers.values()),
        cells=tuple(tuple(Share(chose(variable, code), Asked(variable)) for code in answers) for variable in items),
        base=Base(base, Share(AnyOf(asked)), by_row=tuple(Share(segment) for segment in asked)),
        **details,
    )


def labels(lines: Iterable[Line]) -> tuple[str, ...]:
    """The labels of the lines."""
    return tuple(line.label for line in lines)


def everyone_in(lines: Iterable[Line]) -> tuple[Formula, ...]:
    """For each line, how many respondents are in it."""
    return tuple(Share(line.segment) for line in lines)


def _share(row: Line, column: Line, percent: Percent) -> Share:
    of, group = (column, row) if percent is Percent.ACROSS else (row, column)
    return Share(of.segment, AllOf((group.segment, of.segment.asked)))


def _base(definition: str, rows: Lines, columns: Lines, percent: Percent) -> Base:
    if percent is Percent.ACROSS:
        return Base(definition, by_row=everyone_in(rows))
    if len(columns) > 1:
        return Base(definition, by_column=everyone_in(columns))
    return Base(definition, Share(AnyOf(tuple(row.segment.asked for row in rows)), columns[0].segment))
