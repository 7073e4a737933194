"""From whole numbers to the table that every renderer shows."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from analysis.counts import Counts
from analysis.rounding import Rounding, half_up, percent
from analysis.specification import Column, Figure, Specification, Tally

HUNDREDTHS = 100

Number = int | Decimal
Bases = tuple[tuple[str, Number | None], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, rounded as it is shown; weighted counts to one decimal. A percentage or mean is missing
    where the column shows none, or where its base is nobody. `mark` is what is set beside the number; `hidden` are the
    figures that outsiders are not shown."""

    count: Number | None
    base: Number | None
    percent: Decimal | None = None
    mean: Decimal | None = None
    mark: str = ""
    hidden: frozenset[Figure] = frozenset()

    def figure(self, figure: Figure) -> Number | None:
        """One of its numbers."""
        return {Figure.COUNT: self.count, Figure.PERCENT: self.percent, Figure.MEAN: self.mean}[figure]


@dataclass(frozen=True, slots=True)
class TableBase:
    """Of whom the percentages are, in words and numbers; None where that is hidden. `by_row` and `by_column` are empty
    where they would only repeat `n`."""

    definition: str
    n: Number | None
    by_row: Bases = ()
    by_column: Bases = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is shown: what was specified, its base and a cell for each row and column."""

    specification: Specification
    base: TableBase
    cells: tuple[tuple[Cell, ...], ...]


def table(specification: Specification, counts: Counts, rounding: Rounding = Rounding.HALF_UP) -> Table:
    """The table of these counts."""
    columns = specification.columns
    show = partial(_cell, decimals=specification.decimals, rounding=rounding, scale=counts.scale)
    return Table(
        specification,
        _base(specification, counts),
        tuple(
            tuple(show(tally, column) for tally, column in zip(tallies, columns, strict=True))
            for tallies in counts.cells
        ),
    )


def _cell(tally: Tally, column: Column, *, decimals: int, rounding: Rounding, scale: int) -> Cell:
    share = mean = None
    if not tally.base:
        return Cell(_people(tally.count, scale), _people(tally.base, scale))
    if tally.value is not None:
        mean = half_up(tally.value, HUNDREDTHS, tally.decimals)
    elif tally.total is not None:
        mean = half_up(tally.total, HUNDREDTHS * tally.base, tally.decimals)
    elif tally.count is not None and Figure.PERCENT in column.figures:
        share = percent(tally.count, tally.base, decimals=decimals, rounding=rounding)
    return Cell(_people(tally.count, scale), _people(tally.base, scale), share, mean)


def _people(number: int | None, scale: int) -> Number | None:
    return number if number is None or scale == 1 else half_up(number, scale, 1)


def _base(specification: Specification, counts: Counts) -> TableBase:
    labels = tuple(column.label for column in specification.columns)
    whole, by_row, by_column = (
        tuple(_people(number, counts.scale) or 0 for number in numbers)
        for numbers in ((counts.whole,), counts.by_row, counts.by_column)
    )
    return TableBase(
        specification.base.definition,
        whole[0],
        _where_different(specification.rows, by_row, whole[0]),
        _where_different(labels, by_column, whole[0]),
    )


def _where_different(labels: tuple[str, ...], numbers: tuple[Number, ...], whole: Number) -> Bases:
    if all(number == whole for number in numbers):
        return ()
    return tuple(dict.fromkeys(zip(labels, numbers, strict=True)))  # a label stands over each percentage of a column
