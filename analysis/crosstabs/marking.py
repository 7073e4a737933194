"""What stands beside the numbers of a crosstab: letters of significance, intervals, and notes on small bases."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import Protocol, cast

from analysis.crosstabs.definition import Comparison, Correction, Definition
from analysis.crosstabs.dimensions import Category, Shape
from analysis.rounding import half_up
from analysis.segments import Bits
from analysis.specification import Column, Figure, Formula, Mean, Population, Share
from analysis.statistics import comparing, intervals
from analysis.statistics.comparing import Average, Pair, Proportion, letter
from analysis.statistics.describing import Moments
from analysis.table import Cell, Table

PERCENT, HUNDREDTHS = 100, 100
CORRECTIONS: dict[Correction, Callable[[Mapping[Pair, float]], Mapping[Pair, float]]] = {
    Correction.NONE: dict,
    Correction.BONFERRONI: comparing.bonferroni,
    Correction.HOLM: comparing.holm,
}
CORRECTED = {
    Correction.NONE: "without a correction for the number of pairs",
    Correction.BONFERRONI: "with Bonferroni’s correction for the pairs of a row",
    Correction.HOLM: "with Holm’s correction for the pairs of a row",
}


class Sampled(Population, Protocol):
    """What tests ask of the respondents besides."""

    def effective(self, of: Bits) -> float:
        """How many respondents without weights would say as much."""

    def moments(self, variables: tuple[str, ...], of: Bits) -> Moments:
        """The mean and variance of the numbers they gave, in hundredths."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A column that is compared with others: its place in the table, and the answer that it stands for."""

    place: int
    category: Category


def marked(definition: Definition, table: Table, population: Sampled) -> Table:
    """The table with its marks, and below it what they mean."""
    marking = Marking(definition, table, population)
    rows = zip(table.cells, table.specification.cells, strict=True)
    notes = filter(None, (table.specification.note, *marking.notes()))
    specification = replace(table.specification, columns=marking.heads(), note=" ".join(notes))
    cells = tuple(tuple(marking.row(cells, formulas)) for cells, formulas in rows)
    return replace(table, specification=specification, cells=cells)


