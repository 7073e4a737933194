"""The mailings of a survey: planned, changed, confirmed, dropped. What is on its way is changed no more."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.contrib.auth.models import User
from django.db import transaction

from contacts.exceptions import AlreadyLaunched, MailHeldBack, MailingIsSettled, NotLaunched, SurveyIsOver
from contacts.mailing import calendar, letters, wording
from contacts.mailing.calendar import Planned, Problem
from contacts.mailing.wording import Texts
from contacts.models import Fieldwork, Mailing
from surveys.models import Survey

Staff = User | None


def held(survey: Survey) -> Fieldwork:
    """The survey's fieldwork, held until the transaction ends: of two who launch or change a plan, the second waits
    here and then sees the survey's dates as the first left them."""
    Fieldwork.objects.get_or_create(survey=survey)
    work = Fieldwork.objects.select_for_update().get(survey=survey)
    survey.refresh_from_db(fields=["opens_at", "closes_at"])
    return work


# The plan as a whole ------------------------------------------------------------------------------


@transaction.atomic
def make_plan(survey: Survey, *, now: datetime, reminders: int = 3) -> list[Mailing]:
    """The mailings of the survey, which has its dates. Where there are none yet, they are made: the default plan from
    this moment, or from the opening, on."""
    held(survey)
    if not survey.mailings.exists():
        _make(survey, now, reminders, texts={})
    return list(survey.mailings.all())


@transaction.atomic
def plan_anew(survey: Survey, *, opens_at: datetime, closes_at: datetime, reminders: int, now: datetime) -> None:
    """Set the survey's dates and make its plan from them; texts that somebody wrote stay. Raises AlreadyLaunched."""
    if held(survey).launched_at:
        raise AlreadyLaunched("The survey was launched already. Change its mailings one by one.")
    survey.opens_at, survey.closes_at = opens_at, closes_at
    survey.save(update_fields=["opens_at", "closes_at"])
    texts = {title(mailing): _texts(mailing) for mailing in survey.mailings.all()}
    survey.mailings.all().delete()
    _make(survey, now, reminders, texts=texts)


def _make(survey: Survey, now: datetime, reminders: int, *, texts: dict[str, Texts]) -> None:
    opens_at, closes_at = _dates(survey)
    for number, kind, due_at, *_ in calendar.default_plan(max(opens_at, now), closes_at, reminders):
        written = texts.get(calendar.title(number, kind), wording.DEFAULTS[kind])
        survey.mailings.create(number=number, kind=kind, due_at=due_at, **written._asdict())


def _texts(mailing: Mailing) -> Texts:
    return Texts(*(getattr(mailing, name) for name in Texts._fields))


def begin(work: Fieldwork, *, by: Staff, now: datetime, at_once: bool) -> None:
    """Let the mailings of a survey go out, each when it is due, the invitation now if `at_once`. `work` is held."""
    for mailing in make_plan(work.survey, now=now):
        if at_once and mailing.number == 0:
            mailing.due_at, mailing.any_hour = now, True
        if mailing.dropped_at is None:
            _confirm(mailing, by, now)
    work.launched_at = now
    work.save(update_fields=["launched_at"])


def problems(survey: Survey, *, now: datetime) -> list[Problem]:
    """What is wrong with the times of the survey's mailings; nothing of what is out, dropped or about to go."""
    return calendar.problems(_plan(survey.mailings.all(), now), *_dates(survey), now)


def _plan(mailings: Iterable[Mailing], now: datetime) -> list[Planned]:
    return [
        Planned(each.number, each.kind, each.due_at, each.any_hour, done=_settled(each, now))
        for each in mailings
        if each.dropped_at is None
    ]


def _dates(survey: Survey) -> tuple[datetime, datetime]:
    """When a survey that has mailings opens and closes."""
    return cast("datetime", survey.opens_at), cast("datetime", survey.closes_at)


def _settled(mailing: Mailing, now: datetime) -> bool:
    return mailing.queued_at is not None or (mailing.confirmed_at is not None and mailing.due_at <= now)


# One mailing --------------------------------------------------------------------------------------


def title(mailing: Mailing) -> str:
    """What people call it: “Invitation”, “Reminder 2”, “Last call”."""
    return calendar.title(mailing.number, mailing.kind)


def is_settled(mailing: Mailing) -> bool:
    """Whether nothing about it can be changed any more."""
    return bool(mailing.queued_at or mailing.dropped_at or mailing.messages.exists())


def text_problems(mailing: Mailing) -> list[str]:
    """What is wrong with either of its texts."""
    found = letters.problems(mailing.subject, mailing.body)
    return [*found, *letters.problems(mailing.part_done_subject, mailing.part_done_body)]


def time_problems(mailing: Mailing, due_at: datetime, *, now: datetime, any_hour: bool = False) -> list[str]:
    """What would be wrong if the mailing, which may be a new one, went out at that time: with itself, and with the
    distance of the one that follows."""
    survey, theirs = mailing.survey, Planned(mailing.number, mailing.kind, due_at, any_hour)
    others = _plan(survey.mailings.exclude(pk=mailing.pk), now)
    if mailing.pk is None:
        others = [each._replace(number=each.number + (each.number >= mailing.number)) for each in others]
    plan = sorted([*others, theirs])
    follows = next((each for each in plan if each.number > mailing.number), theirs)
    found = calendar.problems(plan, *_dates(survey), now)
    return [
        *(problem.message for problem in found if problem.number == mailing.number),
        *(
            f"{calendar.title(follows.number, follows.kind)}: {problem.message}"
            for problem in calendar.beside_each_other(plan)
            if problem.number == follows.number != mailing.number
        ),
    ]


