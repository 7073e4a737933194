"""From what is due to messages: the one place where rows of the outbox come from, but for what somebody asked for."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from contacts import inviting
from contacts.mailing import calendar, wanted
from contacts.models import Invitation, Mailing, Message, Organisation, Person

BATCH = 500
UNDER_WAY = (Message.State.QUEUED, Message.State.CLAIMED, Message.State.SENDING)
GONE_OUT = (Message.State.SENT, Message.State.UNKNOWN)


def queue_due(*, now: datetime) -> int:
    """Make the messages of every mailing that is due, and of new contacts; how many there were. Does nothing twice,
    however often and from however many processes it is called."""
    return sum(queue(mailing, now=now) for mailing in due(now)) + _queue_handovers(now)


def due(now: datetime) -> list[Mailing]:
    """The confirmed mailings whose time has come and is not over, in surveys whose mail is not held back."""
    waiting = Mailing.objects.filter(
        confirmed_at__isnull=False, queued_at__isnull=True, dropped_at__isnull=True, due_at__lte=now
    ).filter(
        Q(survey__closes_at__isnull=True) | Q(survey__closes_at__gt=now),
        survey__fieldwork__launched_at__isnull=False,
        survey__fieldwork__paused_at__isnull=True,
    )
    return [mailing for mailing in waiting if _may_go(mailing, now) and not _too_soon(mailing, now)]


def _may_go(mailing: Mailing, now: datetime) -> bool:
    return now < calendar.stale_at(mailing.due_at) and (mailing.any_hour or calendar.is_sending_time(now))


def _too_soon(mailing: Mailing, now: datetime) -> bool:
    """Whether the mailing before this one went out so late that this one has to wait."""
    before = Mailing.objects.filter(survey=mailing.survey_id, number__lt=mailing.number)
    return before.filter(queued_at__gte=_recently(now)).exists()


def queue(mailing: Mailing, *, now: datetime) -> int:
    """Make a message for each expected recipient that has none of this mailing yet; how many there were. From the first
    batch on nobody can change the mailing; where somebody did a moment before, it is left alone. The lock leaves the
    mailing's key free: a sender that claims these messages refers to it, and each would wait for the other."""
    made = 0
    for batch in _batches(expected(mailing, now=now)):
        rows = [_message(key, now, kind=Message.Kind.MAILING, mailing=mailing) for (key,) in batch]
        with transaction.atomic():
            if not _as_it_was(mailing).select_for_update(no_key=True):
                return made
            made += len(Message.objects.bulk_create(rows, ignore_conflicts=True))
    _as_it_was(mailing).filter(queued_at__isnull=True).update(queued_at=now)
    if made >= BATCH:
        _tell_the_database()
    return made


def _as_it_was(mailing: Mailing) -> QuerySet[Mailing]:
    """Its row, if it is still confirmed for this time."""
    return Mailing.objects.filter(
        pk=mailing.pk, due_at=mailing.due_at, confirmed_at__isnull=False, dropped_at__isnull=True
    )


def _tell_the_database() -> None:
    """Have it count anew what has grown: it plans how to find single rows by numbers that are a minute old at best."""
    with connection.cursor() as cursor:
        for model in (Organisation, Person, Invitation, Message):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def expected(mailing: Mailing, *, now: datetime) -> QuerySet[Invitation]:
    """The invitations that this mailing would go to at this moment: unanswered, reachable, without a message of this
    mailing and with nothing under way; reminders only where an earlier email went out, and not in the last days."""
    theirs = _messages_of_an_invitation()
    found = wanted.reachable(wanted.open_invitations(now).filter(survey=mailing.survey_id)).filter(
        ~Exists(theirs.filter(mailing=mailing)),
        ~Exists(theirs.filter(Q(state__in=UNDER_WAY) | Q(sent_at__gte=_recently(now)))),
    )
    return found.filter(Exists(theirs.filter(state__in=GONE_OUT))) if mailing.number else found


def _queue_handovers(now: datetime) -> int:
    """Invite the contact of an organisation that was in a mailing, at an address that was never written to: somebody
    else has taken over, or the address was put right. Whom staff dropped is not invited by this."""
    made = 0
    for batch in _batches(_handed_over(now), "person", "address"):
        rows = [
            _message(key, now, kind=Message.Kind.HANDOVER, person_id=person, to=to) for key, person, to in batch if to
        ]
        made += len(Message.objects.bulk_create(rows, ignore_conflicts=True))
    return made


def _handed_over(now: datetime) -> QuerySet[Invitation]:
    theirs = _messages_of_an_invitation()
    current = Person.objects.filter(organisation=OuterRef("organisation"), until__isnull=True)
    written_to = theirs.exclude(state=Message.State.CANCELLED).filter(to__iexact=OuterRef("address"))
    waiting = wanted.open_invitations(now).filter(survey__fieldwork__paused_at__isnull=True)
    return (
        wanted.reachable(waiting)
        .annotate(person=Subquery(current.values("pk")), address=Subquery(current.values("email")))
        .filter(
            Exists(theirs.exclude(state=Message.State.DROPPED)),
            ~Exists(theirs.filter(state__in=UNDER_WAY)),
            ~Exists(written_to),
        )
    )


def _messages_of_an_invitation() -> QuerySet[Message]:
    return Message.objects.filter(invitation=OuterRef("pk")).exclude(kind__in=Message.ASKED_FOR)


def _recently(now: datetime) -> datetime:
    """The beginning of the days that must pass between two mailings, counted by the calendar."""
    day = timezone.localdate(now) - timedelta(days=calendar.FEWEST_DAYS - 1)
    return datetime.combine(day, time(), calendar.LONDON)


def _message(invitation: int, now: datetime, **parts: Any) -> Message:
    return Message(invitation_id=invitation, due_at=now, message_id=new_message_id(), **parts)


def new_message_id() -> str:
    """A new identity for a message, in the domain of the sender, by which what comes back is known."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{uuid4().hex}@{domain}>"


def _batches(invitations: QuerySet[Invitation], *columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """The keys of all rows, and these columns, a batch at a time. The database works them out once: asked for batch by
    batch, it would go through the whole frame for each. A hundred thousand keys take ten megabytes."""
    return inviting.batches(list(invitations.order_by("pk").values_list("pk", *columns)))
