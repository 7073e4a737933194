"""From a specification to whole numbers."""

from dataclasses import dataclass

from analysis.specification import Formula, Population, Specification, Tally


@dataclass(frozen=True, slots=True)
class Counts:
    """The whole numbers of a table: how many respondents it rests on, in all and by row or column
    where the specification asks for that, and a tally for each cell. One respondent counts as `scale`."""

    whole: int
    by_row: tuple[int, ...]
    by_column: tuple[int, ...]
    cells: tuple[tuple[Tally, ...], ...]
    scale: int = 1


def count(specification: Specification, population: Population) -> Counts:
    """Count every cell of a table."""
    only = population.within(specification.only)
    base = specification.base

    def number(formula: Formula) -> int:
        return formula.tally(population, only).count or 0

    return Counts(
        whole=number(base.whole),
        by_row=tuple(map(number, base.by_row)),
        by_column=tuple(map(number, base.by_column)),
        cells=tuple(tuple(cell.tally(population, only) for cell in row) for row in specification.cells),
        scale=population.scale,
    )
