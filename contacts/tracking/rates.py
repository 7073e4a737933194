"""Response rates after AAPOR's Standard Definitions (10th edition, 2023), as exact fractions with their formulas. Pure.

The rules that AAPOR asks to be stated beforehand:

- Nobody was asked yet: unknown eligibility (UO).
- Nothing came back, nobody could be reached, or emails bounced and no other contact is known: non-contact (NC). The
  frame was verified, so an organisation in it counts as eligible.
- Refused, asked for no more emails, or broke off: refusal (R).
- Begun, and the survey still open: other (O), for the answer may yet come.
- Ineligible organisations leave every base; they are counted apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from contacts.dispositions import Disposition


class Group(StrEnum):
    """AAPOR's groups of dispositions, by their letters in its formulas."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN = "UO"
    INELIGIBLE = "not eligible"


GROUPS: Mapping[Disposition, Group] = {
    Disposition.NOT_INVITED: Group.UNKNOWN,
    Disposition.NOT_RETURNED: Group.NON_CONTACT,
    Disposition.IN_PROGRESS: Group.OTHER,
    Disposition.COMPLETE: Group.COMPLETE,
    Disposition.PARTIAL: Group.PARTIAL,
    Disposition.BREAK_OFF: Group.REFUSAL,
    Disposition.REFUSAL: Group.REFUSAL,
    Disposition.OPTED_OUT: Group.REFUSAL,
    Disposition.NON_CONTACT: Group.NON_CONTACT,
    Disposition.BOUNCED: Group.NON_CONTACT,
    Disposition.OTHER: Group.OTHER,
    Disposition.INELIGIBLE: Group.INELIGIBLE,
}

INTERVIEWS = (Group.COMPLETE, Group.PARTIAL)
ELIGIBLE = (*INTERVIEWS, Group.REFUSAL, Group.NON_CONTACT, Group.OTHER)
EVERYBODY = (*ELIGIBLE, Group.UNKNOWN)
REACHED = (*INTERVIEWS, Group.REFUSAL, Group.OTHER)


class Formula(NamedTuple):
    """A rate by its groups: those above the line, and those below."""

    code: str
    meaning: str
    above: tuple[Group, ...]
    below: tuple[Group, ...]

    @property
    def text(self) -> str:
        """As AAPOR writes it, such as “(I + P) ÷ (I + P + R + NC + O)”."""
        return f"{_sum(self.above)} ÷ {_sum(self.below)}"


FORMULAS = (
    Formula("RR1", "complete, of all who are or may be eligible: the minimum rate", (Group.COMPLETE,), EVERYBODY),
    Formula("RR2", "complete or partial, of all who are or may be eligible", INTERVIEWS, EVERYBODY),
    Formula("RR5", "complete, of those known to be eligible", (Group.COMPLETE,), ELIGIBLE),
    Formula("RR6", "complete or partial, of those known to be eligible: the maximum rate", INTERVIEWS, ELIGIBLE),
)
OTHER_FORMULAS = (
    Formula("REF1", "refusals, of all who are or may be eligible", (Group.REFUSAL,), EVERYBODY),
    Formula("CON1", "reached, of all who are or may be eligible", REACHED, EVERYBODY),
    Formula("COOP1", "complete, of those reached", (Group.COMPLETE,), REACHED),
)


@dataclass(frozen=True)
class Rate:
    """A formula and the numbers put in; `share` is exact, and None where nobody is below the line."""

    formula: Formula
    numbers: Mapping[Group, int]

    @property
    def part(self) -> int:
        return sum(self.numbers[group] for group in self.formula.above)

    @property
    def whole(self) -> int:
        return sum(self.numbers[group] for group in self.formula.below)

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> str:
        """To one decimal, rounded half up from the exact fraction; a dash where there is nobody."""
        return percent(self.part, self.whole)

    @property
    def worked(self) -> str:
        """The formula with its numbers put in, such as “142 ÷ (142 + 0 + 3 + 200 + 0 + 0)”."""
        below = " + ".join(f"{self.numbers[group]:,}" for group in self.formula.below)
        above = " + ".join(f"{self.numbers[group]:,}" for group in self.formula.above)
        return f"({above}) ÷ ({below})" if len(self.formula.above) > 1 else f"{above} ÷ ({below})"


def grouped(dispositions: Mapping[str, int]) -> dict[Group, int]:
    """How many are in each of AAPOR's groups, from how many are in each disposition."""
    numbers = dict.fromkeys(Group, 0)
    for disposition, organisations in dispositions.items():
        numbers[GROUPS[Disposition(disposition)]] += organisations
    return numbers


def rates(dispositions: Mapping[str, int], formulas: tuple[Formula, ...] = FORMULAS) -> dict[str, Rate]:
    """The rate of each formula by its code."""
    numbers = grouped(dispositions)
    return {formula.code: Rate(formula, numbers) for formula in formulas}


def percent(part: int, whole: int) -> str:
    """A share as people read it: one decimal, half up; a dash where the whole is nothing."""
    if not whole:
        return "–"
    exact = Decimal(100 * part) / whole
    return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _sum(groups: tuple[Group, ...]) -> str:
    text = " + ".join(groups)
    return f"({text})" if len(groups) > 1 else text
