"""From numbers to places. A place is a percentage of the picture's width or height, written for SVG, so that a picture
fits any screen while its letters and lines keep their size."""

from fractions import Fraction
from itertools import count
from typing import NamedTuple

STEPS = (1, 2, 5)
AT_MOST = 5  # ticks above nothing


class Tick(NamedTuple):
    """A number of a scale: where it stands, and how it reads."""

    at: str
    label: str


def place(part: Fraction | int, whole: Fraction | int) -> str:
    """Where a part of the whole ends, such as “41.16%”; never outside the picture."""
    share = min(max(Fraction(part, whole), Fraction(0)), Fraction(1)) if whole else Fraction(0)
    return f"{float(share) * 100:.2f}%"


def top(largest: int) -> int:
    """The number at the end of a scale on which this one fits."""
    step = _step(largest)
    return max(1, -(-largest // step)) * step


def ticks(largest: int) -> list[int]:
    """Round numbers from 0 to the top of the scale, at most six."""
    return list(range(0, top(largest) + 1, _step(largest)))


def _step(largest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that needs no more than AT_MOST steps."""
    steps = (factor * 10**power for power in count() for factor in STEPS)
    return next(step for step in steps if largest <= AT_MOST * step)