@transaction.atomic
def change(mailing: Mailing, **changes: object) -> None:
    """Give a mailing another time or other texts. Somebody has to confirm it anew. Raises MailingIsSettled."""
    row = _still_open(mailing)
    different = {name for name, value in changes.items() if getattr(row, name) != value}
    if not different:
        return
    for name in different:
        setattr(row, name, changes[name])
    row.any_hour = row.any_hour and "due_at" not in different
    row.confirmed_at = row.confirmed_by = None
    row.save()


@transaction.atomic
def confirm(mailing: Mailing, *, by: Staff, now: datetime) -> None:
    """Let a mailing go out when it is due. Raises MailingIsSettled."""
    _confirm(_still_open(mailing), by, now)


def _confirm(row: Mailing, by: Staff, now: datetime) -> None:
    row.confirmed_at, row.confirmed_by = now, by
    row.save()


@transaction.atomic
def send_now(mailing: Mailing, *, by: Staff, now: datetime) -> None:
    """Let a mailing go out at this moment, whatever the hour. Raises NotLaunched, MailHeldBack, SurveyIsOver or
    MailingIsSettled."""
    work = held(mailing.survey)
    if not work.launched_at:
        raise NotLaunched("Launch the survey first: nobody is invited yet.")
    if work.paused_at:
        raise MailHeldBack("Mailings are held back. Resume them first.")
    _refuse_if_over(mailing.survey, now)
    row = _still_open(mailing)
    row.due_at, row.any_hour = now, True
    _confirm(row, by, now)


@transaction.atomic
def drop(mailing: Mailing, *, now: datetime) -> None:
    """Decide that a mailing does not go out at all. Raises MailingIsSettled."""
    row = _still_open(mailing)
    row.dropped_at = now
    row.save()


def _still_open(mailing: Mailing) -> Mailing:
    """The mailing's row, held until the transaction ends. Raises MailingIsSettled."""
    row = Mailing.objects.select_for_update(of=("self",)).select_related("survey").get(pk=mailing.pk)
    if row.dropped_at:
        raise MailingIsSettled("This mailing was dropped.")
    if is_settled(row):
        raise MailingIsSettled("This mailing is on its way already, so nothing about it can be changed any more.")
    return row


# More and fewer of them ---------------------------------------------------------------------------


def new_reminder(survey: Survey) -> Mailing:
    """A reminder that is not stored yet, in its place: before the last call if that is still to come, else at the end,
    with the texts of the reminder before it."""
    rows = list(survey.mailings.all())
    last_call = next((row for row in rows if _to_come(row) and row.kind == calendar.LAST_CALL), None)
    number = last_call.number if last_call else len(rows)
    before = [row for row in rows if row.kind == calendar.REMINDER and row.number < number]
    texts = _texts(before[-1]) if before else wording.REMINDERS
    return Mailing(survey=survey, number=number, kind=calendar.REMINDER, **texts._asdict())


@transaction.atomic
def add_reminder(survey: Survey, *, due_at: datetime) -> Mailing:
    """One reminder more, still to be confirmed."""
    held(survey)
    reminder = new_reminder(survey)
    for later in survey.mailings.filter(number__gte=reminder.number).order_by("-number"):
        later.number += 1
        later.save()
    reminder.due_at = due_at
    reminder.save()
    return reminder


@transaction.atomic
def remove(mailing: Mailing) -> None:
    """Take a reminder out of the plan. Raises MailingIsSettled."""
    held(mailing.survey)
    row = _still_open(mailing)
    if row.kind == calendar.INVITATION:
        raise MailingIsSettled("The invitation cannot be removed: without it nobody gets a link.")
    row.delete()
    for later in row.survey.mailings.filter(number__gt=row.number).order_by("number"):
        later.number -= 1
        later.save()


def _to_come(mailing: Mailing) -> bool:
    return mailing.queued_at is None and mailing.dropped_at is None


# The close ----------------------------------------------------------------------------------------


@transaction.atomic
def extend(survey: Survey, *, closes_at: datetime, now: datetime) -> Mailing | None:
    """Move the survey's close to another moment that is still to come. A last call that is still to come moves along
    and comes back; nothing else moves. Raises SurveyIsOver."""
    held(survey)
    _refuse_if_over(survey, now)
    survey.closes_at = closes_at
    survey.save(update_fields=["closes_at"])
    last_call = next((row for row in survey.mailings.filter(kind=calendar.LAST_CALL) if _to_come(row)), None)
    if last_call is None:
        return None
    last_call.due_at = max(calendar.last_call_at(closes_at), calendar.next_sending_time(now))
    last_call.save()
    return last_call


def _refuse_if_over(survey: Survey, now: datetime) -> None:
    if survey.is_closed(now):
        raise SurveyIsOver("The survey is closed, so no mailing goes out any more.")
