"""An email that came back, read: what it says, and about which email of ours. Pure: bytes in, a notice out.

Known are delivery status notices (RFC 3464) in the forms of Postfix, Exim, Exchange, Office 365 and Gmail, notices in
plain words (qmail, older Exim), complaints (ARF, RFC 5965), receipts (RFC 8098) and automatic replies (RFC 3834, and
what people's programs send instead). Everything else is unclear, and for people to judge."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from contacts.mailing import mail_reading, verdicts
from contacts.mailing.verdicts import Kind

LARGEST = 256 * 1024  # bytes that are read; what a notice says stands at its beginning
LONGEST = 500  # characters of a detail
OUR_HEADER = "X-Canvass-Message"

_ID = r"[\x21-\x3b\x3d\x3f-\x7e]{1,250}"
_IDS = re.compile(rf"<{_ID}>")
_OURS = re.compile(rf"{_ID}@{_ID}")  # our own header has no brackets
_NAMED_IN_TEXT = re.compile(rf"^[ \t>]*(?:{OUR_HEADER}|Message-ID):\s*<?({_ID}@{_ID})", re.IGNORECASE | re.MULTILINE)
_COPY = re.compile(  # from here on a notice in plain words repeats our own email
    r"^-* ?(below this line is a copy|this is a copy of|the body of the message|original message|forwarded message)",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(r"^(?:>|-+ ?original message|from: |on .{5,80} wrote:|_{10,})", re.IGNORECASE | re.MULTILINE)
_RETURNED = re.compile(
    r"undeliver|delivery (status|failure|has failed|incomplete)|failure notice|returned mail|mail delivery|"
    r"delivery notification|not delivered|could not be delivered",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(
    r"^(auto(matic)?[- ]?(reply|response)|auto:|out of( the)? office|ooo\b|away from|on (annual )?leave|"
    r"r\S+ponse automatique|automatische antwort|abwesen)",
    re.IGNORECASE,
)
_SYSTEMS = {"mailer-daemon", "postmaster", "maildelivery", "mail-daemon", "mmdf"}
_AUTOMATIC_HEADERS = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Response-Suppress",
    "X-MS-Inbox-Rules-Loop",
)


class Notice(NamedTuple):
    """What an email says. `message_ids` names emails it may be about, the likeliest first, with their brackets;
    `address` is whom it speaks of, in lower case, or empty. `from_a_system`: it came from a mail system about a
    delivery, not from a person or a person's mailbox."""

    kind: Kind
    message_ids: tuple[str, ...] = ()
    address: str = ""
    status: str = ""
    detail: str = ""
    from_a_system: bool = False


NOT_AN_EMAIL = Notice(Kind.UNCLEAR, detail="This could not be read as an email.", from_a_system=True)


def read(raw: bytes) -> Notice:
    """What these bytes say; never raises, whatever they are."""
    try:
        mail = message_from_bytes(raw[:LARGEST])
        return _judge(mail) if mail.keys() else NOT_AN_EMAIL
    except RecursionError:  # parts within parts within parts, on purpose
        return NOT_AN_EMAIL


def _judge(mail: Message) -> Notice:
    by_type = {part.get_content_type(): part for part in mail_reading.parts(mail)}
    if complaint := by_type.get("message/feedback-report"):
        return _complaint(mail, complaint)
    if report := by_type.get("message/delivery-status") or by_type.get("message/global-delivery-status"):
        return _report(mail, report)
    if "message/disposition-notification" in by_type:
        return _reply(mail, Kind.AUTO_REPLY)
    if _is_returned(mail):
        return _in_plain_words(mail)
    return _reply(mail, Kind.AUTO_REPLY if _is_automatic(mail) else Kind.UNCLEAR)


def _report(mail: Message, report: Message) -> Notice:
    """By RFC 3464: fields of the message, then a group of fields for each recipient."""
    group = _most_telling(report)
    if group is None:
        return _in_plain_words(mail)
    action, status = (mail_reading.header(group, name).lower() for name in ("Action", "Status"))
    said = mail_reading.header(group, "Diagnostic-Code") or _said(mail)
    return Notice(
        kind=_kind_of_report(action, status, said),
        message_ids=_message_ids(mail),
        address=_recipient(group),
        status=verdicts.exact_status(status, said),
        detail=(f"{action}: {said}" if action in {"delayed", "delivered"} else said)[:LONGEST],
        from_a_system=True,
    )


