"""What came back, taken up once, and what follows: hard bounces and complaints stop the address, and where mail does
not arrive somebody telephones."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Lower

from contacts.calling import tasks
from contacts.mailing import stopping
from contacts.models import CallTask, DeliveryNotice, Message, Organisation, Person, StoppedAddress

Kind, Stopped = DeliveryNotice.Kind, StoppedAddress.Reason
BOUNCED = CallTask.Reason.BOUNCED
SOFT_BOUNCES = 3  # of different emails, before somebody telephones
LONGEST_DETAIL = 500
LONGEST_ADDRESS = 254


@transaction.atomic
def record(
    *,
    kind: str,
    source: str,
    now: datetime,
    message: Message | None = None,
    address: str = "",
    source_id: str = "",
    detail: str = "",
) -> DeliveryNotice | None:
    """Take up one notice and do what follows from it; None if it was taken up before. `address` is the one that it is
    about, by default where the message went. `source_id` tells this notice from all others of its source."""
    about = stopping.plain(address or (message.to if message else ""))[:LONGEST_ADDRESS]
    parts = {"kind": kind, "message": message, "address": about, "detail": detail[:LONGEST_DETAIL], "received_at": now}
    notice = _take_up(source, source_id, parts)
    if notice and about:
        _follow_up(notice, now)
    return notice


def _take_up(source: str, source_id: str, parts: dict[str, Any]) -> DeliveryNotice | None:
    if not source_id:
        return DeliveryNotice.objects.create(source=source, **parts)
    # Of two readers at once the database lets one make the row; the other waits for it and then finds it.
    notice, new = DeliveryNotice.objects.get_or_create(source=source, source_id=source_id, defaults=parts)
    return notice if new else None


def _follow_up(notice: DeliveryNotice, now: datetime) -> None:
    if notice.kind == Kind.HARD:
        stopping.stop(notice.address, reason=Stopped.HARD_BOUNCE, now=now, detail=notice.detail)
        for person in stopping.people_at(notice.address):
            tasks.open_task(person.organisation, BOUNCED, now=now, detail=notice.detail)
    elif notice.kind == Kind.COMPLAINT:
        stopping.stop(notice.address, reason=Stopped.COMPLAINT, now=now, detail=notice.detail)
    elif notice.kind == Kind.SOFT:
        for person in stopping.people_at(notice.address):
            if soft_bounces(person) >= SOFT_BOUNCES:
                tasks.open_task(person.organisation, BOUNCED, now=now, detail=notice.detail)


def of_organisation(organisation: Organisation) -> QuerySet[DeliveryNotice]:
    """What came back of its mail, whoever was the contact then, or tells of its contact's address; the latest first."""
    current = organisation.people.filter(until__isnull=True).values_list(Lower("email"), flat=True)
    about = Q(message__invitation__organisation=organisation) | Q(message__isnull=True, address__in=current)
    return DeliveryNotice.objects.filter(about).order_by("-received_at", "-pk")


def soft_bounces(person: Person) -> int:
    """How many emails to this contact came back for now since the last sign that mail arrives, or that somebody
    telephoned about it. Several notices about one email count once."""
    notices = _notices_about(person).filter(kind=Kind.SOFT)
    if since := _last_sign(person):
        notices = notices.filter(received_at__gt=since)
    counted = notices.aggregate(
        messages=Count("message", distinct=True), without=Count("pk", filter=Q(message__isnull=True))
    )
    return counted["messages"] + counted["without"]


def _notices_about(person: Person) -> QuerySet[DeliveryNotice]:
    """One address may be that of several organisations: what came back of one's mail does not count for another."""
    theirs = Q(message__isnull=True) | Q(message__invitation__organisation=person.organisation_id)
    return DeliveryNotice.objects.filter(theirs, address=stopping.plain(person.email))


def _last_sign(person: Person) -> datetime | None:
    delivered = Message.objects.filter(person=person).aggregate(at=Max("delivered_at"))["at"]
    replied = _notices_about(person).filter(kind=Kind.AUTO_REPLY).aggregate(at=Max("received_at"))["at"]
    calls = CallTask.objects.filter(organisation=person.organisation_id, reason=BOUNCED)
    called = calls.aggregate(at=Max("closed_at"))["at"]
    return max((at for at in (delivered, replied, called) if at), default=None)
