"""Pictures over the days of fieldwork: columns for what came in on each day, steps for what had come in by its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from contacts.charts.scales import Tick, place, ticks, top

GRID = 1000  # units of the square that steps are drawn in; it is stretched over the picture
GAP = Fraction(1, 8)  # of a day's width, on either side of its column
WEEK = 7
LABELS = 5


class Column(NamedTuple):
    """What came in on one day; `words` say it."""

    x: str
    y: str
    width: str
    height: str
    words: str


class Mark(NamedTuple):
    """A line across the picture with a word at its end."""

    at: str
    label: str


@dataclass(frozen=True)
class Picture:
    """Everything a picture is drawn from. `steps` and `earlier` are SVG paths within a square of GRID units; a path,
    `level` (a target) and the lists may be empty."""

    across: list[Tick]
    up: list[Tick]
    marks: list[Mark]
    columns: Sequence[Column] = ()
    steps: str = ""
    earlier: str = ""
    level: Mark | None = None


class Day(NamedTuple):
    """One day: its name on the scale, the number it has, and a word for what happened on it."""

    name: str
    number: int
    mark: str = ""


def columns(days: Sequence[Day], *, of: int, names: Sequence[str]) -> Picture:
    """A column for each day. `of` is how many days the picture is wide, `names` are theirs."""
    largest = max((day.number for day in days), default=0)
    drawn = [_column(position, day, of, top(largest)) for position, day in enumerate(days)]
    return Picture(_across(names, of), _up(largest), _marks(days, of), columns=drawn)


def steps(
    days: Sequence[Day], *, of: int, names: Sequence[str], earlier: Sequence[int] = (), level: int | None = None
) -> Picture:
    """A line that rises with each day to its running total, a second one for an earlier wave, and a target."""
    largest = max([*(day.number for day in days), *earlier[:of], level or 0], default=0)
    return Picture(
        _across(names, of),
        _up(largest),
        _marks(days, of),
        steps=_path([day.number for day in days], of, top(largest)),
        earlier=_path(earlier[:of], of, top(largest)),
        level=None if level is None else Mark(_height(level, top(largest)), f"{level:,}"),
    )


def _column(position: int, day: Day, of: int, highest: int) -> Column:
    return Column(
        x=place(position + GAP, of),
        y=_height(day.number, highest),
        width=place(1 - 2 * GAP, of),
        height=place(day.number, highest),
        words=f"{day.name}: {day.number:,}",
    )


def _path(numbers: Sequence[int], of: int, highest: int) -> str:
    """From nothing at the left, a step up in each day to its number."""
    if not numbers:
        return ""
    moves = (
        f"V{GRID - round(Fraction(GRID * number, highest))}H{round(Fraction(GRID * end, of))}"
        for end, number in enumerate(numbers, start=1)
    )
    return f"M0 {GRID}{''.join(moves)}"


def _height(number: int, highest: int) -> str:
    """Where a number stands, from the top."""
    return place(highest - number, highest)


def _up(largest: int) -> list[Tick]:
    return [Tick(_height(number, top(largest)), f"{number:,}") for number in ticks(largest)]


def _across(names: Sequence[str], of: int) -> list[Tick]:
    """The names of some days, by whole weeks where there are several."""
    weeks = -(-of // (WEEK * LABELS))
    step = weeks * WEEK if of > WEEK else -(-of // LABELS)
    return [Tick(place(day + Fraction(1, 2), of), names[day]) for day in range(0, of, max(1, step))]


def _marks(days: Sequence[Day], of: int) -> list[Mark]:
    return [Mark(place(position + Fraction(1, 2), of), day.mark) for position, day in enumerate(days) if day.mark]
