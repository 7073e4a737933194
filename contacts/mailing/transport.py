"""Handing one email over, so that it is known at each step whether it can have gone out."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.policy import Compat32
from email.utils import parseaddr
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from secrets import token_hex
from typing import Any, NamedTuple, Protocol

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.mail.message import EmailMessage, sanitize_address

from contacts.exceptions import ServerUnreachable

STEPS = 4  # of an email over SMTP, each of which may take EMAIL_TIMEOUT: sender, recipient, begin, content
LINE = 76  # signs, from which on a header is folded
ACCEPTED = {250, 251}
GO_ON = 354
FOR_GOOD = 500  # from this reply on the server does not want to be asked again


class Fate(StrEnum):
    """What became of an email."""

    SENT = "sent"
    HELD_BACK = "held back"  # at the last moment, by whoever wanted it sent
    NO_SUCH_ADDRESS = "no such address"  # the server will never take mail to it
    REFUSED = "refused"  # for good, and not because of the address
    LATER = "later"  # the server asks to try again
    UNKNOWN = "unknown"  # it broke off after the content had begun to flow


@dataclass(frozen=True, slots=True)
class Handed:
    """The fate of an email, and what the server said about it."""

    fate: Fate
    answer: str = ""


Begin = Callable[[], bool]  # asked at the last moment at which nothing can have gone out; False holds the email back


class Written(NamedTuple):
    """An email that is ready to go, over SMTP with its bytes as they travel."""

    email: EmailMessage
    content: bytes = b""


class HandOver(Protocol):
    """A connection that is open: an email is written for it, and then handed over. Writing raises ValueError for an
    address or a header that no email can have."""

    def write(self, email: EmailMessage) -> Written: ...

    def __call__(self, written: Written, begin: Begin) -> Handed: ...


@contextmanager
def connected() -> Iterator[HandOver]:
    """How to hand over any number of emails, one after the other, through whatever EMAIL_URL names. Raises
    ServerUnreachable when the server is not there, lets nobody in, or goes away before an email has begun."""
    backend = get_connection()
    try:
        backend.open()
        yield _Smtp(backend) if isinstance(backend, SmtpBackend) else _Whole(backend)
    except (OSError, smtplib.SMTPException) as error:
        raise ServerUnreachable(f"The mail server cannot be used: {error}") from error
    finally:
        backend.close()


@dataclass(frozen=True, slots=True)
class _Smtp:
    """SMTP, step by step: until the content begins to flow, nothing can have gone out."""

    backend: SmtpBackend

    def write(self, email: EmailMessage) -> Written:
        return Written(email, as_bytes(email))

    def __call__(self, written: Written, begin: Begin) -> Handed:
        (email, content), server = written, self.server
        server.ehlo_or_helo_if_needed()
        size = [f"size={len(content)}"] if server.has_extn("size") else []
        code, answer = server.mail(_bare(email.from_email), size)
        if code not in ACCEPTED:
            return self._given_up(Fate.LATER, code, answer)  # it is the sender that they do not like
        code, answer = server.rcpt(_bare(email.to[0]))
        if code not in ACCEPTED:
            return self._given_up(Fate.NO_SUCH_ADDRESS if code >= FOR_GOOD else Fate.LATER, code, answer)
        if not begin():
            return self._given_up(Fate.HELD_BACK, code, b"")
        return self._content(server, content)

    @property
    def server(self) -> smtplib.SMTP:
        if self.backend.connection is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        return self.backend.connection

    def _content(self, server: smtplib.SMTP, content: bytes) -> Handed:
        try:
            code, answer = server.data(content)
        except smtplib.SMTPDataError as refusal:  # before any content
            return self._not_taken(refusal.smtp_code, refusal.smtp_error)
        except (OSError, smtplib.SMTPException) as broken:
            self.backend.close()
            self.backend.open()
            return Handed(Fate.UNKNOWN, str(broken))
        if code in ACCEPTED:
            return Handed(Fate.SENT, _words(code, answer))
        return self._not_taken(code, answer)

    def _not_taken(self, code: int, answer: bytes | str) -> Handed:
        return self._given_up(Fate.REFUSED if code >= FOR_GOOD else Fate.LATER, code, answer)

    def _given_up(self, fate: Fate, code: int, answer: bytes | str) -> Handed:
        self.server.rset()
        return Handed(fate, _words(code, answer))


@dataclass(frozen=True, slots=True)
class _Whole:
    """A folder or a provider: the email is handed over in one piece."""

    backend: BaseEmailBackend

    def write(self, email: EmailMessage) -> Written:
        email.message()  # raises what there is to raise, before it counts as being sent
        return Written(email)

    def __call__(self, written: Written, begin: Begin) -> Handed:
        if not begin():
            return Handed(Fate.HELD_BACK)
        try:
            self.backend.send_messages([written.email])
        except smtplib.SMTPRecipientsRefused as refusal:
            return Handed(Fate.NO_SUCH_ADDRESS, str(refusal))
        except smtplib.SMTPResponseException as answer:
            fate = Fate.REFUSED if answer.smtp_code >= FOR_GOOD else Fate.LATER
            return Handed(fate, _words(answer.smtp_code, answer.smtp_error))
        except (OSError, smtplib.SMTPException) as broken:
            return Handed(Fate.UNKNOWN, str(broken))
        return Handed(Fate.SENT)


class _ShortHeaders(Compat32):
    """Headers that fit on one line as they are need not be looked at sign by sign: that is most of an email's cost."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if isinstance(value, str) and value.isascii() and len(name) + len(value) < LINE and "\n" not in value:
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


def as_bytes(email: EmailMessage) -> bytes:
    """The email as it travels."""
    content, mime = BytesIO(), email.message()
    if mime.is_multipart():
        mime.set_boundary(f"=_{token_hex(8)}")  # else the content is searched, to find one that it does not have
    BytesGenerator(content, mangle_from_=False, policy=_ShortHeaders(linesep="\r\n")).flatten(mime)
    return content.getvalue()


@lru_cache(maxsize=100)  # of the few that write to the many
def _bare(address: str) -> str:
    plain = parseaddr(address)[1]
    return plain if plain.isascii() else parseaddr(sanitize_address(address, "utf-8"))[1]


def _words(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}".strip()
