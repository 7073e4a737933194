"""What the beat does each minute: whatever is due now."""

from datetime import datetime

from contacts.mailing import claiming, mailbox, queueing
from contacts.models import Heartbeat

TICK = "tick"


def tick(*, now: datetime) -> None:
    """Work out what is due at this moment, once; sending it is `delivering`. A survey closes by its date, without
    help."""
    Heartbeat.objects.update_or_create(name=TICK, defaults={"seen_at": now})
    claiming.sweep(now=now)
    mailbox.collect(now=now)  # first, so that nobody is queued whose mail has come back
    queueing.queue_due(now=now)


def last_seen() -> datetime | None:
    """When work in the background was last seen; None if it never was."""
    return Heartbeat.objects.filter(name=TICK).values_list("seen_at", flat=True).first()
