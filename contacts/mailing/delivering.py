"""Sending what is due: claim a few, write them, then one by one ask whether it is still wanted, send, record."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Self

from contacts.mailing import claiming, composing, transport
from contacts.mailing.claiming import Sent
from contacts.mailing.transport import Fate, Handed, HandOver, Written
from contacts.models import Message

BATCH = 250
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


def _send(batch: list[Message], hand_over: HandOver, clock: Clock, ends: float) -> int:
    """Written first, then sent: a processor that goes back and forth between the two does both at half its speed."""
    written = list(_written(batch, hand_over, clock))
    sent = 0
    with _Notes(clock) as notes:
        for message, email in written:
            if time.monotonic() >= ends:
                break
            handed = hand_over(email, partial(notes.begin, message))
            notes.record(message, handed)
            sent += handed.fate is Fate.SENT
    return sent


def _written(batch: list[Message], hand_over: HandOver, clock: Clock) -> Iterator[tuple[Message, Written]]:
    for message, email in composing.composed(batch, now=clock()):
        try:
            yield message, hand_over.write(email)
        except ValueError as error:  # of Django: an address or a header that no email can have
            handed = Handed(Fate.REFUSED, f"It cannot be written: {error}")
            claiming.record_unsent(message, handed, now=clock())


class _Notes:
    """What became of the emails of one sender. That one went out is written down together with the beginning of the
    next; until then it counts as being sent."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.last: Sent | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.last:
            claiming.record_sent(self.last)

    def begin(self, message: Message) -> bool:
        wanted = claiming.begin(message, last=self.last, now=self.clock())
        self.last = None
        return wanted

    def record(self, message: Message, handed: Handed) -> None:
        if handed.fate is Fate.SENT:
            self.last = Sent(message.pk, message.claim, self.clock(), handed.answer)
        else:
            claiming.record_unsent(message, handed, now=self.clock())
