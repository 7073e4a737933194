"""What the beat does each minute: whatever is due now."""

from datetime import datetime

from contacts.models import Heartbeat

TICK = "tick"


def tick(*, now: datetime) -> None:
    """Do what is due at this moment, once. A survey closes by its date, without help; what is left is to say that work
    in the background goes on."""
    Heartbeat.objects.update_or_create(name=TICK, defaults={"seen_at": now})


def last_seen() -> datetime | None:
    """When work in the background was last seen; None if it never was."""
    return Heartbeat.objects.filter(name=TICK).values_list("seen_at", flat=True).first()
