"""One bar in a line of a table."""

from fractions import Fraction
from typing import NamedTuple

from contacts.charts.scales import place


class Bar(NamedTuple):
    """How long it is, and where the mark of a target stands on its line; empty where there is none."""

    length: str
    mark: str = ""


def bar(part: Fraction | int, whole: Fraction | int, *, mark: Fraction | int | None = None) -> Bar:
    """The bar of a part of the whole, which is the full line. `mark` is a number on the scale of the whole."""
    return Bar(place(part, whole), "" if mark is None else place(mark, whole))
