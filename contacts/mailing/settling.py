"""What staff decide about messages that nothing is sent of by itself any more: nobody knows whether they went out, or
they waited until they were stale."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from contacts.exceptions import NotToBeDecided
from contacts.mailing import calendar
from contacts.models import Message
from surveys.models import Survey

State = Message.State
LONGEST_DETAIL = 500
FREE = {"claim": "", "claimed_at": None}


def undecided(survey: Survey, *, now: datetime) -> QuerySet[Message]:
    """The messages of the survey that wait for a decision."""
    return messages(survey).filter(_unknown() | _stale(now))


def stale(survey: Survey, *, now: datetime) -> QuerySet[Message]:
    """The messages of the survey that waited too long to go out by themselves."""
    return messages(survey).filter(_stale(now))


def messages(survey: Survey) -> QuerySet[Message]:
    """All messages of the survey, and answers to people who are nobody's contact."""
    return Message.objects.filter(Q(invitation__survey=survey) | Q(invitation__isnull=True))


def _unknown() -> Q:
    return Q(state=State.UNKNOWN)


def _stale(now: datetime) -> Q:
    return Q(state=State.QUEUED, due_at__lt=calendar.fresh_since(now)) & ~Q(kind__in=Message.ASKED_FOR)


def decide_sent(message: Message, *, by: User, now: datetime, reason: str = "") -> None:
    """Somebody found out that the message was delivered. Raises NotToBeDecided."""
    detail = _detail("Found to be delivered", by, reason)
    _decide(message, _unknown(), state=State.SENT, sent_at=message.claimed_at or message.due_at, detail=detail, **FREE)


def decide_resend(message: Message, *, by: User, reason: str, now: datetime) -> None:
    """Send the message again, as soon as mail may go out; it stays the same message, so that mail systems can tell.
    Raises NotToBeDecided."""
    detail = _detail("Sent again", by, reason)
    waits = _unknown() | _stale(now)
    _decide(message, waits, state=State.QUEUED, due_at=now, attempts=0, detail=detail, **FREE)


def decide_drop(message: Message, *, by: User, reason: str, now: datetime) -> None:
    """Do not send any more what waited too long. Raises NotToBeDecided."""
    detail = _detail("Too late to be sent", by, reason)
    _decide(message, _stale(now), state=State.DROPPED, detail=detail, **FREE)


def resend_stale(survey: Survey, *, by: User, reason: str, now: datetime) -> int:
    """Send all that waited too long; how many there were."""
    return stale(survey, now=now).update(due_at=now, attempts=0, detail=_detail("Sent late", by, reason))


def drop_stale(survey: Survey, *, by: User, reason: str, now: datetime) -> int:
    """Send nothing of what waited too long; how many there were."""
    return stale(survey, now=now).update(state=State.DROPPED, detail=_detail("Too late to be sent", by, reason))


def _decide(message: Message, waits: Q, **changes: object) -> None:
    """One conditional update: of two who decide at once, the second is told."""
    if not Message.objects.filter(waits, pk=message.pk).update(**changes):
        raise NotToBeDecided("Somebody has decided this meanwhile, or it was found out what became of the message.")


def _detail(decision: str, by: User, reason: str) -> str:
    who = by.get_full_name() or by.get_username()
    return f"{decision}, says {who}: {reason}"[:LONGEST_DETAIL] if reason else f"{decision}, says {who}."
