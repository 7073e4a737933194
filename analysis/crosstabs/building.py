"""A crosstab from the responses that are there at this moment, or were there at an earlier one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis import report
from analysis.counts import Counts, count
from analysis.crosstabs import marking, specifying, weighing
from analysis.crosstabs.definition import Definition, Order
from analysis.crosstabs.marking import Sampled
from analysis.exceptions import TooManyCells
from analysis.specification import Specification
from analysis.table import Table, table
from surveys.models import Survey

MOST_CELLS = 1000


@dataclass(frozen=True, slots=True)
class Crosstab:
    """The tables of a crosstab, one for each combination of layers in which there is anybody; `empty` names the others.
    `respondents` are those whom the filters leave."""

    definition: Definition
    respondents: int
    tables: tuple[Table, ...]
    empty: tuple[str, ...]


def build(survey: Survey, definition: Definition) -> Crosstab:
    """Count it. Raises TooManyCells, CannotBeWeighted and RecordsOutOfDate."""
    number = specifying.cells(definition)
    if number > MOST_CELLS:
        raise TooManyCells(number, MOST_CELLS)
    respondents = report.respondents(survey, as_at=definition.as_at)
    if definition.weighted:
        return counted(definition, weighing.weighted(survey, respondents))
    return counted(definition, respondents)


def counted(definition: Definition, population: Sampled) -> Crosstab:
    """The crosstab of these respondents."""
    made, empty = [], []
    for panel in specifying.panels(definition):
        specification = panel.specification
        counts = count(specification, population)
        if counts.whole:
            plain = table(*_arranged(definition, specification, counts))
            made.append(marking.marked(definition, plain, population))
        else:
            empty.append(panel.label)
    return Crosstab(definition, population.within(definition.only).bit_count(), tuple(made), tuple(empty))


def _arranged(definition: Definition, specification: Specification, counts: Counts) -> tuple[Specification, Counts]:
    """Rows and columns in the order asked for, and without empty ones where these are to be hidden."""
    rows = list(_in_order(definition, specification, counts))
    columns = list(range(len(specification.columns)))
    if definition.hide_empty:
        rows = [row for row in rows if any(_is_anything(counts, row, column) for column in columns)]
        columns = [column for column in columns if any(_is_anything(counts, row, column) for row in rows)]
    return _taken(specification, rows, columns), replace(
        counts,
        by_row=tuple(counts.by_row[row] for row in rows) if counts.by_row else (),
        by_column=tuple(counts.by_column[column] for column in columns) if counts.by_column else (),
        cells=tuple(tuple(counts.cells[row][column] for column in columns) for row in rows),
    )


def _taken(specification: Specification, rows: list[int], columns: list[int]) -> Specification:
    base = specification.base
    return replace(
        specification,
        rows=tuple(specification.rows[row] for row in rows),
        columns=tuple(specification.columns[column] for column in columns),
        cells=tuple(tuple(specification.cells[row][column] for column in columns) for row in rows),
        base=replace(
            base,
            by_row=tuple(base.by_row[row] for row in rows) if base.by_row else (),
            by_column=tuple(base.by_column[column] for column in columns) if base.by_column else (),
        ),
        nets=frozenset(place for place, row in enumerate(rows) if row in specification.nets),
    )


def _in_order(definition: Definition, specification: Specification, counts: Counts) -> Iterator[int]:
    """The places of the rows, by the number in their first column; nets stay below."""
    rows = range(len(specification.rows))
    answers = [row for row in rows if row not in specification.nets]
    if definition.order is not Order.QUESTIONNAIRE:
        answers.sort(key=lambda row: _size(counts, row), reverse=definition.order is Order.MOST_FIRST)
    yield from answers
    yield from sorted(specification.nets)


def _size(counts: Counts, row: int) -> float:
    first = counts.cells[row][0]
    if first.value is not None:
        return first.value
    return (first.total if first.total is not None else first.count or 0) / (first.base or 1)


def _is_anything(counts: Counts, row: int, column: int) -> bool:
    cell = counts.cells[row][column]
    return bool(cell.count) if cell.count is not None else bool(cell.base)
