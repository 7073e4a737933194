"""Contact lists into the frame: checked first, then stored whole or not at all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import Manager, Model
from simple_history.utils import bulk_create_with_history

from contacts import frame, list_reading
from contacts.comparing import ABOUT_A_PERSON, BATCH, DETAILS, Difference, Rows, compared
from contacts.exceptions import FrameChanged, NoQuestionnaire
from contacts.list_reading import ContactList, Entry
from contacts.models import Organisation, Person
from contacts.spreadsheets.sheet import Problem

SHOWN = 50
CHANGED_MEANWHILE = "Somebody else changed the same organisations since the list was checked. Nothing was imported."
User = AbstractBaseUser | AnonymousUser | None


@dataclass
class Kind:
    """How many organisations a list treats in the same way, and the first of them."""

    number: int = 0
    first: list[Difference] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.number - len(self.first)

    def take_up(self, difference: Difference) -> None:
        self.number += 1
        if self.number <= SHOWN:
            self.first.append(difference)


@dataclass
class Plan:
    """What a list changes in the frame; `replaced` are those of the `changed` where somebody else is the contact.
    Plans with the same digest change the same."""

    added: Kind = field(default_factory=Kind)
    changed: Kind = field(default_factory=Kind)
    replaced: Kind = field(default_factory=Kind)
    unchanged: int = 0
    digest: str = ""

    def __str__(self) -> str:
        replaced = f" ({self.replaced.number} with another contact)" if self.replaced.number else ""
        return f"{self.added.number} added, {self.changed.number} changed{replaced}, {self.unchanged} unchanged"

    def take_up(self, differences: Iterable[Difference | None]) -> None:
        """Count what each organisation of a part of the list is in for."""
        known = hashlib.sha256(self.digest.encode())
        for difference in differences:
            if difference is None:
                self.unchanged += 1
                continue
            known.update(repr(difference).encode())
            (self.added if difference.is_new else self.changed).take_up(difference)
            if difference.replaced:
                self.replaced.take_up(difference)
        self.digest = known.hexdigest()


def check(data: bytes) -> ContactList:
    """The contact list in a file, with every problem. Raises NoQuestionnaire."""
    known = frame.frame_facts()
    if not known.type.options or not known.region.options:
        raise NoQuestionnaire("No questionnaire is loaded that knows types and regions. Run `prepare` first.")
    found = list_reading.read(data, known, frame.vacant())
    problems = sorted([*found.problems, *_merged(found.entries)], key=lambda problem: problem.row or 0)
    return replace(found, problems=tuple(problems))


def _merged(entries: Iterable[Entry]) -> Iterator[Problem]:
    """References of organisations that are no longer in the frame."""
    into = frame.merged()
    for entry in entries:
        if now := into.get(entry.reference.lower()):
            message = f"“{entry.reference}” was merged into {now}; take this row out, or give {now}"
            yield Problem(message, entry.row, "reference")


def plan(entries: Iterable[Entry], *, today: date) -> Plan:
    """What applying these entries would change. Nothing is stored."""
    planned = Plan()
    for rows in compared(entries, today=today):
        planned.take_up(rows.differences)
    return planned


def apply(entries: Iterable[Entry], *, today: date, user: User = None, shown: str = "") -> Plan:
    """Store these entries, all or none; what was changed comes back. `user` stands in the history. Raises FrameChanged
    where that would not be what was `shown`, the digest of a plan, or somebody else stores the same at this moment."""
    planned = Plan()
    try:
        with transaction.atomic():
            for rows in compared(entries, today=today, held=True):
                planned.take_up(rows.differences)
                _store(rows, user)
            if shown not in ("", planned.digest):
                raise FrameChanged(CHANGED_MEANWHILE)
    except IntegrityError as error:
        raise FrameChanged(CHANGED_MEANWHILE) from error
    return planned


def _store(rows: Rows, user: User) -> None:
    by = {"batch_size": BATCH, "default_user": user}
    bulk_create_with_history(rows.new_organisations, Organisation, **by)
    _update(Organisation.objects, rows.changed_organisations, DETAILS, by)
    _update(Person.objects, rows.replaced_people, ["until"], by)
    _update(Person.objects, rows.changed_people, ABOUT_A_PERSON.values(), by)
    bulk_create_with_history(rows.new_people, Person, **by)


def _update(table: Manager, changed: Sequence[Model], fields: Iterable[str], by: Mapping[str, Any]) -> None:
    """Write these fields of rows that are there. As an insert that meets its own keys: Django's update of many rows
    spells out a case for each, which takes five times as long."""
    table.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=list(fields)
    )
    table.model.history.bulk_history_create(changed, update=True, **by)
