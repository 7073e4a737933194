"""Reading the mail folder of the embedded mode: what Canvass wrote to respondents, never what it wrote to staff, whose
links would let one into the account of another."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from contacts.mailing.composing import IDENTITY
from contacts.mailing.folder import SUFFIX

BACKEND = "contacts.mailing.folder.EmailBackend"
NAME = re.compile(r"(\d{8}-\d{6})-\w+-\w+")
STAMP = "%Y%m%d-%H%M%S"
LINK = re.compile(r"https?://\S+")
SECRET = re.compile(r"(?<=/)[\w-]{22}(?=/|$)|(?<=/)[\w-]+:[\w-]+:[\w-]+(?=/|$)")


class Stored(NamedTuple):
    """One email of the folder: `name` finds it again, `text` is its plain text."""

    name: str
    written_at: datetime
    to: str
    subject: str
    text: str


class Span(NamedTuple):
    """A stretch of a text; where it is a link, `address` is where it leads, and the text has no secret in it."""

    text: str
    address: str = ""


def in_use() -> bool:
    """Whether emails go to the folder."""
    return settings.EMAIL_BACKEND == BACKEND


def newest(number: int, *, before: str = "") -> list[Stored]:
    """So many emails, the newest first, older than the one of that name if there is one."""
    names = sorted((path.stem for path in _folder().glob(f"*{SUFFIX}")), reverse=True)
    older = (name for name in names if not before or name < before)
    return list(islice(_readable(older), number))


def one(name: str) -> Stored | None:
    """The email of that name; None where there is none that may be shown."""
    return next(_readable(iter([name])), None)


def _readable(names: Iterator[str]) -> Iterator[Stored]:
    for name in names:
        stamp, path = NAME.fullmatch(name), _folder() / f"{name}{SUFFIX}"
        if not stamp or not path.is_file():
            continue
        email = message_from_bytes(path.read_bytes(), policy=policy.default)
        if email[IDENTITY]:
            yield _stored(name, stamp.group(1), email)


def _stored(name: str, stamp: str, email: EmailMessage) -> Stored:
    body = email.get_body(preferencelist=("plain",))
    return Stored(
        name=name,
        written_at=datetime.strptime(stamp, STAMP).replace(tzinfo=UTC),
        to=str(email["To"] or ""),
        subject=str(email["Subject"] or ""),
        text=body.get_content() if body else "",
    )


def spans(text: str) -> list[Span]:
    """The text in stretches, its links apart from the rest and without their secrets."""
    found, end = [], 0
    for link in LINK.finditer(text):
        found += [Span(text[end : link.start()]), Span(SECRET.sub("…", link.group()), link.group())]
        end = link.end()
    return [*found, Span(text[end:])]


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)
