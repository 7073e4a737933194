"""The chase list: who has not answered, whom to ask there, and what they were sent last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from contacts import inviting
from contacts.dispositions import Disposition
from contacts.mailing import calendar
from contacts.models import Call, Message, Organisation
from contacts.models.organisations import OrganisationQuerySet
from contacts.tracking import dispositions
from surveys.models import Survey

MAILED = (Message.Kind.MAILING, Message.Kind.HANDOVER)


class Mailed(NamedTuple):
    """The emails that went out to an organisation: how many, and when and what the last one was."""

    emails: int
    last_at: datetime
    last: str


@dataclass(frozen=True)
class Line:
    """One organisation of the chase list, which bears its current person; `mailed` is None where nothing went out."""

    organisation: Organisation
    disposition: Disposition
    mailed: Mailed | None
    notes: list[str]


def found(survey: Survey, *, filters: Mapping[str, str], now: datetime) -> OrganisationQuerySet:
    """The organisations to chase, of the region, type and disposition that the filters name."""
    organisations = Organisation.objects.in_survey(survey).filter(
        **{name: filters[name] for name in ("region", "type") if filters.get(name)}
    )
    if code := filters.get("disposition"):
        organisations = dispositions.with_disposition(organisations, survey, code, now=now)
    else:
        organisations = organisations.filter(Q(disposition__in=dispositions.CHASED))
    return organisations.exclude(Q(disposition=Disposition.COMPLETE)).order_by("reference")


def lines(organisations: OrganisationQuerySet, survey: Survey, *, now: datetime) -> Iterator[Line]:
    """A line for each organisation, in order, read in batches."""
    rows = organisations.annotate(
        person_job_title=F("person__job_title"),
        person_telephone=F("person__telephone"),
        outcome_reason=F("invitation__outcome_reason"),
    )
    for batch in inviting.batches(rows.iterator(chunk_size=inviting.BATCH)):
        yield from _lines(batch, survey, now)


def _lines(batch: Sequence[Organisation], survey: Survey, now: datetime) -> Iterator[Line]:
    told = dispositions.of_each(batch, survey, now=now)
    mailed, called = _mailed(batch, survey), _called(batch)
    for organisation in batch:
        notes = [getattr(organisation, "outcome_reason", None), called.get(organisation.pk)]
        yield Line(organisation, told[organisation.pk], mailed.get(organisation.pk), [note for note in notes if note])


def _mailed(batch: Sequence[Organisation], survey: Survey) -> dict[int, Mailed]:
    """With what went to organisations that were merged into these."""
    merged = dict(Organisation.ever.filter(merged_into__in=batch).values_list("pk", "merged_into"))
    theirs = [*(organisation.pk for organisation in batch), *merged]
    sent = Message.objects.filter(
        invitation__survey=survey, invitation__organisation__in=theirs, kind__in=MAILED, state=Message.State.SENT
    )
    columns = ("invitation__organisation", "sent_at", "mailing__number", "mailing__kind")
    found: dict[int, Mailed] = {}
    for mailed, sent_at, number, kind in sent.order_by("sent_at", "pk").values_list(*columns):
        organisation = merged.get(mailed, mailed)
        before = found[organisation].emails if organisation in found else 0
        title = calendar.title(number, kind) if kind else str(Message.Kind.HANDOVER.label)
        found[organisation] = Mailed(before + 1, sent_at, title)
    return found


def _called(batch: Sequence[Organisation]) -> dict[int, str]:
    """The last call to each organisation in words: its day, what came of it, and its note."""
    calls = Call.objects.filter(task__organisation__in=batch).order_by("called_at", "pk")
    columns = ("task__organisation", "called_at", "outcome", "note")
    return {organisation: _in_words(*call) for organisation, *call in calls.values_list(*columns)}


def _in_words(called_at: datetime, outcome: str, note: str) -> str:
    said = f"{timezone.localdate(called_at):%d %B %Y}, {Call.Outcome(outcome).label}"
    return f"{said}: {note}" if note else said
