"""Sentences of a report whose numbers are counted now, so that its text never goes stale."""

from dataclasses import dataclass
from decimal import Decimal

from analysis.rounding import half_up, percent
from analysis.specification import Figure, Formula, Population

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence. `printed` is how the report of 2009 has it, in figures, and `errata` are the
    contradictions because of which it cannot be found again."""

    formula: Formula
    figure: Figure
    printed: str = ""
    decimals: int = 0
    errata: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in which `{}` stands for each of the numbers, in order."""

    id: str
    section: str
    text: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it is now, in the words of the sentence, and of how many it is told."""

    number: Number
    shown: str
    base: int | None

    @property
    def is_as_printed(self) -> bool:
        """Whether it is what the report prints, where that prints anything."""
        return self.number.printed in {"", self.shown}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it reads now."""

    statement: Statement
    numbers: tuple[Told, ...]

    @property
    def sentence(self) -> str:
        return self.statement.text.format(*(told.shown for told in self.numbers))


def said(statement: Statement, population: Population) -> Said:
    """The sentence, counted now. Raises NotInQuestionnaire."""
    return Said(statement, tuple(_told(number, population) for number in statement.numbers))


def _told(number: Number, population: Population) -> Told:
    tally = number.formula.tally(population, population.everybody)
    if number.figure is Figure.COUNT:
        return Told(number, f"{tally.count or 0:,}", tally.base)
    if not tally.base:
        return Told(number, "–", tally.base)
    if number.figure is Figure.PERCENT:
        return Told(number, f"{percent(tally.count or 0, tally.base, decimals=number.decimals)}%", tally.base)
    return Told(number, _value(tally.total, tally.value, tally.base, number.decimals), tally.base)


def _value(total: int | None, value: int | None, base: int, decimals: int) -> str:
    """A mean or a quartile, without decimals that say nothing."""
    shown = half_up(value or 0, HUNDREDTHS, decimals) if total is None else half_up(total, HUNDREDTHS * base, decimals)
    return str(shown.normalize() if shown != shown.to_integral_value() else shown.quantize(Decimal(1)))
