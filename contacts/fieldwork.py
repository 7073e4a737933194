"""A survey in the field: launching, pausing and closing it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from contacts import inviting
from contacts.exceptions import SurveyIsOver, SurveyNotOpen
from contacts.mailing import planning, queueing
from contacts.models import Fieldwork
from surveys import opening
from surveys.models import Questionnaire, Survey

LASTS = timedelta(weeks=3)
CLOSING_HOUR = 17


def opened(code: str, *, now: datetime) -> Survey | None:
    """The survey of the newest draft of this code, put into the field for three weeks; None where there is no draft
    or its survey is there already."""
    draft = Questionnaire.objects.filter(code=code, fielded_at__isnull=True).order_by("version").last()
    if draft is None or Survey.objects.filter(code=code).exists():
        return None
    return opening.field(draft, opens_at=now, closes_at=closing(now))


@transaction.atomic
def launch(survey: Survey, *, now: datetime, by: planning.Staff = None, at_once: bool = True) -> int:
    """Invite every organisation that was not invited yet; how many there were. The first time, the survey gets its
    dates and its calendar where it has none, and all mailings are confirmed: the invitation goes out at once or when it
    is planned. Later on, it goes out to those who were added since. Raises SurveyIsOver."""
    work = planning.held(survey)
    if survey.is_closed(now):
        raise SurveyIsOver(f"The survey was closed on {_moment(survey.closes_at)}; nobody can be invited any more.")
    survey.opens_at = survey.opens_at or now
    survey.closes_at = survey.closes_at or closing(survey.opens_at)
    survey.save(update_fields=["opens_at", "closes_at"])
    invited = inviting.invite_all(survey, now=now)
    if work.launched_at is None:
        planning.begin(work, by=by, now=now, at_once=at_once)
    elif invitation := survey.mailings.filter(number=0, queued_at__isnull=False).first():
        queueing.queue(invitation, now=now)
    return invited


def closing(opens_at: datetime) -> datetime:
    """Three weeks later, at 17:00 in the country of the survey."""
    day = timezone.localtime(opens_at + LASTS)
    return day.replace(hour=CLOSING_HOUR, minute=0, second=0, microsecond=0)


def pause(survey: Survey, *, now: datetime) -> None:
    """Hold back all mailings until `resume`; answering goes on. Raises SurveyIsOver."""
    _refuse_if_over(survey, now)
    Fieldwork.objects.update_or_create(survey=survey, defaults={"paused_at": now})


def resume(survey: Survey, *, now: datetime) -> None:
    """Let mailings go out again. Raises SurveyIsOver."""
    _refuse_if_over(survey, now)
    Fieldwork.objects.update_or_create(survey=survey, defaults={"paused_at": None})


def close(survey: Survey, *, now: datetime) -> None:
    """Close the survey at this moment. Raises SurveyIsOver or SurveyNotOpen."""
    _refuse_if_over(survey, now)
    if survey.opens_at is None or now <= survey.opens_at:
        raise SurveyNotOpen("The survey has not opened yet, so there is nothing to close.")
    survey.closes_at = now
    survey.save(update_fields=["closes_at"])


def _refuse_if_over(survey: Survey, now: datetime) -> None:
    if survey.is_closed(now):
        raise SurveyIsOver(f"The survey was closed on {_moment(survey.closes_at)} already.")


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d %B %Y at %H:%M}" if moment else ""
