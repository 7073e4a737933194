"""What a mail server's refusal says of an address: whether mail can ever reach it. Pure.

The rules, in this order (RFC 3463 has the codes):

1. `4.x.x`, and what is only delayed, is for now.
2. `5.x.x` about the address itself (unknown, disabled, no such domain) is for good.
3. `5.x.x` about the mailbox being full, the message, the network or a block (`5.7.x`: spam filters, policies) says
   nothing of the address, so it is for now.
4. A general code (`5.0.0`, or `550` alone) goes by its words; without words that say otherwise it is for good.
5. Words alone decide where there is no code; where they say nothing, it is unclear.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What came back; the values are those of `DeliveryNotice.Kind`."""

    HARD = "hard"
    SOFT = "soft"
    AUTO_REPLY = "auto_reply"
    COMPLAINT = "complaint"
    UNCLEAR = "unclear"


ABOUT_THE_ADDRESS = {
    *("1.1", "1.2", "1.3", "1.6", "1.10"),  # no such mailbox, no such domain, no address, moved, takes no mail at all
    *("2.1", "4.4", "4.310"),  # switched off; a domain that is not in the DNS
}
GENERAL = {"0.0", "1.0", "2.0", "3.0", "5.0", "4.1"}
NO_ANSWER_OR_FULL = {"5.4.1", "552"}  # unless words say more: Exchange Online means an unknown address by 5.4.1
_STATUS = re.compile(r"(?<![\d.])([45])\.(\d{1,3}\.\d{1,3})(?!\d|\.\d)")
_REPLY = re.compile(r"(?<![\d.])[45]\d\d(?=[ -])")
_FOR_NOW = re.compile(
    r"\bfull\b|\bquota\b|exceed|too (large|big|many)|\btemporar|\bdelayed\b|try again|\bdeferred\b|timed? ?out|"
    r"\bspam|\bspf\b|\bdkim\b|\bdmarc\b|(block|black|deny)[ -]?list|\bblocked\b|\breputation\b|\bpolicy\b|\bbanned\b|"
    r"\brate limit|\bgrey-?list|\bloop|connection (refused|timed)",
    re.IGNORECASE,
)
_FOR_GOOD = re.compile(
    r"\bno such (user|recipient|mailbox|address|person|account|domain)|"
    r"\bunknown (user|recipient|mailbox|address|local)|"
    r"\b(user|recipient|mailbox|address|account|host)( \S+)?:?,?( is)?( currently)? "
    r"(unknown|unavailable|disabled|inactive|invalid|rejected|not (found|known|active|available))|"
    r"(does not|doesn't|do not|don't) exist|\b(couldn't|could not|wasn't|was not|not) (be )?found|"
    r"\bno mailbox here|\bno longer (exists|in use|valid|active|works)|\binvalid (user|recipient|mailbox|address)|"
    r"\bunrouteable address|\bname or service not known|\bpermanent(ly)? (error|failure|failed)",
    re.IGNORECASE,
)


def verdict(status: str, words: str) -> Kind:
    """HARD, SOFT or UNCLEAR. `status` is an enhanced status code as the notice gives it, or empty; `words` are what the
    server said, and may hold a code too."""
    code = exact_status(status, words) or _reply_code(words)
    if code.startswith("4"):
        return Kind.SOFT
    about = code.partition(".")[2]
    if about and about not in GENERAL:
        return Kind.HARD if about in ABOUT_THE_ADDRESS else Kind.SOFT
    if _FOR_NOW.search(words) or (code in NO_ANSWER_OR_FULL and not _FOR_GOOD.search(words)):
        return Kind.SOFT
    return Kind.HARD if code or _FOR_GOOD.search(words) else Kind.UNCLEAR


def exact_status(status: str, words: str) -> str:
    """The more exact of two status codes, the one given and the one among the words; empty if neither has any."""
    given, said = _STATUS.search(status), _STATUS.search(words)
    if given and said and given.group(2) in GENERAL and given.group(1) == said.group(1):
        return said.group()
    return next((found.group() for found in (given, said) if found), "")


def _reply_code(words: str) -> str:
    found = _REPLY.search(words)
    return found.group() if found else ""
