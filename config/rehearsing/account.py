"""What a rehearsal tells: from the rows, never from what the scenes meant to do."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Count

from contacts.mailing import calendar
from contacts.models import CallTask, DeliveryNotice, Message, Organisation
from contacts.tracking import dispositions, reporting, standing
from surveys.models import Response, Survey

A_DAY = timedelta(days=1)


def since_then(now: datetime) -> Iterator[str]:
    """What went out at this moment, what came back, and who is to be telephoned for it."""
    sent = Message.objects.filter(sent_at=now).order_by("kind", "mailing__number")
    for kind, number, mailing, emails in sent.values_list("kind", "mailing__number", "mailing__kind").annotate(
        emails=Count("pk")
    ):
        title = calendar.title(number, mailing) if mailing else Message.Kind(kind).label
        yield f"{title}: {_many(emails, 'email')} out."
    notices = DeliveryNotice.objects.filter(received_at=now).order_by("kind").values_list("kind")
    if counted := [f"{DeliveryNotice.Kind(kind).label.lower()}: {n}" for kind, n in notices.annotate(n=Count("pk"))]:
        yield f"Back in the mailbox: {', '.join(counted)}."
    if tasks := CallTask.objects.filter(opened_at=now).count():
        yield f"To be telephoned from now on: {_many(tasks, 'organisation')}."


def of_a_day(survey: Survey, day: date) -> str:
    """The numbers of one day and what they come to."""
    sent = Message.objects.filter(sent_at__range=_hours(day)).count()
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    today = submitted.filter(submitted_at__range=_hours(day)).count()
    return f"{_many(sent, 'email')} out, {_many(today, 'answer')} in, {submitted.count()} so far"


def _hours(day: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day in London."""
    begin, end = (datetime.combine(each, datetime.min.time(), calendar.LONDON) for each in (day, day + A_DAY))
    return begin, end - timedelta(microseconds=1)


def not_sent(survey: Survey) -> list[str]:
    """Why emails that had been queued were not sent, and how many for each reason."""
    rows = Message.objects.filter(invitation__survey=survey, state=Message.State.CANCELLED).order_by("detail")
    return [f"{_many(n, 'email')} not sent: {why}" for why, n in rows.values_list("detail").annotate(n=Count("pk"))]


def final(survey: Survey, now: datetime) -> list[str]:
    """The dispositions with their rates, and the mailings."""
    return [*reporting.as_text(survey, now=now).splitlines(), *not_sent(survey)]


def adds_up(survey: Survey, organisations: int, now: datetime) -> bool:
    """Whether so many organisations are in exactly one disposition each: counted one by one, and as the pages of
    tracking count them."""
    each = dispositions.of_each(Organisation.objects.in_survey(survey), survey, now=now)
    total = standing.status(survey, now=now).total
    counted = {code: number for code, number in total.dispositions.items() if number}
    return Counter(each.values()) == counted and len(each) == total.frame == organisations


def _many(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
