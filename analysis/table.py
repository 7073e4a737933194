"""From whole numbers to the table that every renderer shows."""

from dataclasses import dataclass
from decimal import Decimal

from analysis.counts import Counts
from analysis.rounding import Rounding, half_up, percent
from analysis.specification import Column, Figure, Specification, Tally

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, rounded as it is shown. A percentage or mean is missing where the
    column shows none, or where its base is nobody."""

    count: int | None
    base: int | None
    percent: Decimal | None = None
    mean: Decimal | None = None

    def figure(self, figure: Figure) -> int | Decimal | None:
        """One of its numbers."""
        return {Figure.COUNT: self.count, Figure.PERCENT: self.percent, Figure.MEAN: self.mean}[figure]


@dataclass(frozen=True, slots=True)
class TableBase:
    """Of whom the percentages are, in words and numbers. `by_row` and `by_column` are empty where
    they would only repeat `n`."""

    definition: str
    n: int
    by_row: tuple[tuple[str, int], ...] = ()
    by_column: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is shown: what was specified, its base and a cell for each row and column."""

    specification: Specification
    base: TableBase
    cells: tuple[tuple[Cell, ...], ...]


def table(specification: Specification, counts: Counts, rounding: Rounding = Rounding.HALF_UP) -> Table:
    """The table of these counts."""
    columns = specification.columns
    decimals = specification.decimals
    return Table(
        specification,
        _base(specification, counts),
        tuple(
            tuple(
                _cell(tally, column, decimals=decimals, rounding=rounding)
                for tally, column in zip(tallies, columns, strict=True)
            )
            for tallies in counts.cells
        ),
    )


def _cell(tally: Tally, column: Column, *, decimals: int, rounding: Rounding) -> Cell:
    if not tally.base:
        return Cell(tally.count, tally.base)
    if tally.total is not None:
        mean = half_up(tally.total, HUNDREDTHS * tally.base, tally.decimals)
        return Cell(tally.count, tally.base, mean=mean)
    if tally.count is None or Figure.PERCENT not in column.figures:
        return Cell(tally.count, tally.base)
    share = percent(tally.count, tally.base, decimals=decimals, rounding=rounding)
    return Cell(tally.count, tally.base, share)


def _base(specification: Specification, counts: Counts) -> TableBase:
    labels = tuple(column.label for column in specification.columns)
    return TableBase(
        specification.base.definition,
        counts.whole,
        _where_different(specification.rows, counts.by_row, counts.whole),
        _where_different(labels, counts.by_column, counts.whole),
    )


def _where_different(labels: tuple[str, ...], numbers: tuple[int, ...], whole: int) -> tuple[tuple[str, int], ...]:
    if all(number == whole for number in numbers):
        return ()
    return tuple(zip(labels, numbers, strict=True))
