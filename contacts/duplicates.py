"""Organisations of the frame that look like the same one, and what somebody decided about them."""

from datetime import datetime

from django.contrib.auth.models import User

from contacts import likeness
from contacts.likeness import Candidate, Pair
from contacts.models import DistinctPair, Organisation

COLUMNS = ("pk", "reference", "name", "region", "person__email", "person__postcode")
READ_AT_ONCE = 2000


def pairs() -> list[Pair]:
    """The pairs that look alike, certain ones first, without those that somebody found to be two organisations."""
    distinct = set(DistinctPair.objects.values_list("first", "second"))
    return [pair for pair in likeness.pairs(_candidates()) if (pair.first.key, pair.second.key) not in distinct]


def tell_apart(one: Organisation, other: Organisation, *, by: User, now: datetime) -> None:
    """Remember that these are two organisations, however alike they look."""
    first, second = sorted((one, other), key=lambda organisation: organisation.pk)
    DistinctPair.objects.get_or_create(first=first, second=second, defaults={"decided_at": now, "decided_by": by})


def _candidates() -> list[Candidate]:
    rows = Organisation.objects.with_current_person().order_by().values_list(*COLUMNS)
    return [
        likeness.candidate(key, reference=reference, name=name, region=region, email=email, postcode=postcode)
        for key, reference, name, region, email, postcode in rows.iterator(chunk_size=READ_AT_ONCE)
    ]
