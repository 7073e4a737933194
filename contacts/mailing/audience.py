"""Who a mailing would go to, before it does: for confirmations and previews. `queueing` decides when it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from contacts.facts import Fact, Facts
from contacts.mailing import wanted
from contacts.models import Fieldwork, Invitation, Mailing, Organisation, Person, StoppedAddress
from surveys.models import Survey


@dataclass(frozen=True)
class Audience:
    """How many a mailing would go to, of them how many have begun, and by region and type, each with its label."""

    total: int
    part_done: int
    by_region: list[tuple[str, int]]
    by_type: list[tuple[str, int]]


def likely(mailing: Mailing, *, now: datetime) -> QuerySet[Organisation]:
    """The organisations that the mailing would go to on its day if nobody answered until then: somebody can be written
    to, and nothing of this mailing went there before. Before the launch, those who will be invited too."""
    theirs = Invitation.objects.filter(survey=mailing.survey_id, organisation=OuterRef("pk"))
    still_open = wanted.open_invitations(now).filter(survey=mailing.survey_id, organisation=OuterRef("pk"))
    found = reachable().filter(~Exists(theirs.filter(messages__mailing=mailing)))
    if is_launched(mailing.survey):
        return found.filter(Exists(still_open))
    return found.filter(Exists(still_open) | ~Exists(theirs))


def not_invited(survey: Survey) -> QuerySet[Organisation]:
    """The organisations that have no place in the survey yet and can be written to."""
    return reachable().exclude(invitations__survey=survey)


def reachable() -> QuerySet[Organisation]:
    """The organisations that have somebody to write to, at an address that mail may go to."""
    stopped = StoppedAddress.objects.filter(address=Lower(OuterRef("email")))
    there_now = Person.objects.filter(~Exists(stopped), organisation=OuterRef("pk"), until__isnull=True)
    return Organisation.objects.filter(Exists(there_now))


def is_launched(survey: Survey) -> bool:
    """Whether anybody was invited by a launch."""
    return Fieldwork.objects.filter(survey=survey, launched_at__isnull=False).exists()


def counted(mailing: Mailing, facts: Facts, *, now: datetime) -> Audience:
    """The likely audience in numbers, in three queries beside those that ask who it is."""
    theirs = likely(mailing, now=now)
    begun = Invitation.objects.filter(survey=mailing.survey_id, organisation=OuterRef("pk"), response__isnull=False)
    by_region = _by(theirs, facts.region)
    return Audience(
        total=sum(number for _label, number in by_region),
        part_done=theirs.filter(Exists(begun)).count(),
        by_region=by_region,
        by_type=_by(theirs, facts.type),
    )


def _by(theirs: QuerySet[Organisation], fact: Fact) -> list[tuple[str, int]]:
    rows = theirs.order_by().values_list(fact.name).annotate(organisations=Count("pk"))
    order = [option.code for option in fact.options]
    return [(fact.label(code), number) for code, number in _in_order(rows, order)]


def _in_order(rows: Iterable[tuple[str, int]], order: list[str]) -> list[tuple[str, int]]:
    """The rows in the questionnaire's order, with what it does not know last."""
    return sorted(rows, key=lambda row: (order.index(row[0]) if row[0] in order else len(order), row[0]))
