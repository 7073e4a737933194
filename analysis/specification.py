"""What a table says, as frozen data: what it is called, who is counted in each cell, and of whom."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from analysis.segments import EVERYBODY, Answered, AnyOf, Bits, Gave, Segment, chose


class Figure(StrEnum):
    """A number that a cell can show."""

    COUNT = "count"
    PERCENT = "percent"
    MEAN = "mean"


class Population(Answered, Protocol):
    """What formulas ask of the respondents, and of the list of organisations they come from. A respondent counts as
    `scale`: 1, or so much that weights are whole numbers."""

    @property
    def scale(self) -> int: ...

    def number(self, of: Bits) -> int:
        """How many they are."""

    def total(self, variables: tuple[str, ...], of: Bits) -> int:
        """The sum of the numbers given, in hundredths."""

    def quartile(self, variables: tuple[str, ...], of: Bits, place: int) -> int | None:
        """The first, second or third quartile of the numbers given, in hundredths; None where nobody gave one."""

    def organisations(self, variable: str, option: str) -> int:
        """How many organisations of the frame are known to be of this option."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted for one cell, in whole numbers. `total` is a sum in hundredths, of which
    the mean over the base is shown to so many `decimals`; `value` a number in hundredths that is shown itself."""

    count: int | None = None
    base: int | None = None
    total: int | None = None
    value: int | None = None
    decimals: int = 0


class Formula(Protocol):
    """What stands in one cell, and who is behind it: those counted, or those whose numbers went into it."""

    def tally(self, population: Population, within: Bits) -> Tally: ...
    def behind(self, population: Population, within: Bits) -> Bits: ...


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the base are in the segment."""

    of: Segment
    base: Segment = EVERYBODY

    def tally(self, population: Population, within: Bits) -> Tally:
        base = within & population.within(self.base)
        return Tally(population.number(base & population.within(self.of)), population.number(base))

    def behind(self, population: Population, within: Bits) -> Bits:
        return within & population.within(self.base) & population.within(self.of)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or the largest of several shares; those of a base without anybody are passed over."""

    of: tuple[Share, ...]
    largest: bool = False

    def tally(self, population: Population, within: Bits) -> Tally:
        return self._found(population, within).tally(population, within)

    def behind(self, population: Population, within: Bits) -> Bits:
        return self._found(population, within).behind(population, within)

    def _found(self, population: Population, within: Bits) -> Share:
        tallies = {share: share.tally(population, within) for share in self.of}
        sizes = {share: (tally.count or 0) / tally.base for share, tally in tallies.items() if tally.base}
        pick = max if self.largest else min
        return pick(sizes, key=sizes.__getitem__, default=self.of[0])


@dataclass(frozen=True, slots=True)
class Mentions:
    """How often the segments were met in all; one respondent can be in several."""

    of: tuple[Segment, ...]

    def tally(self, population: Population, within: Bits) -> Tally:
        found = sum(population.number(within & population.within(part)) for part in self.of)
        return Tally(found, population.number(within))

    def behind(self, population: Population, within: Bits) -> Bits:
        return within & population.within(AnyOf(self.of))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the sum of these numbers over those of the base who gave any of them. A line
    left blank counts as none, as the question asks for 0 where there are none."""

    variables: tuple[str, ...]
    base: Segment = EVERYBODY
    decimals: int = 1

    def tally(self, population: Population, within: Bits) -> Tally:
        base = within & _gave_any(population, self.variables) & population.within(self.base)
        total = population.total(self.variables, base)
        return Tally(base=population.number(base), total=total, decimals=self.decimals)

    def behind(self, population: Population, within: Bits) -> Bits:
        return within & _gave_any(population, self.variables) & population.within(self.base)


@dataclass(frozen=True, slots=True)
class Quartile:
    """The first, second (the median) or third quartile of the sum of these numbers, over those of the base who gave any
    of them."""

    variables: tuple[str, ...]
    place: int
    base: Segment = EVERYBODY
    decimals: int = 1

    def tally(self, population: Population, within: Bits) -> Tally:
        base = within & _gave_any(population, self.variables) & population.within(self.base)
        value = population.quartile(self.variables, base, self.place)
        return Tally(base=population.number(base), value=value, decimals=self.decimals)

    def behind(self, population: Population, within: Bits) -> Bits:
        return within & _gave_any(population, self.variables) & population.within(self.base)


@dataclass(frozen=True, slots=True)
class InFrame:
    """How many organisations of the frame are of this option."""

    variable: str
    option: str

    def tally(self, population: Population, within: Bits) -> Tally:
        return Tally(population.organisations(self.variable, self.option))

    def behind(self, population: Population, within: Bits) -> Bits:
        """Nobody: these are organisations of the list, whether or not they answered."""
        return 0


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many answered, of the organisations of the frame that are of this option."""

    variable: str
    option: str

    def tally(self, population: Population, within: Bits) -> Tally:
        answered = within & population.within(chose(self.variable, self.option))
        return Tally(population.number(answered), population.organisations(self.variable, self.option))

    def behind(self, population: Population, within: Bits) -> Bits:
        return within & population.within(chose(self.variable, self.option))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a table or figure is called and where it stands. `question` says what it tabulates
    ("Q13 by Q3"), `asks` is the code of the question whose wording stands with it."""

    id: str
    title: str
    section: str
    question: str
    asks: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column and the figures that each of its cells shows, in order; `heads` where these have other heads than
    usual."""

    label: str
    figures: tuple[Figure, ...] = (Figure.COUNT, Figure.PERCENT)
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """Of whom the percentages are: in words, in all, and for each row or column where they
    differ."""

    definition: str
    whole: Formula = Share(EVERYBODY)
    by_row: tuple[Formula, ...] = ()
    by_column: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Specification:
    """A table: labels, a formula for each cell, and the base. `only` are the respondents it is
    about at all; `heads` are the printed heads where they are not the columns' labels, first that
    of the row labels, then one for each figure; `nets` are the places of rows that sum up others."""

    heading: Heading
    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Formula, ...], ...]
    base: Base
    only: Segment = EVERYBODY
    heads: tuple[str, ...] = ()
    nets: frozenset[int] = frozenset()
    decimals: int = 0
    note: str = ""


def _gave_any(population: Population, variables: tuple[str, ...]) -> Bits:
    return population.within(AnyOf(tuple(Gave(variable) for variable in variables)))
