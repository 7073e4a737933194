"""The states of a message on its way out, each reached by one conditional update.

A sender claims messages (committed) before it does anything with them, marks each one as being sent (committed, and
only if it is still wanted) before its content flows, and records what came of it. Whatever stops it in between: what
was only claimed goes back and is sent later; what was being sent is of unknown fate and never sent again by itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from contacts.mailing import bouncing, calendar, wanted
from contacts.mailing.transport import Fate, Handed
from contacts.models import DeliveryNotice, Invitation, Mailing, Message, Person, PersonalLink
from surveys.prepared_statements import NOW, Slot, Update

LEASE = timedelta(minutes=5)  # longer than any task may take: whoever held a message that long is gone
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 60))  # after each time the server said: later
LONGEST_DETAIL = 500
NOBODY = 0  # no message has this key
FREE = {"claim": "", "claimed_at": None}
State = Message.State


def claim(number: int, *, now: datetime) -> list[Message]:
    """So many messages that are due, for this caller alone, with all that is needed to write them. Each is made out to
    whoever is the contact at this moment."""
    claim = uuid4().hex
    with transaction.atomic():
        waiting = due(now).select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "pk")
        keys = list(waiting.values_list("pk", flat=True)[:number])
        claimed = Message.objects.filter(pk__in=keys)
        claimed.update(state=State.CLAIMED, claim=claim, claimed_at=now, attempts=F("attempts") + 1)
        _make_out(claimed)
    return _held_by(claim) if keys else []


def due(now: datetime) -> QuerySet[Message]:
    """The messages that may go out at this moment. What has waited too long is left to staff; what somebody asked
    for goes out at any hour, and so does a mailing of which somebody said so."""
    at_any_hour = Q(kind__in=Message.ASKED_FOR)
    mailing_at_any_hour = Exists(Mailing.objects.filter(pk=OuterRef("mailing"), any_hour=True))
    fresh = at_any_hour | Q(due_at__gte=calendar.fresh_since(now))
    hour = Q() if calendar.is_sending_time(now) else at_any_hour | Q(mailing_at_any_hour)
    return Message.objects.filter(fresh, hour, wanted.not_paused(), state=State.QUEUED, due_at__lte=now)


def _make_out(claimed: QuerySet[Message]) -> None:
    theirs = Invitation.objects.filter(pk=OuterRef(OuterRef("invitation"))).values("organisation")[:1]
    current = Person.objects.filter(organisation=Subquery(theirs), until__isnull=True).order_by()
    response = Invitation.objects.filter(pk=OuterRef("invitation"), response__isnull=False)
    unasked = claimed.exclude(kind__in=Message.ASKED_FOR)
    unasked.update(person=Subquery(current.values("pk")), part_done=Exists(response))
    mailings = claimed.filter(kind=Message.Kind.MAILING)
    mailings.update(to=Coalesce(Subquery(current.values("email")), Value("")))
    unasked.filter(person__isnull=True).update(state=State.CANCELLED, detail="There was nobody to write to.", **FREE)


def _held_by(claim: str) -> list[Message]:
    held = Message.objects.filter(claim=claim).order_by("due_at", "pk")
    one_each, shared = ("invitation__organisation", "person"), ("invitation__survey", "mailing")
    return list(held.select_related(*one_each).prefetch_related(*shared))


class Sent(NamedTuple):
    """That an email went out: whose, when, and what the server said."""

    key: int
    claim: str
    at: datetime
    answer: str


def begin(message: Message, *, last: Sent | None = None, now: datetime) -> bool:
    """Mark a claimed message as being sent, if it is still wanted; whether it is. In the same statement it is written
    down that the last one of this claim went out, wanted or not: a commit an email instead of two."""
    begin = _BEGIN_ASKED_FOR if message.kind in Message.ASKED_FOR else _BEGIN
    marked = begin(key=message.pk, claim=message.claim, now=now, **_slots(last))
    return message.pk in marked


def _slots(last: Sent | None) -> dict[str, object]:
    if not last:
        return {"last": NOBODY, "sent_at": None, "answer": ""}
    return {"last": last.key, "sent_at": last.at, "answer": last.answer[:LONGEST_DETAIL]}


LAST, KEY = Slot("last", models.BigIntegerField()), Slot("key", models.BigIntegerField())
_HELD = Q(pk__in=[LAST, KEY], claim=Slot("claim"))
_LAST = Q(pk=LAST)
_CLAIMED = Q(pk=KEY, state=State.CLAIMED)


def _of_last(value: object, *, of_next: object) -> models.Case:
    return models.Case(models.When(_LAST, then=value), default=of_next)


_STEP = {
    "state": _of_last(Value(State.SENT.value), of_next=Value(State.SENDING.value)),
    "sent_at": _of_last(Slot("sent_at", models.DateTimeField()), of_next=F("sent_at")),
    "detail": _of_last(Slot("answer"), of_next=F("detail")),
    "claim": _of_last(Value(""), of_next=F("claim")),
    "claimed_at": _of_last(Value(None), of_next=NOW),
}
_BEGIN = Update(lambda: Message.objects.filter(_HELD, _LAST | _CLAIMED & wanted.still_wanted(NOW)), **_STEP)
_BEGIN_ASKED_FOR = Update(lambda: Message.objects.filter(_HELD, _LAST | _CLAIMED), **_STEP)
_LAST_SENT = Update(lambda: Message.objects.filter(_LAST, claim=Slot("claim")), **_STEP)


def record_sent(last: Sent) -> None:
    """Write down that an email went out, unless staff have decided meanwhile."""
    _LAST_SENT(claim=last.claim, now=last.at, **_slots(last))


def record_unsent(message: Message, handed: Handed, *, now: datetime) -> None:
    """Write down why a message that this caller holds did not go out, or that this is not known."""
    changes = _changes(message, handed, now)
    with transaction.atomic():
        known = Message.objects.filter(pk=message.pk, claim=message.claim).update(**changes, **FREE)
        if known and handed.fate is Fate.NO_SUCH_ADDRESS:
            kind, source = DeliveryNotice.Kind.HARD, DeliveryNotice.Source.SERVER
            bouncing.record(
                kind=kind, source=source, now=now, message=message, address=message.to, detail=handed.answer
            )


def _changes(message: Message, handed: Handed, now: datetime) -> dict[str, object]:
    detail = {"detail": handed.answer[:LONGEST_DETAIL]}
    match handed.fate:
        case Fate.UNKNOWN:
            return {"state": State.UNKNOWN, **detail}
        case Fate.HELD_BACK:
            return _held_back(message, now)
        case Fate.LATER if message.attempts <= len(WAITS):
            return {"state": State.QUEUED, "due_at": now + WAITS[message.attempts - 1], **detail}
        case _:
            return {"state": State.REFUSED, **detail}


def _held_back(message: Message, now: datetime) -> dict[str, object]:
    """Back into the queue where it may be wanted later, or as somebody else's; else not sent, and why."""
    waiting = wanted.reachable(wanted.open_invitations(now)).filter(messages=message).exists()
    if waiting and message.kind == Message.Kind.MAILING:
        return {"state": State.QUEUED, "attempts": message.attempts - 1}
    return {"state": State.CANCELLED, "detail": wanted.why_not(message, now)}


def release(messages: Iterable[Message]) -> None:
    """Give back what was claimed and not begun, with the links that nobody got."""
    held = Message.objects.filter(claim__in={message.claim for message in messages}, state=State.CLAIMED)
    PersonalLink.objects.filter(message__in=held).delete()
    held.update(state=State.QUEUED, attempts=F("attempts") - 1, **FREE)


def sweep(*, now: datetime) -> None:
    """What somebody held who is gone: only claimed, it goes back; being sent, nobody knows, and staff are asked. Its
    claim stays, so that a sender who was only slow can still say what became of it."""
    forgotten = Message.objects.filter(claimed_at__lt=now - LEASE)
    forgotten.filter(state=State.CLAIMED).update(state=State.QUEUED, attempts=F("attempts") - 1, **FREE)
    forgotten.filter(state=State.SENDING).update(state=State.UNKNOWN, detail="Sending broke off without a trace.")
