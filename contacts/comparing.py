"""What a contact list changes in the frame, worked out some hundred rows at a time. Nothing is stored here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from contacts import frame
from contacts.facts import Facts
from contacts.list_reading import FACTS, Entry
from contacts.models import Organisation, Person

DETAILS = ("name", "type", "region", "county", "covers")
# The columns about a contact, and what a person's row calls them.
ABOUT_A_PERSON = {
    "contact_name": "name",
    "job_title": "job_title",
    "email": "email",
    "telephone": "telephone",
    "address": "address",
    "postcode": "postcode",
}
BATCH = 500
Row = TypeVar("Row", Organisation, Person)


class Change(NamedTuple):
    """One column of a row: what the frame has, and what the list would make of it, in words."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one row of a list changes. Where somebody else becomes the contact, `replaced` and `successor` are the name
    and address of both."""

    row: int
    reference: str
    name: str
    is_new: bool = False
    changes: tuple[Change, ...] = ()
    replaced: str = ""
    successor: str = ""


@dataclass
class Rows:
    """The rows to write for a part of a list, and what is different with each of its organisations, if anything."""

    new_organisations: list[Organisation] = field(default_factory=list)
    changed_organisations: list[Organisation] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    changed_people: list[Person] = field(default_factory=list)
    replaced_people: list[Person] = field(default_factory=list)
    differences: list[Difference | None] = field(default_factory=list)


def compared(entries: Iterable[Entry], *, today: date, held: bool = False) -> Iterator[Rows]:
    """The rows to write for these entries, in parts, ordered by reference: two imports that meet take the same way.
    Where the frame is to be `held`, nobody else changes what was looked at until the transaction ends."""
    known = frame.frame_facts()
    ordered = sorted(entries, key=lambda entry: entry.reference.lower())
    for start in range(0, len(ordered), BATCH):
        yield _part(ordered[start : start + BATCH], known, today, held=held)


def _part(entries: Sequence[Entry], known: Facts, today: date, *, held: bool) -> Rows:
    organisations = frame.by_reference([entry.reference for entry in entries], held=held)
    current = Person.objects.filter(organisation__in=organisations.values(), until__isnull=True).order_by("pk")
    current = current.select_for_update(no_key=True) if held else current
    people = {person.organisation_id: person for person in current}
    rows = Rows()
    for entry in entries:
        if organisation := organisations.get(entry.reference.lower()):
            person = people.get(organisation.pk)
            rows.differences.append(_compare(rows, entry, organisation, person, known=known, today=today))
        else:
            rows.differences.append(_add(rows, entry, today))
    return rows


def _add(rows: Rows, entry: Entry, today: date) -> Difference:
    given = _given(entry)
    organisation = Organisation(reference=entry.reference, **_details(given))
    rows.new_organisations.append(organisation)
    rows.new_people.append(Person(organisation=organisation, from_date=today, **_about(given)))
    return Difference(entry.row, entry.reference, entry.name, is_new=True)


def _compare(
    rows: Rows, entry: Entry, organisation: Organisation, person: Person | None, *, known: Facts, today: date
) -> Difference | None:
    """What is different with an organisation of the frame; what is to be written joins the rows."""
    given, before = _given(entry), _values(organisation, person)
    other = {column: value for column, value in given.items() if value != before[column]}
    if not other:
        return None
    leaves = bool(person and _about(other) and not _is_same(entry, person))
    if details := _details(other):
        rows.changed_organisations.append(_set(organisation, details))
    if _about(other):
        _change_contact(rows, organisation, person, given if leaves else other, today=today, leaves=leaves)
    return Difference(
        row=entry.row,
        reference=organisation.reference,
        name=before["name"],
        changes=tuple(_in_words(column, before[column], value, known) for column, value in other.items()),
        replaced=_who(before) if leaves else "",
        successor=_who(given) if leaves else "",
    )


def _change_contact(
    rows: Rows,
    organisation: Organisation,
    person: Person | None,
    values: Mapping[str, str],
    *,
    today: date,
    leaves: bool,
) -> None:
    """Correct who is the contact; or, if that one leaves or there is none, let somebody take over."""
    if person and not leaves:
        rows.changed_people.append(_set(person, _about(values)))
        return
    if person:
        rows.replaced_people.append(_set(person, {"until": today}))
    rows.new_people.append(Person(organisation=organisation, from_date=today, **_about(values)))


def _given(entry: Entry) -> dict[str, str]:
    """What the list says, by column; nothing about a contact where it names none."""
    columns = (*DETAILS, *ABOUT_A_PERSON) if entry.contact_name else DETAILS
    return {column: value for column in columns if (value := getattr(entry, column)) is not None}


def _values(organisation: Organisation, person: Person | None) -> dict[str, str]:
    """What the frame says, by column; nothing about a contact where there is none."""
    about = {column: getattr(person, name) if person else "" for column, name in ABOUT_A_PERSON.items()}
    return {column: getattr(organisation, column) for column in DETAILS} | about


def _details(values: Mapping[str, str]) -> dict[str, str]:
    return {column: values[column] for column in DETAILS if column in values}


def _about(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[column] for column, name in ABOUT_A_PERSON.items() if column in values}


def _set(row: Row, values: Mapping[str, object]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _is_same(entry: Entry, person: Person) -> bool:
    """Whether name or address says that this is still the same contact: both change when somebody else takes over."""
    same_name = entry.contact_name.casefold() == person.name.casefold()
    return same_name or entry.email.casefold() == person.email.casefold()


def _who(values: Mapping[str, str]) -> str:
    return f"{values['contact_name']}, {values['email']}"


def _in_words(column: str, before: str, after: str, known: Facts) -> Change:
    if column not in FACTS:
        return Change(column, before, after)
    fact = getattr(known, column)
    return Change(column, fact.label(before), fact.label(after))
