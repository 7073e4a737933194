"""Rounding from whole numbers: never of a number that was rounded before, unless asked for."""

from decimal import Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """How a percentage of whole numbers is rounded; the second is the printed report's other habit
    (5 of 11 is 45.45, so 45.5, so 46)."""

    HALF_UP = "half-up"
    ONE_DECIMAL_FIRST = "one-decimal-first"


def half_up(numerator: int, denominator: int, decimals: int) -> Decimal:
    """The fraction to so many decimals, a half going up; not for negative numbers."""
    scaled = (2 * numerator * 10**decimals + denominator) // (2 * denominator)
    return Decimal(scaled).scaleb(-decimals)


def percent(count: int, base: int, *, decimals: int = 0, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """The percentage to so many decimals. The base is not 0."""
    if rounding is Rounding.ONE_DECIMAL_FIRST and decimals == 0:
        tenths = half_up(1000 * count, base, 0)
        return half_up(int(tenths), 10, 0)
    return half_up(100 * count, base, decimals)
