"""The bells: what is due stands in the database, and a task that is lost or comes twice changes nothing."""

import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from contacts import ticking
from contacts.exceptions import ServerUnreachable
from contacts.mailing import claiming, delivering

log = logging.getLogger(__name__)

SENDERS = 3
SECONDS = 10  # in which a task begins emails; then it rings for the next one
EXPIRES = 55  # the next tick rings again


@shared_task(name="contacts.tick")
def tick() -> None:
    ticking.tick(now=timezone.now())
    for _ in range(SENDERS):
        deliver.apply_async(expires=EXPIRES)


@shared_task(name="contacts.deliver")
def deliver() -> None:
    try:
        delivering.deliver(clock=timezone.now, seconds=SECONDS)
    except ServerUnreachable as unreachable:
        log.warning("%s What is due waits for the next minute.", unreachable)
        return
    if claiming.due(timezone.now()).exists():
        deliver.apply_async(expires=EXPIRES)


def ring() -> None:
    """Have the worker look at once what is due. Where nobody hears it, the next tick comes within a minute."""
    try:
        tick.apply_async(expires=EXPIRES, retry=False)
    except (OperationalError, OSError):
        log.warning("The queue cannot be reached; what is due waits for the next tick.")
