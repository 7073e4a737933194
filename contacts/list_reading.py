"""A contact list, row by row: what its cells say, or what is wrong with them and what to do. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from contacts.facts import Fact, Facts
from contacts.spreadsheets import reading
from contacts.spreadsheets.sheet import Heads, Limits, Problem, Row

REQUIRED = ("reference", "name", "type", "region", "contact_name", "email")
CONTACT = ("contact_name", "job_title", "email", "telephone", "address", "postcode")
HEADS = Heads(known=(*REQUIRED[:4], *CONTACT, "county", "covers"), required=REQUIRED, may_follow=True)
# A hundred thousand organisations in these columns, whoever made the workbook.
LIMITS = Limits(packed=32 * 1024**2, unpacked=200 * 1024**2, tags=6_000_000, rows=100_000, length=500_000)
FACTS = ("type", "region")
LENGTHS = {
    "reference": 40,
    "name": 200,
    "contact_name": 200,
    "job_title": 200,
    "email": 254,
    "telephone": 40,
    "address": 500,
    "postcode": 10,
    "county": 200,
    "covers": 1000,
}
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()./-]*(?:(?:ext?\.?|x) ?[0-9]+)?", re.IGNORECASE)
LOST = "\ufffd"  # what programs put where they could not read a character
WITHOUT_ITS_ZERO = re.compile(r"[1-9][0-9]{8,9}")
ZEROS_PUT_BACK = "{count} telephone numbers had lost the 0 at their beginning; it was put back."
SAME_ADDRESS = "Email addresses in more than one row: {count}, such as {address} in rows {first} and {second}."


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation and its contact as a list has them. What the list has no column for is None: it stays as it
    is in the frame. An empty cell empties it. Without a `contact_name` nobody is the contact, as before."""

    row: int
    reference: str
    name: str
    type: str
    region: str
    contact_name: str
    email: str
    job_title: str | None = None
    telephone: str | None = None
    address: str | None = None
    postcode: str | None = None
    county: str | None = None
    covers: str | None = None


