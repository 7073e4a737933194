"""The emails of a rehearsal, read from the files that they were written to, as those read them who got them."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple

from contacts.mailing.folder import SUFFIX

LINK = re.compile(r"https?://\S+/s/([\w-]+)/(?=\s)")


class Mail(NamedTuple):
    """One email; `stop` is the address where the mail program says that no more are wanted."""

    to: str
    message_id: str
    stop: str
    raw: bytes

    @property
    def whole(self) -> EmailMessage:
        """All of it, decoded."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.whole["Subject"])

    @property
    def secret(self) -> str:
        """What the personal link in its text ends with; empty where there is none."""
        body = self.whole.get_body(preferencelist=("plain",))
        link = LINK.search(body.get_content()) if body else None
        return link.group(1) if link else ""


@dataclass
class Post:
    """All emails in a folder so far, in the order in which they were written."""

    folder: Path
    mails: list[Mail] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def fetch(self) -> list[Mail]:
        """The emails since the last time."""
        names = sorted(path.name for path in self.folder.glob(f"*{SUFFIX}") if path.name not in self.known)
        self.known.update(names)
        new = [_read((self.folder / name).read_bytes()) for name in names]
        self.mails += new
        return new

    def last_to(self, address: str) -> Mail:
        """The latest email to this address."""
        return next(mail for mail in reversed(self.mails) if mail.to == address)


def _read(raw: bytes) -> Mail:
    """Its plain headers; the rest is decoded when somebody asks, since most emails are never opened."""
    headers = BytesHeaderParser().parsebytes(raw)
    return Mail(
        to=parseaddr(headers["To"])[1],
        message_id=headers["Message-ID"],
        stop=(headers["List-Unsubscribe"] or "").strip("<>"),
        raw=raw,
    )