@dataclass(frozen=True)
class Marking:
    """One table that is being marked."""

    definition: Definition
    table: Table
    population: Sampled

    @cached_property
    def columns(self) -> list[Compared]:
        """The columns of single answers, each once, however many percentages it shows."""
        places: dict[str, int] = {}
        for place, column in enumerate(self.table.specification.columns):
            places.setdefault(column.label, place)
        categories = self.definition.columns.categories if self.definition.columns else ()
        return [Compared(places[each.label], each) for each in categories if each.label in places]

    def row(self, cells: Sequence[Cell], formulas: Sequence[Formula]) -> Iterator[Cell]:
        """The cells of a row, with their marks."""
        letters = self._letters_by_place(formulas)
        columns = self.table.specification.columns
        for place, (cell, formula, column) in enumerate(zip(cells, formulas, columns, strict=True)):
            marks = (letters.get(place, ""), self._interval(cell, formula, column))
            yield replace(cell, mark=" ".join(filter(None, marks)))

    def heads(self) -> tuple[Column, ...]:
        """The columns, with the letters of those that are compared."""
        columns = self.table.specification.columns
        if not self.definition.testing:
            return columns
        names = {each.category.label: letter(number) for number, each in enumerate(self.columns)}
        return tuple(
            replace(column, label=f"{column.label} ({names[column.label]})") if column.label in names else column
            for column in columns
        )

    def notes(self) -> Iterator[str]:
        """What the marks mean, which bases are small, and how many there are without weights."""
        if self.definition.weighted:
            yield self._without_weights()
        yield self._small_bases()
        if self.definition.testing and self.columns:
            yield self._how_tested(self.definition.testing)
        if self.definition.intervals:
            what = "of the means (Student’s t)" if self.definition.is_of_numbers else "(Wilson), in per cent"
            yield f"In brackets: {self.definition.intervals}% confidence intervals {what}."

    def _without_weights(self) -> str:
        base = self.table.specification.base
        everybody = base.whole.behind(self.population, self._only)
        places = {each.category.label: each.place for each in self.columns}
        sizes = {label: base.by_column[place].behind(self.population, self._only) for label, place in places.items()}
        of_columns = "".join(f", {label} {number.bit_count():,}" for label, number in sizes.items())
        return (
            "Weighted to the types and regions of the list. "
            f"Base without weights: all {everybody.bit_count():,}{of_columns}. With these weights the answers "
            f"say as much as those of {round(self.population.effective(everybody)):,} would without."
        )

    def _small_bases(self) -> str:
        small = [each.category.label for each in self.columns if 0 < self._smallest(each) < comparing.INDICATIVE]
        if not small:
            return ""
        return f"Fewer than {comparing.INDICATIVE} respondents, so only an indication: {', '.join(small)}."

    def _smallest(self, column: Compared) -> int:
        """The smallest base in that column: rows can have bases of their own."""
        sizes = (self._base(row[column.place]).bit_count() for row in self._rows_by_base)
        return min(filter(None, sizes), default=0)

    @cached_property
    def _rows_by_base(self) -> Collection[tuple[Formula, ...]]:
        """A row for each base that rows have."""
        specification = self.table.specification
        by_row = specification.base.by_row
        return dict(zip(by_row, specification.cells, strict=True)).values() if by_row else specification.cells[:1]

    def _how_tested(self, testing: Comparison) -> str:
        finite = " with the finite-population correction" if testing.finite else ""
        looser = f"a small one at {testing.looser}%, " if testing.looser else ""
        shares = (
            f"the z test of column percentages{finite}, or Fisher’s exact test where a count under "
            f"{comparing.SMALLEST_EXPECTED} is expected"
        )
        test = f"Welch’s t test{finite}" if self.definition.is_of_numbers else shares
        return (
            f"A letter says that a column is significantly above that one: {test}, two-sided at {testing.alpha}%, "
            f"{looser}{CORRECTED[testing.correction]}. Columns of fewer than {comparing.TOO_SMALL} are not tested."
        )

    def _letters_by_place(self, formulas: Sequence[Formula]) -> dict[int, str]:
        if not self.definition.testing:
            return {}
        compare = self._compare_means if self.definition.is_of_numbers else self._compare_shares
        numbers, found = compare([formulas[each.place] for each in self.columns])
        kept = CORRECTIONS[self.definition.testing.correction](found)
        testing = self.definition.testing
        letters = comparing.letters(numbers, kept, testing.alpha / PERCENT, looser=testing.looser / PERCENT)
        return {each.place: letters[number] for number, each in enumerate(self.columns)}

    def _compare_means(self, formulas: Sequence[Formula]) -> tuple[list[float], dict[Pair, float]]:
        means = [self._average(formula, each) for formula, each in zip(formulas, self.columns, strict=True)]
        return [mean.mean for mean in means], comparing.of_means(means)

    def _compare_shares(self, formulas: Sequence[Formula]) -> tuple[list[float], dict[Pair, float]]:
        shares = [self._proportion(formula, each) for formula, each in zip(formulas, self.columns, strict=True)]
        bases = [self._base(formula) for formula in formulas]
        overlap = self.definition.columns is not None and self.definition.columns.shape is Shape.SEVERAL
        pairs = comparing.pairs(shares) if overlap else ()
        shared = {(one, other): self.population.effective(bases[one] & bases[other]) for one, other in pairs}
        return [each.share if each.base else 0 for each in shares], comparing.of_shares(shares, shared)

    def _proportion(self, formula: Formula, column: Compared) -> Proportion:
        base = self.population.effective(self._base(formula))
        return Proportion(self._share(formula) * base, base, self._organisations(column))

    def _average(self, formula: Formula, column: Compared) -> Average:
        found = self._moments(cast("Mean", formula))
        return Average(found.mean, found.variance, found.base, self._organisations(column))

    def _moments(self, formula: Mean) -> Moments:
        return self.population.moments(formula.variables, formula.behind(self.population, self._only))

    def _interval(self, cell: Cell, formula: Formula, column: Column) -> str:
        if not self.definition.intervals:
            return ""
        if isinstance(formula, Mean):
            return self._interval_of_mean(formula)
        if cell.percent is None or Figure.PERCENT not in column.figures:
            return ""
        base = self.population.effective(self._base(formula))
        low, high = intervals.wilson(self._share(formula) * base, base, level=self._level)
        return f"({_percent(low)}–{_percent(high)})"

    def _interval_of_mean(self, formula: Mean) -> str:
        found = self._moments(formula)
        if found.base <= 1:
            return ""
        low, high = intervals.of_mean(found.mean, found.variance, found.base, level=self._level)
        shown = (half_up(round(max(0.0, end)), HUNDREDTHS, formula.decimals) for end in (low, high))
        return f"({'–'.join(map(str, shown))})"

    @property
    def _level(self) -> float:
        return self.definition.intervals / PERCENT

    def _share(self, formula: Formula) -> float:
        tally = formula.tally(self.population, self._only)
        return (tally.count or 0) / tally.base if tally.base else 0.0

    def _base(self, formula: Formula) -> Bits:
        """Who is in the base of a cell."""
        return self._only & self.population.within(cast("Share | Mean", formula).base)

    @cached_property
    def _only(self) -> Bits:
        return self.population.within(self.table.specification.only)

    def _organisations(self, column: Compared) -> float:
        """How many organisations of the list are in a column, if that is to count."""
        testing, columns = self.definition.testing, self.definition.columns
        if testing is None or columns is None or not testing.finite:
            return inf
        return self.population.organisations(columns.fact, column.category.code) or inf


def _percent(share: float) -> str:
    return str(half_up(round(share * 10**9), 10**7, 0))
