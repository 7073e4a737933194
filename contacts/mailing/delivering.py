"""Sending what is due: claim a few, then one by one write, ask whether it is still wanted, send, record."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from contacts.mailing import claiming, composing, transport
from contacts.mailing.transport import Fate, HandOver
from contacts.models import Message

BATCH = 50
Clock = Callable[[], datetime]


def deliver(*, clock: Clock, seconds: float | None = None) -> int:
    """Send all that is due, or as much as can be begun within so many seconds; how many emails went out. Any number of
    processes may do this at once. Raises ServerUnreachable; what was not sent then waits."""
    ends = time.monotonic() + seconds if seconds else float("inf")
    sent = 0
    while time.monotonic() < ends and (batch := claiming.claim(BATCH, now=clock())):
        try:
            with transport.connected() as hand_over:
                sent += _send(batch, hand_over, clock, ends)
        finally:
            claiming.release(batch)
    return sent


def _begin(message: Message, clock: Clock) -> bool:
    return claiming.begin(message, now=clock())


def _send(batch: list[Message], hand_over: HandOver, clock: Clock, ends: float) -> int:
    sent = 0
    for message, email in composing.composed(batch, now=clock()):
        if time.monotonic() >= ends:
            break
        handed = hand_over(email, partial(_begin, message, clock))
        claiming.record(message, handed, now=clock())
        sent += handed.fate is Fate.SENT
    return sent
