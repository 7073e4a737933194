"""The mailbox of returned mail, which BOUNCE_MAILBOX names: a folder or a mailbox on an IMAP server.

Each mail is recorded in a transaction of its own, and only then marked as read (IMAP) or moved to `cur` (folder). After
a crash in between it comes again, and is known."""

import imaplib
import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from imap_tools import MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from contacts.mailing import notices, sorting
from contacts.models import Heartbeat

BATCH = 50  # mails at a time; the next minute reads on
TIMEOUT = 15  # seconds that the server may take for an answer
LAST_READ = "returned mail"
UNREACHABLE = (OSError, imaplib.IMAP4.error, ImapToolsError)

logger = logging.getLogger(__name__)


class Waiting(NamedTuple):
    """A mail that waits to be read: its beginning, and how to say that it was."""

    raw: bytes
    done: Callable[[], object]


def collect(*, now: datetime) -> int:
    """Take up what came back since the last time; how many mails told something new. A mailbox that cannot be reached
    is logged, and tried again the next time."""
    taken = 0
    try:
        with _opened(urlsplit(settings.BOUNCE_MAILBOX)) as mails:
            for mail in islice(mails, BATCH):
                taken += sorting.take_up(mail.raw, now=now) is not None
                mail.done()
    except UNREACHABLE as error:
        logger.warning("The mailbox of returned mail could not be read: %s", error)
        return taken
    Heartbeat.objects.update_or_create(name=LAST_READ, defaults={"seen_at": now})
    return taken


def last_read() -> datetime | None:
    """When the mailbox was last read to the end of a batch; None if it never was."""
    return Heartbeat.objects.filter(name=LAST_READ).values_list("seen_at", flat=True).first()


@contextmanager
def _opened(place: SplitResult) -> Iterator[Iterator[Waiting]]:
    if place.scheme == "maildir":
        yield _in_folder(Path(unquote(place.path)))
        return
    user, password = unquote(place.username or ""), unquote(place.password or "")
    folder = unquote(place.path.strip("/")) or "INBOX"
    with _server(place) as server:
        server.login(user, password, initial_folder=folder)
        yield _on_server(server.client)


def _server(place: SplitResult) -> MailBox | MailBoxUnencrypted:
    host = place.hostname or ""
    if place.scheme == "imap":
        return MailBoxUnencrypted(host, place.port or 143, timeout=TIMEOUT)
    checked = ssl.create_default_context()  # imaplib by itself believes any certificate
    return MailBox(host, place.port or 993, timeout=TIMEOUT, ssl_context=checked)


def _on_server(client: imaplib.IMAP4) -> Iterator[Waiting]:
    """By plain commands: imap-tools would parse whole mails, and clear away what others marked as deleted."""
    _, found = client.uid("SEARCH", "UNSEEN")
    for uid in found[0].decode().split() if found[0] else []:
        _, parts = client.uid("FETCH", uid, f"(BODY.PEEK[]<0.{notices.LARGEST}>)")
        for raw in (part[1] for part in parts if isinstance(part, tuple)):
            yield Waiting(raw, partial(client.uid, "STORE", uid, "+FLAGS", r"(\Seen)"))


def _in_folder(folder: Path) -> Iterator[Waiting]:
    """The `.eml` files in a folder, and what a mail server put into its `new`, as in any maildir."""
    read = folder / "cur"
    read.mkdir(exist_ok=True)
    for path in sorted([*folder.glob("*.eml"), *folder.glob("new/*")]):
        try:
            with path.open("rb") as file:
                raw = file.read(notices.LARGEST)
        except OSError as error:  # another reader was faster, or may not read it
            logger.warning("A returned mail could not be read: %s", error)
            continue
        yield Waiting(raw, partial(_move, path, read / f"{sorting.identity(raw)}:2,S"))


def _move(path: Path, to: Path) -> None:
    """Out of the way of the next reading; another reader may have done so."""
    with suppress(FileNotFoundError):
        path.replace(to)
