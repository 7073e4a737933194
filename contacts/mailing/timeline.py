"""The mailings of a survey on a line from its opening to its close: where each mark stands. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

WIDTH = 1000
MARGIN = 14  # so that a mark at either end is whole


class Mark(NamedTuple):
    """A mark on the line: how far from its left end, what it stands for, and how it looks."""

    at: int
    title: str
    look: str


def marks(
    mailings: Iterable[tuple[datetime, str, str]], opens_at: datetime, closes_at: datetime, now: datetime
) -> list[Mark]:
    """A mark for each mailing (time, title, look), and one, `now`, for this moment while it is between the dates. What
    lies outside of them stands at an end."""
    found = [Mark(_at(moment, opens_at, closes_at), title, look) for moment, title, look in mailings]
    today = [Mark(_at(now, opens_at, closes_at), "Now", "now")] if opens_at <= now <= closes_at else []
    return [*today, *found]


def _at(moment: datetime, opens_at: datetime, closes_at: datetime) -> int:
    whole = max((closes_at - opens_at).total_seconds(), 1)
    share = (moment - opens_at).total_seconds() / whole
    return round(MARGIN + (WIDTH - 2 * MARGIN) * min(max(share, 0), 1))
