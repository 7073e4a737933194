"""Corrections to the frame, made by hand; the history keeps who made them and when."""

from datetime import date

from django.db import transaction

from contacts.models import Organisation, Person


def change_details(organisation: Organisation, **details: str) -> None:
    """Give the organisation another name, type, region or county, or other authorities that it covers."""
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(details))


def correct_person(person: Person, **details: str) -> None:
    """Correct what is known of somebody who stays the contact."""
    for name, value in details.items():
        setattr(person, name, value)
    person.save(update_fields=list(details))


def end_person(person: Person, *, today: date) -> None:
    """Say that somebody is no longer the contact, before it is known who is."""
    person.until = today
    person.save(update_fields=["until"])


@transaction.atomic
def replace_person(organisation: Organisation, *, today: date, **details: str) -> Person:
    """Make somebody else the contact from today. Link, draft and history of the organisation stay as they are."""
    for before in organisation.people.select_for_update().filter(until__isnull=True):
        before.until = today
        before.save(update_fields=["until"])
    return Person.objects.create(organisation=organisation, from_date=today, **details)
