"""The mail of a story: what the worker would send by now, and what people find in their mailboxes."""

import re
from typing import NamedTuple

from django.utils import timezone

from contacts import ticking
from contacts.mailing import delivering, folder_reading

LINK = re.compile(r"https?://\S+")


class Letter(NamedTuple):
    """An email as its reader sees it, with where its two links lead: to the survey, and to no more emails."""

    subject: str
    text: str

    @property
    def link(self) -> str:
        return LINK.findall(self.text)[0]

    @property
    def stop_link(self) -> str:
        return LINK.findall(self.text)[-1]


def deliver() -> int:
    """What a minute of beat and worker does; how many emails went out."""
    ticking.tick(now=timezone.now())
    return delivering.deliver(clock=timezone.now)


def letters_to(address: str) -> list[Letter]:
    """All that came to this address, the newest first."""
    return [Letter(mail.subject, mail.text) for mail in folder_reading.newest(1000) if address in mail.to]


def letter_to(address: str) -> Letter:
    """The newest of them."""
    return letters_to(address)[0]
