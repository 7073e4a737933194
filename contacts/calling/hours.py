"""When people are at their desks to be telephoned. Pure."""

from datetime import date, datetime, time, timedelta

from contacts.mailing.calendar import LONDON, is_sending_day

MORNING, AFTERNOON = time(9), time(13, 30)
A_DAY = timedelta(days=1)


def next_half_day(moment: datetime) -> datetime:
    """When the next half of a working day begins in London: whom nobody reached before 13:30 may be there in the
    afternoon, and whom nobody reached later, on the next working day."""
    local = moment.astimezone(LONDON)
    if is_sending_day(local.date()) and local.time() < AFTERNOON:
        return datetime.combine(local.date(), AFTERNOON, LONDON)
    return datetime.combine(_working_day_after(local.date()), MORNING, LONDON)


def _working_day_after(day: date) -> date:
    day += A_DAY
    while not is_sending_day(day):
        day += A_DAY
    return day