@dataclass(frozen=True, slots=True)
class ContactList:
    """The entries of a list; where there are problems, they say why it cannot be used as it stands."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]


def read(data: bytes, facts: Facts, vacant: frozenset[str] = frozenset()) -> ContactList:
    """The contact list in a CSV file or workbook, with every problem. `vacant` are the references, in lower case, of
    organisations that have no contact: only they may go on without one."""
    sheet = reading.read(data, HEADS, LIMITS)
    reader = _Reader(facts, vacant, list(sheet.problems))
    entries = tuple(reader.entry(row, sheet.columns) for row in sheet.rows)
    problems = sorted([*reader.problems, *_repeated(entries)], key=lambda problem: problem.row or 0)
    notices = (ZEROS_PUT_BACK.format(count=reader.zeros),) if reader.zeros else ()
    return ContactList(entries, tuple(problems), (*sheet.notices, *notices, *_shared_addresses(entries)))


@dataclass
class _Reader:
    """Reads rows; collects problems, and counts the telephone numbers that it mended."""

    facts: Facts
    vacant: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    zeros: int = 0

    def entry(self, row: Row, columns: tuple[str, ...]) -> Entry:
        passed_over = CONTACT if self._has_nobody(row) else ()
        values = {column: "" if column in passed_over else self._value(row, column) for column in columns}
        return Entry(row=row.number, **values)

    def _has_nobody(self, row: Row) -> bool:
        """Whether the row leaves an organisation without a contact that has none now."""
        known = row.cells.get("reference", "").strip().lower() in self.vacant
        return known and not any(row.cells.get(column, "").strip() for column in CONTACT)

    def _value(self, row: Row, column: str) -> str:
        """The cleaned text of a cell, for type and region its code; empty where there is a problem."""
        text = row.cells.get(column)
        if text is None:  # no text at all, and a problem already
            return ""
        cleaned, message = value(text, column)
        if not message and column in FACTS:
            cleaned, message = _code(cleaned, getattr(self.facts, column))
        if message:
            self.problems.append(Problem(message, row.number, column))
            return ""
        self.zeros += column == "telephone" and cleaned == f"0{text.strip()}"
        return cleaned


def value(text: str, column: str) -> tuple[str, str]:
    """The text as it is kept in this column, and why it cannot be, or nothing."""
    if text.isascii() and text.isprintable():  # nearly all are, and need no look at each character
        cleaned, unseen = " ".join(text.split()), False
    else:
        cleaned, unseen = _clean(text, line_break=LINE_BREAKS.get(column, " ")), _has_unseen(text)
    cleaned = MENDED[column](cleaned) if column in MENDED else cleaned
    return cleaned, _unfit(cleaned, column, unseen=unseen)


def _clean(text: str, *, line_break: str) -> str:
    """The text on one line, its accents on their letters, without characters that are not seen (soft hyphens, marks of
    direction)."""
    lines = (
        " ".join("".join(c for c in line if unicodedata.category(c) != "Cf").split())
        for line in unicodedata.normalize("NFC", text).splitlines()
    )
    return line_break.join(line for line in lines if line)


def _has_unseen(text: str) -> bool:
    """Whether it holds characters that nobody can see or that stand for lost ones."""
    return any((unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and not c.isspace()) or c == LOST for c in text)


def _with_zero(telephone: str) -> str:
    """A spreadsheet takes 01632 960000 for a number and drops its first digit."""
    return f"0{telephone}" if WITHOUT_ITS_ZERO.fullmatch(telephone) else telephone


def _names(text: str) -> str:
    """Names separated by semicolons, each once."""
    names: dict[str, str] = {}
    for name in filter(None, map(str.strip, text.split(";"))):
        names.setdefault(name.casefold(), name)
    return "; ".join(names.values())


LINE_BREAKS = {"address": ", ", "covers": "; "}
MENDED: dict[str, Callable[[str], str]] = {"telephone": _with_zero, "covers": _names}


def _unfit(cleaned: str, column: str, *, unseen: bool) -> str:
    """Why the value cannot be used, or nothing."""
    if not cleaned:
        return "this cell is empty; fill it" if column in REQUIRED else ""
    if unseen:
        return "the cell holds characters that cannot be shown; type it anew"
    if cleaned.startswith("="):
        return "the cell begins with “=”, as a formula does; enter the text itself"
    longest = LENGTHS.get(column)
    if longest and len(cleaned) > longest:
        return f"this has {len(cleaned)} characters; the most is {longest}"
    return CHECKS[column](cleaned) if column in CHECKS else ""


def _code(text: str, fact: Fact) -> tuple[str, str]:
    """The code that the text stands for, and what is wrong where there is none."""
    code = fact.code(text)
    return (code, "") if code else ("", f"“{text}” is none of: {fact.listed}")


def _unfit_reference(text: str) -> str:
    fits = REFERENCE.fullmatch(text)
    return "" if fits else f"“{text}” is no reference; use letters, digits, points, hyphens and underscores only"


def _unfit_email(text: str) -> str:
    local, _, domain = text.rpartition("@")
    try:
        validate_email(text)
    except ValidationError:
        return f"“{text}” is not an email address, such as name@example.org"
    if not local.isascii():
        return f"“{local}” in the address has letters that look like others, or accents; type it anew"
    mixed = next((label for label in domain.split(".") if len(_alphabets(label)) > 1), "")
    return f"“{mixed}” in the address mixes letters of several alphabets; type it anew" if mixed else ""


def _alphabets(text: str) -> set[str]:
    """LATIN, GREEK, CYRILLIC …: those of the letters in the text."""
    return {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}


def _unfit_telephone(text: str) -> str:
    return "" if TELEPHONE.fullmatch(text) else f"“{text}” is not a telephone number, such as 01632 960000"


CHECKS: dict[str, Callable[[str], str]] = {
    "reference": _unfit_reference,
    "email": _unfit_email,
    "telephone": _unfit_telephone,
}


def _repeated(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """References that stand in the list more than once, whatever their case."""
    first: dict[str, Entry] = {}
    for entry in entries:
        before = first.setdefault(entry.reference.casefold(), entry)
        if entry.reference and before is not entry:
            message = f"“{entry.reference}” stands in row {before.row} already; each organisation has one row"
            yield Problem(message, entry.row, "reference")


def _shared_addresses(entries: tuple[Entry, ...]) -> Iterator[str]:
    """A notice of addresses at several organisations: one officer may serve two, or one organisation stand there
    twice."""
    rows: dict[str, list[int]] = {}
    for entry in entries:
        rows.setdefault(entry.email.casefold(), []).append(entry.row)
    shared = [(address, there) for address, there in rows.items() if address and len(there) > 1]
    if shared:
        address, (first, second, *_) = shared[0]
        yield SAME_ADDRESS.format(count=len(shared), address=address, first=first, second=second)
