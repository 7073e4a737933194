"""Contact lists into the frame: checked first, then stored whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from contacts import frame, list_reading
from contacts.exceptions import NoQuestionnaire
from contacts.list_reading import ContactList, Entry
from contacts.models import Organisation, Person

DETAILS = ("name", "type", "region")
ABOUT_A_PERSON = ("name", "email", "job_title", "telephone", "address", "postcode")
BATCH = 500


@dataclass
class Plan:
    """What a list changes in the frame: the rows to write, and how many organisations are added, changed (of which in
    how many somebody else is the contact) and unchanged."""

    new_organisations: list[Organisation] = field(default_factory=list)
    changed_organisations: list[Organisation] = field(default_factory=list)
    new_people: list[Person] = field(default_factory=list)
    changed_people: list[Person] = field(default_factory=list)
    replaced_people: list[Person] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    replaced: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        replaced = f" ({self.replaced} with another contact)" if self.replaced else ""
        return f"{self.added} added, {self.changed} changed{replaced}, {self.unchanged} unchanged"


def check(data: bytes) -> ContactList:
    """The contact list in a file, with every problem. Raises NoQuestionnaire."""
    known = frame.frame_facts()
    if not known.type.options or not known.region.options:
        raise NoQuestionnaire("No questionnaire is loaded that knows types and regions. Run `prepare` first.")
    return list_reading.read(data, known)


def plan(entries: Iterable[Entry], *, today: date) -> Plan:
    """What applying these entries would change. Nothing is stored."""
    organisations = {organisation.reference.casefold(): organisation for organisation in Organisation.objects.all()}
    people = {person.organisation_id: person for person in Person.objects.filter(until__isnull=True)}
    planned = Plan()
    for entry in entries:
        organisation = organisations.get(entry.reference.casefold())
        if organisation is None:
            _add(planned, entry, today)
        else:
            _update(planned, entry, organisation, people.get(organisation.pk), today)
    return planned


@transaction.atomic
def apply(entries: Iterable[Entry], *, today: date, user: AbstractBaseUser | AnonymousUser | None = None) -> Plan:
    """Store these entries, all or none; what was changed comes back. `user` stands in the history."""
    planned = plan(entries, today=today)
    create = {"batch_size": BATCH, "default_user": user}
    bulk_create_with_history(planned.new_organisations, Organisation, **create)
    bulk_update_with_history(planned.changed_organisations, Organisation, DETAILS, **create)
    bulk_update_with_history(planned.replaced_people, Person, ["until"], **create)
    bulk_update_with_history(planned.changed_people, Person, ABOUT_A_PERSON, **create)
    bulk_create_with_history(planned.new_people, Person, **create)
    return planned


def _add(planned: Plan, entry: Entry, today: date) -> None:
    details = {name: getattr(entry, name) for name in DETAILS}
    organisation = Organisation(reference=entry.reference, **details)
    planned.new_organisations.append(organisation)
    planned.new_people.append(_person(entry, organisation, today))
    planned.added += 1


def _update(planned: Plan, entry: Entry, organisation: Organisation, person: Person | None, today: date) -> None:
    other_details = _set(organisation, {name: getattr(entry, name) for name in DETAILS})
    if other_details:
        planned.changed_organisations.append(organisation)
    if _update_person(planned, entry, organisation, person, today) or other_details:
        planned.changed += 1
    else:
        planned.unchanged += 1


def _update_person(planned: Plan, entry: Entry, organisation: Organisation, person: Person | None, today: date) -> bool:
    """Whether the organisation's contact, or what is known of them, changes."""
    if person and _same_person(entry, person):
        changed = _set(person, _about_person(entry))
        planned.changed_people += [person] if changed else []
        return changed
    if person:
        person.until = today
        planned.replaced_people.append(person)
        planned.replaced += 1
    planned.new_people.append(_person(entry, organisation, today))
    return True


def _same_person(entry: Entry, person: Person) -> bool:
    """Whether name or address says that this is still the same contact: both change when somebody else takes over."""
    same_name = entry.contact_name.casefold() == person.name.casefold()
    return same_name or entry.email.casefold() == person.email.casefold()


def _person(entry: Entry, organisation: Organisation, today: date) -> Person:
    return Person(organisation=organisation, from_date=today, **_about_person(entry))


def _about_person(entry: Entry) -> dict[str, str]:
    values = {name: getattr(entry, name) for name in ABOUT_A_PERSON if name != "name"} | {"name": entry.contact_name}
    return {name: value for name, value in values.items() if value is not None}


def _set(row: Organisation | Person, values: dict[str, str]) -> bool:
    """Whether this changed anything of the row; it is not saved here."""
    other = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in other.items():
        setattr(row, name, value)
    return bool(other)
