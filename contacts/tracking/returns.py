"""Completed questionnaires day by day, from the first day of fieldwork on, beside those of an earlier wave."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from contacts.mailing import calendar
from contacts.models import Mailing
from surveys.models import Response, Survey

DAY = timedelta(days=1)
TO_THE_HOUR = len("2026-11-02 09")

Counts = Counter[date]


class Mailed(NamedTuple):
    """A mailing that went out: “Reminder 2”, and “R2” where there is little room."""

    title: str
    short: str


class Day(NamedTuple):
    """A day of fieldwork, counted from 1: what came in on it, what had come in by its end, which mailings began to go
    out, and what the earlier wave had by the end of its day of the same number, if there was one."""

    date: date
    number: int
    submitted: int
    so_far: int
    mailings: tuple[Mailed, ...] = ()
    earlier: int | None = None


@dataclass(frozen=True)
class Returns:
    """The days from the first to today, or to the last of fieldwork; `last_number` is that of the day it closes, or of
    the last day there is. `earlier` is the earlier wave's running total by day, to its end."""

    days: list[Day]
    last_number: int
    earlier: list[int]

    @property
    def mailings(self) -> list[Mailed]:
        """All that went out, in their order."""
        return [mailed for day in self.days for mailed in day.mailings]


def returns(survey: Survey, earlier: Survey | None, *, today: date) -> Returns:
    """How the completed questionnaires of the frame came in."""
    counted = by_day(survey)
    first = _first(survey, counted, today)
    closes = _day_of(survey.closes_at) or today
    last = max([min(today, closes), first, *counted])
    before = _running(by_day(earlier), earlier, today) if earlier else []
    days = list(_days(counted, _mailed(survey), before, first=first, last=last))
    return Returns(days, last_number=max(_number(closes, first), days[-1].number), earlier=before)


def by_day(survey: Survey) -> Counts:
    """How many organisations of the frame submitted on each day, as the calendar of the survey's country has it."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    submitted = submitted.filter(invitation__organisation__merged_into__isnull=True, invitation__isnull=False)
    # By the hour of UTC: databases cut that out of a moment at once, where a time zone costs a call for each row. An
    # hour of UTC lies within one day here, before and after a change of the clocks.
    hour = Substr(Cast("submitted_at", CharField()), 1, TO_THE_HOUR)
    rows = submitted.annotate(hour=hour).order_by().values_list("hour").annotate(responses=Count("pk"))
    counted: Counts = Counter()
    for text, responses in rows:
        moment = datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)
        counted[timezone.localdate(moment)] += responses
    return counted


def _first(survey: Survey, counted: Counts, today: date) -> date:
    """The day it opened; earlier only if something came in before."""
    return min([_day_of(survey.opens_at) or today, *counted])


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _number(day: date, first: date) -> int:
    return (day - first).days + 1


def _running(counted: Counts, survey: Survey, today: date) -> list[int]:
    """The running total at the end of each day, from the first to the last with a return."""
    first = _first(survey, counted, today)
    length = _number(max(counted), first) if counted else 0
    return list(accumulate(counted[first + place * DAY] for place in range(length)))


def _mailed(survey: Survey) -> dict[date, tuple[Mailed, ...]]:
    """The mailings that went out, by the day on which they began to."""
    found: dict[date, tuple[Mailed, ...]] = {}
    for mailing in Mailing.objects.filter(survey=survey, queued_at__isnull=False).order_by("number"):
        day = timezone.localdate(mailing.queued_at)
        title = calendar.title(mailing.number, mailing.kind)
        found[day] = (*found.get(day, ()), Mailed(title, "".join(re.findall("[A-Z]|[0-9]+", title))))
    return found


def _days(
    counted: Counts, mailed: dict[date, tuple[Mailed, ...]], before: list[int], *, first: date, last: date
) -> Iterator[Day]:
    so_far = 0
    for place in range(_number(last, first)):
        day = first + place * DAY
        so_far += counted[day]
        then = before[min(place, len(before) - 1)] if before else None
        yield Day(day, place + 1, counted[day], so_far, mailed.get(day, ()), then)
