"""When mail may go out, and when the mailings of a fieldwork are due. Pure: what time it is, the caller says."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(8), time(18)  # the window of a sending day, its end left out
MORNING = time(10)  # when a reminder is due, unless somebody says otherwise
SATURDAY = 5
FEWEST_DAYS = 3  # between two mailings
MOST_REMINDERS = 5
LAST_CALL_BEFORE = 2  # sending days before the close
A_DAY = timedelta(days=1)

INVITATION, REMINDER, LAST_CALL = "invitation", "reminder", "last_call"


class Planned(NamedTuple):
    """One mailing of a plan. Where `any_hour`, somebody said: now, whatever the hour. What is `done` went out or was
    dropped: its own time is no longer judged."""

    number: int
    kind: str
    due_at: datetime
    any_hour: bool = False
    done: bool = False


class Problem(NamedTuple):
    """What is wrong with the time of one mailing, in a sentence."""

    number: int
    message: str


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in that year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_sending_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def is_sending_time(moment: datetime) -> bool:
    """Whether mail may go out at this moment: on a sending day from 08:00 until before 18:00 in London."""
    local = moment.astimezone(LONDON)
    return is_sending_day(local.date()) and OPENS <= local.time() < CLOSES


def next_sending_time(moment: datetime) -> datetime:
    """This moment if mail may go out now, or the beginning of the next window."""
    if is_sending_time(moment):
        return moment
    local = moment.astimezone(LONDON)
    early = is_sending_day(local.date()) and local.time() < OPENS
    return _at(local.date() if early else _sending_day_after(local.date()), OPENS)


def stale_at(due_at: datetime) -> datetime:
    """The end of the window of the first sending day after the day it was due. What is not out by then waits for
    somebody to say whether it still should be."""
    return _at(_sending_day_after(_day(due_at)), CLOSES)


def fresh_since(now: datetime) -> datetime:
    """The other way round: what was due from this moment on is not stale at `now`."""
    day = _day(now)
    over = is_sending_day(day) and now.astimezone(LONDON).time() >= CLOSES
    return _at(day if over else _sending_day_before(day, 1), time())


def default_plan(opens_at: datetime, closes_at: datetime, reminders: int = 3) -> list[Planned]:
    """The invitation at the opening, then so many reminders, or as many as the time allows, evenly spread over the
    days until the last one: the last call, two sending days before the close."""
    invitation = Planned(0, INVITATION, next_sending_time(opens_at))
    for number in range(reminders, 0, -1):
        plan = [invitation, *_reminders(invitation.due_at, closes_at, number)]
        if not problems(plan, opens_at, closes_at, now=opens_at):
            return plan
    return [invitation]


def _reminders(begin: datetime, closes_at: datetime, number: int) -> Iterator[Planned]:
    last_call = last_call_at(closes_at)
    first, last = _day(begin), _day(last_call)
    for each in range(1, number):
        day = first + (last - first) * each / number
        yield Planned(each, REMINDER, _at(day if is_sending_day(day) else _sending_day_after(day), MORNING))
    yield Planned(number, LAST_CALL, last_call)


def title(number: int, kind: str) -> str:
    """What people call a mailing: “Invitation”, “Reminder 2”, “Last call”."""
    return f"Reminder {number}" if kind == REMINDER else kind.replace("_", " ").capitalize()


def last_call_at(closes_at: datetime) -> datetime:
    """The morning two sending days before the close."""
    return _at(_sending_day_before(_day(closes_at), LAST_CALL_BEFORE), MORNING)


def problems(plan: Sequence[Planned], opens_at: datetime, closes_at: datetime, now: datetime) -> list[Problem]:
    """What is wrong with the times of a plan, mailing by mailing; empty when all is well. Days are counted by the
    calendar, so that the two days a year on which clocks change make no difference."""
    return [*_each_by_itself(plan, opens_at, closes_at, now), *_too_many(plan), *beside_each_other(plan)]


def _each_by_itself(
    plan: Iterable[Planned], opens_at: datetime, closes_at: datetime, now: datetime
) -> Iterator[Problem]:
    for each in plan:
        if each.done:
            continue
        if each.due_at < opens_at:
            yield Problem(each.number, "This is before the survey opens.")
        if each.due_at >= closes_at:
            yield Problem(each.number, "By then the survey is closed.")
        if each.due_at < now:
            yield Problem(each.number, "This time has passed.")
        if not each.any_hour and not is_sending_time(each.due_at):
            yield Problem(each.number, f"No mail goes out {_why_not(each.due_at)}.")


def _why_not(moment: datetime) -> str:
    local = moment.astimezone(LONDON)
    if local.weekday() >= SATURDAY:
        return "on a Saturday or Sunday"
    if local.date() in bank_holidays(local.year):
        return "on a bank holiday"
    return f"before {OPENS:%H:%M} or from {CLOSES:%H:%M}"


def _too_many(plan: Iterable[Planned]) -> Iterator[Problem]:
    reminders = [each for each in plan if each.kind != INVITATION]
    for each in reminders[MOST_REMINDERS:]:
        yield Problem(each.number, f"There can be {MOST_REMINDERS} reminders at most.")


def beside_each_other(plan: Iterable[Planned]) -> Iterator[Problem]:
    """What is wrong with order and distance, told of the later one of two neighbours."""
    for before, each in pairwise(plan):
        if each.done:
            continue
        days = (_day(each.due_at) - _day(before.due_at)).days
        if each.due_at <= before.due_at:
            yield Problem(each.number, "The mailing before it comes later than this one.")
        elif days < FEWEST_DAYS:
            yield Problem(each.number, f"Leave at least {FEWEST_DAYS} days after the mailing before it.")


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LONDON)


def _sending_day_after(day: date) -> date:
    day += A_DAY
    while not is_sending_day(day):
        day += A_DAY
    return day


def _sending_day_before(day: date, number: int) -> date:
    for _ in range(number):
        day -= A_DAY
        while not is_sending_day(day):
            day -= A_DAY
    return day
