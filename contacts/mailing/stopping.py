"""Addresses that nothing is sent to any more: who asked for that, or what came back. One list for all surveys."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from contacts.models import Organisation, Person, PersonalLink, StoppedAddress

HARD_BOUNCE = StoppedAddress.Reason.HARD_BOUNCE
LONGEST_DETAIL = 500


def stop(address: str, *, reason: str, now: datetime, by: User | None = None, detail: str = "") -> StoppedAddress:
    """Send nothing to this address from now on. However often it is asked for, there is one row, and the first reason
    stands; only somebody's wish takes the place of a bounce, since lifting a bounce must not bring mail to a person
    who wants none."""
    with transaction.atomic():
        stopped, new = StoppedAddress.objects.select_for_update().get_or_create(
            address=plain(address),
            defaults={"reason": reason, "detail": detail[:LONGEST_DETAIL], "stopped_at": now, "stopped_by": by},
        )
        if not new and stopped.reason == HARD_BOUNCE and reason != HARD_BOUNCE:
            stopped.reason, stopped.detail = reason, detail[:LONGEST_DETAIL]
            stopped.stopped_at, stopped.stopped_by = now, by
            stopped.save()
    return stopped


def explain(stopped: StoppedAddress, why: str) -> None:
    """Keep what somebody said about why they want no more mail; the last word counts."""
    stopped.detail = why[:LONGEST_DETAIL]
    stopped.save(update_fields=["detail"])


def lift(stopped: StoppedAddress, *, by: User | None) -> None:
    """Let mail go to this address again. The history keeps that it was stopped, why, and who lifted it."""
    stopped._history_user = by
    stopped.delete()


def find(address: str) -> StoppedAddress | None:
    """The row about this address, whatever its case; None where mail to it is not stopped."""
    return StoppedAddress.objects.select_related("stopped_by").filter(address=plain(address)).first()


def of_organisation(organisation: Organisation) -> StoppedAddress | None:
    """Why nothing is sent to its current contact; None where mail goes out."""
    current = organisation.people.filter(until__isnull=True).values(plain_email=Lower("email"))
    return StoppedAddress.objects.select_related("stopped_by").filter(address__in=current).first()


def is_stopped(address: str) -> bool:
    """Whether nothing may be sent to this address."""
    return StoppedAddress.objects.filter(address=plain(address)).exists()


def mailed_to(link: PersonalLink) -> str:
    """The address that a link went to; of one that staff gave out, the current contact's. Empty if there is none."""
    if link.message:
        return link.message.to
    person = link.invitation.organisation.people.filter(until__isnull=True).first()
    return person.email if person else ""


def people_at(*addresses: str) -> QuerySet[Person]:
    """The current contacts, of organisations of the frame, that have one of these addresses; with the organisation."""
    there_now = Q(until__isnull=True, organisation__merged_into__isnull=True)
    people = Person.objects.filter(there_now).select_related("organisation").order_by("organisation__reference")
    return people.alias(plain_email=Lower("email")).filter(plain_email__in=[plain(address) for address in addresses])


def plain(address: str) -> str:
    """An address as the list of stopped ones spells it."""
    return address.strip().lower()
