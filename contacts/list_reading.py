"""A contact list, row by row: what its cells say, or what is wrong with them and what to do. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from contacts.facts import Fact, Facts
from contacts.spreadsheets import reading
from contacts.spreadsheets.sheet import Heads, Limits, Problem, Row

REQUIRED = ("reference", "name", "type", "region", "contact_name", "email")
HEADS = Heads(
    known=(*REQUIRED[:5], "job_title", "email", "telephone", "address", "postcode"),
    required=REQUIRED,
    may_follow=True,
)
LIMITS = Limits()
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
}
REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()./-]*(?:(?:ext?\.?|x) ?[0-9]+)?", re.IGNORECASE)
WITHOUT_ITS_ZERO = re.compile(r"[1-9][0-9]{8,9}")
ZEROS_PUT_BACK = "{count} telephone numbers had lost the 0 at their beginning; it was put back."


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation and its contact as a list has them. What the list has no column for is None: it stays as it
    is in the frame. An empty cell empties it."""

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


@dataclass(frozen=True, slots=True)
class ContactList:
    """The entries of a list; where there are problems, they say why it cannot be used as it stands."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]


def read(data: bytes, facts: Facts) -> ContactList:
    """The contact list in a CSV file or workbook, with every problem."""
    sheet = reading.read(data, HEADS, LIMITS)
    reader = _Reader(facts, list(sheet.problems))
    entries = tuple(reader.entry(row, sheet.columns) for row in sheet.rows)
    problems = sorted([*reader.problems, *_repeated(entries)], key=lambda problem: problem.row or 0)
    notices = (ZEROS_PUT_BACK.format(count=reader.zeros),) if reader.zeros else ()
    return ContactList(entries, tuple(problems), (*sheet.notices, *notices))


@dataclass
class _Reader:
    """Reads rows; collects problems, and counts the telephone numbers that it mended."""

    facts: Facts
    problems: list[Problem]
    zeros: int = 0

    def entry(self, row: Row, columns: tuple[str, ...]) -> Entry:
        values = {column: self._value(row, column) for column in columns}
        if values.get("telephone"):
            values["telephone"] = self._with_zero(values["telephone"])
        return Entry(row=row.number, **values)

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
        return cleaned

    def _with_zero(self, telephone: str) -> str:
        """A spreadsheet takes 01632 960000 for a number and drops its first digit."""
        if not WITHOUT_ITS_ZERO.fullmatch(telephone):
            return telephone
        self.zeros += 1
        return f"0{telephone}"


def value(text: str, column: str) -> tuple[str, str]:
    """The text as it is kept in this column, and why it cannot be, or nothing."""
    cleaned = _clean(text, line_break=", " if column == "address" else " ")
    return cleaned, _unfit(text, cleaned, column)


def _clean(text: str, *, line_break: str) -> str:
    """The text on one line, without characters that are not seen (soft hyphens, marks of direction)."""
    lines = (
        " ".join("".join(c for c in line if unicodedata.category(c) != "Cf").split()) for line in text.splitlines()
    )
    return line_break.join(line for line in lines if line)


def _unfit(text: str, cleaned: str, column: str) -> str:
    """Why the value cannot be used, or nothing."""
    if not cleaned:
        return "this cell is empty; fill it" if column in REQUIRED else ""
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co") and not c.isspace() for c in text):
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
    try:
        validate_email(text)
    except ValidationError:
        return f"“{text}” is not an email address, such as name@example.org"
    return ""


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
