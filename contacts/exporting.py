"""The frame as a file, in the columns that an import takes: importing it again changes nothing."""

from collections.abc import Iterator
from typing import BinaryIO

from contacts import frame
from contacts.comparing import ABOUT_A_PERSON
from contacts.facts import Fact
from contacts.list_reading import FACTS, HEADS
from contacts.models.organisations import OrganisationQuerySet
from contacts.spreadsheets import writing_csv
from contacts.spreadsheets.writing_workbooks import Book

COLUMNS = HEADS.known
WIDTHS = {"name": 40, "contact_name": 24, "job_title": 24, "email": 32, "address": 40, "covers": 40}
READ_AT_ONCE = 2000


def write_csv(file: BinaryIO, organisations: OrganisationQuerySet) -> None:
    """Write these organisations with their contacts; the file stays open."""
    writing_csv.write(file, COLUMNS, rows(organisations), marked=True)


def write_workbook(file: BinaryIO, organisations: OrganisationQuerySet) -> None:
    """The same as an Excel workbook."""
    book = Book()
    book.records("Organisations", COLUMNS, rows(organisations), widths=[WIDTHS.get(name, 14) for name in COLUMNS])
    book.save(file)


def rows(organisations: OrganisationQuerySet) -> Iterator[list[str]]:
    """A row for each organisation, in the columns of a contact list; type and region in words."""
    known = frame.frame_facts()
    facts = {COLUMNS.index(name): getattr(known, name) for name in FACTS}
    fields = [f"person__{ABOUT_A_PERSON[name]}" if name in ABOUT_A_PERSON else name for name in COLUMNS]
    found = organisations.with_current_person().values_list(*fields)
    for values in found.iterator(chunk_size=READ_AT_ONCE):
        yield [_text(value, facts.get(place)) for place, value in enumerate(values)]


def _text(value: str | None, fact: Fact | None) -> str:
    """What the cell holds: a label where it is read as the same code again."""
    if value is None or fact is None:
        return value or ""
    label = fact.label(value)
    return label if fact.code(label) == value else value
