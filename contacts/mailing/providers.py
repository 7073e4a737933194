"""Notices from a mail provider, by django-anymail: part of the site's addresses only where EMAIL_PROVIDER names one.

Anymail's view checks the secret, and the provider's signature where there is one; a signal tells of each event."""

from datetime import datetime
from typing import Any

from anymail import urls as anymail_urls
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from django.conf import settings
from django.urls import URLPattern, path
from django.utils import timezone

from contacts.mailing import bouncing, stopping, verdicts
from contacts.mailing.composing import METADATA
from contacts.models import DeliveryNotice, Message, StoppedAddress

ROUTE = "provider_webhook"
LONGEST_ID = 200
Kind = DeliveryNotice.Kind
KINDS = {EventType.COMPLAINED: Kind.COMPLAINT, EventType.AUTORESPONDED: Kind.AUTO_REPLY}
NOT_DELIVERED = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
OF_THE_ADDRESS = {RejectReason.INVALID, RejectReason.BOUNCED}


def patterns(provider: str) -> list[URLPattern]:
    """The one address of anymail's that this provider sends its notices to."""
    address = f"{provider}/tracking/"
    return [
        path(address, each.callback, name=ROUTE) for each in anymail_urls.urlpatterns if str(each.pattern) == address
    ]


def take_up(sender: object, event: AnymailTrackingEvent, esp_name: str, **_further: Any) -> None:
    """Record what the provider says of a message of ours. What it delays, and what is opened or clicked, is nothing to
    us, and so are messages that others send through the same account."""
    message, now = _message(event), timezone.now()
    if message is None:
        return
    if event.event_type == EventType.DELIVERED:
        Message.objects.filter(pk=message.pk, delivered_at=None).update(delivered_at=event.timestamp or now)
    elif RejectReason.UNSUBSCRIBED in {event.reject_reason, event.event_type}:
        stopping.stop(message.to, reason=StoppedAddress.Reason.OPTED_OUT, now=now, detail=f"Told by {esp_name}.")
    elif kind := _kind(event):
        _record(kind, message, event, esp_name, now)


def _record(kind: str, message: Message, event: AnymailTrackingEvent, provider: str, now: datetime) -> None:
    identity = event.event_id or f"{event.event_type} {message.pk}"
    bouncing.record(
        kind=kind,
        source=DeliveryNotice.Source.PROVIDER,
        source_id=f"{provider} {identity}"[:LONGEST_ID],
        now=now,
        message=message,
        detail=event.mta_response or event.description or "",
    )


def _message(event: AnymailTrackingEvent) -> Message | None:
    """By what we sent along, or by the Message-ID where the provider keeps ours."""
    names = [name for name in ((event.metadata or {}).get(METADATA), event.message_id) if name]
    return Message.objects.select_related("invitation").filter(message_id__in=names).first()


def _kind(event: AnymailTrackingEvent) -> str:
    """What kind of notice an event is; empty if none. Providers differ in what they call a bounce, so what the other
    server said decides, by the same rules as for returned mail."""
    if event.event_type not in NOT_DELIVERED:
        return KINDS.get(event.event_type, "")
    if event.reject_reason == RejectReason.SPAM:
        return Kind.COMPLAINT
    for said in filter(None, (event.mta_response, event.description)):
        if (verdict := verdicts.verdict("", said)) is not verdicts.Kind.UNCLEAR:
            return verdict
    return Kind.HARD if event.reject_reason in OF_THE_ADDRESS else Kind.SOFT


urlpatterns = patterns(settings.EMAIL_PROVIDER)
tracking.connect(take_up)
