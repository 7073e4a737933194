"""Sorting returned mail: which email of ours it is about, and what is to be recorded of it.

1. It names an email of ours by the identity that only its recipient and the mail systems on its way know: it is
   recorded. A bounce that tells of another address than we wrote to (a distribution list passed it on) is unclear.
2. It names none, but tells that a delivery failed to somebody we know or to nobody in particular, or it cannot be read:
   unclear, so that nobody stops mail by an invented notice.
3. Everything else is not about us, and left alone."""

import hashlib
from datetime import datetime
from typing import Any

from django.db.models.functions import Lower

from contacts.mailing import bouncing, notices
from contacts.mailing.notices import Notice
from contacts.models import DeliveryNotice, Message, Person

Kind, Source = DeliveryNotice.Kind, DeliveryNotice.Source


def take_up(raw: bytes, *, now: datetime) -> DeliveryNotice | None:
    """Record what an email says; None if it was taken up before, or is not about us."""
    notice = notices.read(raw)
    message = _message(notice)
    if message is None and not _may_be_about_us(notice):
        return None
    return bouncing.record(source=Source.MAILBOX, source_id=identity(raw), now=now, **_record(notice, message))


def identity(raw: bytes) -> str:
    """What tells an email from all others: a hash of what it says, however its lines end."""
    return hashlib.sha256(b"\n".join(raw[: notices.LARGEST].splitlines())).hexdigest()


def _message(notice: Notice) -> Message | None:
    """The likeliest email of ours among those that a notice names."""
    named = Message.objects.filter(message_id__in=notice.message_ids).select_related("invitation")
    ours = {message.message_id: message for message in named}
    return next((ours[name] for name in notice.message_ids if name in ours), None)


def _may_be_about_us(notice: Notice) -> bool:
    if not notice.from_a_system:
        return False
    known = Person.objects.alias(plain_email=Lower("email")).filter(plain_email=notice.address)
    return not notice.address or known.exists()


def _record(notice: Notice, message: Message | None) -> dict[str, Any]:
    if message is None:
        return {"kind": Kind.UNCLEAR, "address": notice.address, "detail": notice.detail}
    detail = notice.detail
    kind = Kind(notice.kind)
    if kind in {Kind.HARD, Kind.SOFT} and not _same(notice.address, message.to):
        kind, detail = Kind.UNCLEAR, f"It tells of {notice.address}, which we did not write to. {detail}"
    return {"kind": kind, "message": message, "address": message.to, "detail": detail}


def _same(address: str, to: str) -> bool:
    """Whether a notice's address is the one that we wrote to. Servers have several names for their own domain, so what
    stands before the @ decides."""
    return not address or address.partition("@")[0] == to.lower().partition("@")[0]