def _most_telling(report: Message) -> Message | None:
    groups = [group for group in mail_reading.inside(report) if _recipient(group) or group["Status"]]
    failed = [group for group in groups if mail_reading.header(group, "Action").lower() == "failed"]
    return next(iter([*failed, *groups]), None)


def _kind_of_report(action: str, status: str, said: str) -> Kind:
    if action == "delayed":
        return Kind.SOFT
    if action in {"delivered", "relayed", "expanded"}:
        return Kind.AUTO_REPLY
    return verdicts.verdict(status, said)


def _recipient(group: Message) -> str:
    """Whom we wrote to, where forwarding has made another address of it; as "rfc822; pat@example.org"."""
    names = ("Original-Recipient", "Final-Recipient")
    return next(filter(None, (mail_reading.address(mail_reading.header(group, name)) for name in names)), "")


def _in_plain_words(mail: Message) -> Notice:
    said = _said(mail)
    failed = mail_reading.header(mail, "X-Failed-Recipients")
    return Notice(
        kind=verdicts.verdict("", said),
        message_ids=_message_ids(mail),
        address=mail_reading.address(failed) or mail_reading.address(said),
        status=verdicts.exact_status("", said),
        detail=said[:LONGEST],
        from_a_system=True,
    )


def _complaint(mail: Message, report: Message) -> Notice:
    fields = next(iter(mail_reading.inside(report)), report)
    feedback = mail_reading.header(fields, "Feedback-Type")
    return Notice(
        kind=Kind.UNCLEAR if feedback.lower() == "not-spam" else Kind.COMPLAINT,
        message_ids=_message_ids(mail),
        address=mail_reading.address(mail_reading.header(fields, "Original-Rcpt-To")),
        detail=f"Feedback report: {feedback}"[:LONGEST],
        from_a_system=True,
    )


def _reply(mail: Message, kind: Kind) -> Notice:
    """Somebody's answer, or their mailbox's: its first lines, since they may say who stands in."""
    whole = mail_reading.text(mail)
    quoted = _QUOTED.search(whole)
    words = mail_reading.one_line(whole[: quoted.start()] if quoted else whole)
    detail = words or mail_reading.header(mail, "Subject")
    return Notice(kind, _message_ids(mail), mail_reading.sender(mail), detail=detail[:LONGEST])


def _is_returned(mail: Message) -> bool:
    if mail["X-Failed-Recipients"]:
        return True
    from_a_system = mail_reading.sender(mail).partition("@")[0] in _SYSTEMS
    without_sender = mail_reading.header(mail, "Return-Path") == "<>"
    says_so = bool(_RETURNED.search(mail_reading.header(mail, "Subject")))
    return (says_so and without_sender) or (from_a_system and (says_so or not _is_automatic(mail)))


def _is_automatic(mail: Message) -> bool:
    if mail_reading.header(mail, "Auto-Submitted").lower().partition(";")[0].strip() not in {"", "no"}:
        return True
    if mail_reading.header(mail, "Precedence").lower() in {"auto_reply", "bulk", "junk"}:
        return True
    marked = any(mail[name] for name in _AUTOMATIC_HEADERS)
    return marked or bool(_AUTOMATIC.match(mail_reading.header(mail, "Subject")))


def _said(mail: Message) -> str:
    """The words of a notice for people, without the copy of our own email."""
    whole = mail_reading.text(mail)
    copy = _COPY.search(whole)
    return mail_reading.one_line(whole[: copy.start()] if copy else whole)


def _message_ids(mail: Message) -> tuple[str, ...]:
    """First those of the email that was returned, then those in the text, last those it answers."""
    return tuple(dict.fromkeys([*_returned_ids(mail), *_answered_ids(mail)]))


def _returned_ids(mail: Message) -> Iterator[str]:
    for part in mail_reading.parts(mail):
        for returned in mail_reading.inside(part):
            yield from map("<{}>".format, _OURS.findall(mail_reading.header(returned, OUR_HEADER)))
            yield from _IDS.findall(mail_reading.header(returned, "Message-ID"))
        yield from map("<{}>".format, _NAMED_IN_TEXT.findall(mail_reading.content(part)))


def _answered_ids(mail: Message) -> Iterator[str]:
    yield from _IDS.findall(mail_reading.header(mail, "In-Reply-To"))
    yield from reversed(_IDS.findall(mail_reading.header(mail, "References")))
