"""The Celery application with the claim switched off: emails are sent, then marked. What the guard is worth shows in
the tests that go red with it."""

import django

from config.celery import app  # first: it names the settings

django.setup()

from contacts.mailing import claiming, delivering  # noqa: E402
from contacts.models import Message  # noqa: E402

__all__ = ["app"]


def take(number, *, now):
    """Messages that are due, without a mark that somebody has taken them."""
    taken = list(
        claiming.due(now).select_related("invitation__organisation", "invitation__survey", "person", "mailing")[:number]
    )
    for message in taken:
        message.person = message.invitation.organisation.people.get()
        message.to = message.person.email
        message.save(update_fields=["person", "to"])
    return taken


def mark(last):
    Message.objects.filter(pk=last.key).update(state="sent", sent_at=last.at)


delivering.claiming.claim = take
delivering.claiming.begin = lambda message, *, last, now: last is None or mark(last) is None
delivering.claiming.record_sent = mark
delivering.claiming.release = lambda messages: None
