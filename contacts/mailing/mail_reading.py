"""Headers and texts of an email from anywhere, whatever bytes it is made of: nothing here raises. Pure."""

import html
import re
from collections import deque
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

LONGEST_ADDRESS = 254
LONGEST_HEADER, LONGEST_HTML = 10_000, 30_000  # characters that are looked at
_ADDRESS = re.compile(r"[^\s<>@,;:\"()\[\]]+@[^\s<>@,;:\"()\[\]]+[^\s<>@,;:\"()\[\].]")
_UNSEEN = re.compile(r"<(style|script|head|title)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def parts(mail: Message) -> Iterator[Message]:
    """The parts of an email in order, without its containers; an email inside it is one part."""
    waiting = deque([mail])
    while waiting:
        part = waiting.popleft()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extendleft(reversed(inside(part)))
        else:
            yield part


def inside(part: Message) -> list[Message]:
    """What a part is made of: the email that it returns, or groups of fields; empty for one that is just text."""
    payload: Any = part.get_payload() if part.is_multipart() else []  # of a text it would decode, and may raise
    return payload


def header(mail: Message, name: str) -> str:
    """A header in plain words on one line; empty where there is none."""
    value = str(mail.get(name, ""))[:LONGEST_HEADER]
    try:
        return one_line(str(make_header(decode_header(value))))
    except (MessageError, LookupError, ValueError):
        return one_line(value)


def text(mail: Message) -> str:
    """What somebody would read first in an email: its first plain text, or else its first HTML without the tags."""
    readable = list(parts(mail))
    for part in readable:
        if part.get_content_type() == "text/plain":
            return content(part)
    for part in readable:
        if part.get_content_type() == "text/html":
            return without_tags(content(part))
    return ""


def content(part: Message) -> str:
    """The text of one part, decoded as well as can be."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # a character set that nobody knows
        return payload.decode("latin-1")


def without_tags(markup: str) -> str:
    """The words of an HTML page, a paragraph a line."""
    seen = _UNSEEN.sub(" ", markup[:LONGEST_HTML])
    return html.unescape(_TAG.sub(" ", _BREAK.sub("\n", seen)))


def one_line(words: str) -> str:
    """The same on one line, without whatever cannot be printed: no database and no page stumbles over it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def sender(mail: Message) -> str:
    """The address that an email says it is from; empty if it names none."""
    return address(parseaddr(header(mail, "From"))[1])


def address(words: str) -> str:
    """The first e-mail address in some words, in lower case; empty if there is none."""
    found = _ADDRESS.search(one_line(words))
    return found.group().lower() if found and len(found.group()) <= LONGEST_ADDRESS else ""
