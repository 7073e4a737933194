"""The chase list as files: whom to telephone, away from the screen."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils import timezone

from contacts.facts import Facts
from contacts.spreadsheets import writing_csv
from contacts.spreadsheets.writing_workbooks import Book
from contacts.tracking.chasing import Line

# Each column with its width in a workbook.
COLUMNS = {
    "reference": 14,
    "name": 40,
    "type": 18,
    "region": 24,
    "contact_name": 24,
    "job_title": 24,
    "email": 32,
    "telephone": 18,
    "disposition": 20,
    "emails_sent": 12,
    "last_email": 18,
    "last_email_at": 18,
    "notes": 60,
}


def write_csv(file: BinaryIO, lines: Iterable[Line], facts: Facts) -> None:
    """Write the lines; the file stays open."""
    writing_csv.write(file, list(COLUMNS), rows(lines, facts), marked=True)


def write_workbook(file: BinaryIO, lines: Iterable[Line], facts: Facts) -> None:
    """The same as an Excel workbook."""
    book = Book()
    book.records("To chase", list(COLUMNS), rows(lines, facts), widths=list(COLUMNS.values()))
    book.save(file)


def rows(lines: Iterable[Line], facts: Facts) -> Iterator[list[str | int]]:
    """A row for each line, in words; moments as people of the survey's country write them."""
    for line in lines:
        shown, mailed = line.organisation, line.mailed
        yield [
            shown.reference,
            shown.name,
            facts.type.label(shown.type),
            facts.region.label(shown.region),
            *(_of(shown, name) for name in ("person_name", "person_job_title", "person_email", "person_telephone")),
            str(line.disposition.label),
            mailed.emails if mailed else 0,
            mailed.last if mailed else "",
            f"{timezone.localtime(mailed.last_at):%Y-%m-%d %H:%M}" if mailed else "",
            "\n".join(line.notes),
        ]


def _of(shown: object, name: str) -> str:
    """What was read of the person; nobody may be known there."""
    return getattr(shown, name) or ""
