"""What the pages of tracking draw: their numbers handed to the geometry of `contacts.charts`."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext

from contacts.charts import bars, days
from contacts.charts.bars import Bar
from contacts.charts.days import Picture
from contacts.tracking import rates
from contacts.tracking.dropping_out import Stop
from contacts.tracking.representing import Share
from contacts.tracking.returns import Returns
from contacts.tracking.standing import Standing
from contacts.tracking.timing import Times

WHOLE = 100  # per cent
MINUTE = 60


class Part(NamedTuple):
    """A region or type with the gap to the target, and the bar of its response rate with the target's mark."""

    standing: Standing
    gap: int | None
    bar: Bar


class Shown(NamedTuple):
    """A region or type in frame and completes: its shares as texts, the difference in points, and two bars."""

    share: Share
    of_frame: str
    of_complete: str
    points: str
    frame_bar: Bar
    complete_bar: Bar


def parts(standings: Sequence[Standing], target: int | None) -> list[Part]:
    """The bars run from nothing to all eligible organisations."""
    mark = None if target is None else Fraction(target, WHOLE)
    return [
        Part(each, each.gap(target), bars.bar(Fraction(each.complete, each.eligible or 1), 1, mark=mark))
        for each in standings
    ]


def by_day(found: Returns) -> Picture:
    """A column for each day."""
    shown = [days.Day(_name(found, place), day.submitted, _mark(found, place)) for place, day in enumerate(found.days)]
    return days.columns(shown, of=found.last_number, names=_names(found))


def running(found: Returns, wanted: int | None) -> Picture:
    """The running total, that of the earlier wave, and how many completes are `wanted`."""
    shown = [days.Day(_name(found, place), day.so_far, _mark(found, place)) for place, day in enumerate(found.days)]
    return days.steps(shown, of=found.last_number, names=_names(found), earlier=found.earlier, level=wanted)


def key(found: Returns, *, earlier: str, wanted: int | None) -> list[tuple[str, str]]:
    """What each line of the pictures is: how it is drawn, and in words. `earlier` is the title of an earlier wave."""
    lines = [("steps", gettext("This survey"))]
    if found.earlier:
        lines.append(("earlier", earlier))
    if wanted is not None:
        lines.append(("level", gettext("Target: %(wanted)s") % {"wanted": wanted}))
    if found.mailings:
        lines.append(("mark", ", ".join(f"{mailed.short} {mailed.title}" for mailed in found.mailings)))
    return lines


def times(found: Times | None) -> dict[str, str | int] | None:
    """The quartiles in whole minutes, with what they are of."""
    if found is None:
        return None
    minutes = {name: _minutes(getattr(found, name)) for name in ("lower", "median", "upper")}
    return {**found._asdict(), **minutes}


def _minutes(seconds: float) -> str:
    return gettext("%(minutes)s min") % {"minutes": round(seconds / MINUTE)}


def stops(found: Sequence[Stop]) -> list[tuple[Stop, Bar]]:
    """The bars run to the page where most stop."""
    most = max((each.responses for each in found), default=0)
    return [(each, bars.bar(each.responses, most)) for each in found]


def shares(found: Sequence[Share]) -> list[Shown]:
    """The bars run to the largest of all these shares."""
    most = max((max(each.of_frame, each.of_complete) for each in found), default=Fraction(1))
    return [
        Shown(
            each,
            _percent(each.of_frame),
            _percent(each.of_complete),
            points(each.difference),
            bars.bar(each.of_frame, most),
            bars.bar(each.of_complete, most),
        )
        for each in found
    ]


def points(difference: Fraction) -> str:
    """A difference of shares in percentage points with its sign, to one decimal."""
    size = _percent(abs(difference)).rstrip("%")
    sign = "+" if difference > 0 else "−"
    return size if size == "0.0" else sign + size


def _percent(share: Fraction) -> str:
    return rates.percent(share.numerator, share.denominator)


def _names(found: Returns) -> list[str]:
    """A name for every day that the picture is wide."""
    return [_name(found, place) for place in range(found.last_number)]


def _name(found: Returns, place: int) -> str:
    return date_format(found.days[0].date + timedelta(days=place), "j M")


def _mark(found: Returns, place: int) -> str:
    return ", ".join(mailed.short for mailed in found.days[place].mailings)
