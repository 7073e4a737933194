"""Deciding about whom respondents name in their place."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from contacts import recording
from contacts.exceptions import DecidedBefore
from contacts.helping import answering
from contacts.models import NamedContact, Organisation

MADE_THE_CONTACT = "{name} was made the contact."
NOT_MADE_THE_CONTACT = "{name} was not made the contact."


@transaction.atomic
def accept(named: NamedContact, *, by: User, now: datetime) -> None:
    """Make them the contact of the organisation from today; link, draft and history stay. Once, however often it is
    asked for. Raises DecidedBefore where they were declined."""
    held = _undecided(named, otherwise="declined_at")
    if held is None:
        return
    organisation = Organisation.objects.get(invitations__queries__named_contact=held)
    details = {name: getattr(held, name) for name in ("name", "job_title", "email", "telephone")}
    recording.replace_person(organisation, today=timezone.localdate(now), **details)
    held.accepted_at = now
    held.save(update_fields=["accepted_at"])
    answering.note(held.query, MADE_THE_CONTACT.format(name=held.name), by=by, now=now)


@transaction.atomic
def decline(named: NamedContact, *, by: User, now: datetime) -> None:
    """Leave the contact as it is. Raises DecidedBefore where they were accepted."""
    held = _undecided(named, otherwise="accepted_at")
    if held is None:
        return
    held.declined_at = now
    held.save(update_fields=["declined_at"])
    answering.note(held.query, NOT_MADE_THE_CONTACT.format(name=held.name), by=by, now=now)


def _undecided(named: NamedContact, *, otherwise: str) -> NamedContact | None:
    """The row, held until the transaction ends; None where it was decided the same way before."""
    rows = NamedContact.objects.select_related("query")
    held = rows.select_for_update(of=("self",)).get(pk=named.pk)
    if getattr(held, otherwise):
        raise DecidedBefore("Somebody else has decided about this person before, and otherwise. Nothing was changed.")
    return None if held.accepted_at or held.declined_at else held
