"""How a survey stands at this moment: how many organisations of each region and type are in each disposition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count

from contacts import facts
from contacts.dispositions import Disposition
from contacts.facts import Fact, Facts
from contacts.models import Fieldwork, Organisation
from contacts.tracking import dispositions
from contacts.tracking.rates import GROUPS, Group, Rate, rates
from surveys import compiling
from surveys.models import Response, Survey


class Cell(NamedTuple):
    """Organisations of one region and type in one disposition."""

    region: str
    type: str
    disposition: str


@dataclass(frozen=True)
class Standing:
    """How many organisations of a part of the frame are in each disposition. `code` is that of a region or type; empty
    for the whole."""

    code: str
    label: str
    dispositions: dict[str, int]

    @property
    def frame(self) -> int:
        """All organisations of this part."""
        return sum(self.dispositions.values())

    @property
    def eligible(self) -> int:
        """All but those found ineligible: the base of RR1."""
        return self.frame - self.dispositions[Disposition.INELIGIBLE]

    @property
    def invited(self) -> int:
        """All that have a place in the survey, whatever came of it."""
        return self.frame - self.dispositions[Disposition.NOT_INVITED]

    @property
    def complete(self) -> int:
        return self.dispositions[Disposition.COMPLETE]

    @cached_property
    def rates(self) -> dict[str, Rate]:
        """RR1, RR2, RR5 and RR6 by their codes."""
        return rates(self.dispositions)

    def wanted(self, target: int | None) -> int | None:
        """The least number of completes with which RR1 is at this percentage or above; None without a target."""
        return None if target is None else -(-target * self.eligible // 100)  # rounded up

    def gap(self, target: int | None) -> int | None:
        """How many of them are still missing; None without a target."""
        wanted = self.wanted(target)
        return None if wanted is None else max(0, wanted - self.complete)

    @property
    def to_chase(self) -> int:
        """All that can still answer: those on the chase list."""
        return sum(self.dispositions[disposition] for disposition in dispositions.CHASED)


class Placed(NamedTuple):
    """A disposition, AAPOR's group of it, and how many organisations are in it."""

    code: str
    label: str
    group: Group
    organisations: int


@dataclass(frozen=True)
class Status:
    """How a survey stands: the whole frame, its regions and types in the questionnaire's order, and each region × type
    that there is, by its codes. `unmatched` submitted responses belong to no organisation of the frame."""

    survey: Survey
    closed: bool
    facts: Facts
    total: Standing
    by_region: list[Standing]
    by_type: list[Standing]
    cells: dict[tuple[str, str], Standing]
    unmatched: int
    work: Fieldwork | None

    @property
    def dispositions(self) -> list[Placed]:
        """Every disposition in its order, also those that nobody is in."""
        numbers = self.total.dispositions
        return [Placed(each.value, str(each.label), GROUPS[each], numbers[each]) for each in Disposition]

    @property
    def target(self) -> int | None:
        """The percentage of completes that is aimed at."""
        return self.work.target_percent if self.work else None

    @property
    def paused_at(self) -> datetime | None:
        return self.work.paused_at if self.work else None


def status(survey: Survey, *, now: datetime) -> Status:
    """How the survey stands, from what the database holds now: in three queries, and one more once it is closed."""
    # Before the organisations: who submits between the two queries must not be taken for unmatched.
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False).count()
    counted = _counted(survey, now)
    known = facts.facts(compiling.compiled(survey.questionnaire))
    total = _standing("", "All", counted)
    return Status(
        survey=survey,
        closed=survey.is_closed(now),
        facts=known,
        total=total,
        by_region=list(_parts(known.region, counted)),
        by_type=list(_parts(known.type, counted)),
        cells=_cells(known, counted),
        unmatched=max(0, submitted - total.complete),
        work=Fieldwork.objects.select_related("earlier").filter(survey=survey).first(),
    )


def _counted(survey: Survey, now: datetime) -> Counter[Cell]:
    grouped = Organisation.objects.with_dispositions_in(survey).order_by().values_list(*Cell._fields)
    counted = Counter({Cell(*row[:3]): row[3] for row in grouped.annotate(organisations=Count("pk"))})
    return _ended(counted, survey) if survey.is_closed(now) else counted


def _ended(counted: Counter[Cell], survey: Survey) -> Counter[Cell]:
    """The same once the survey is closed: nothing is in progress any more. Who was counted as such, and is not among
    the unfinished a moment later, cannot be told yet and counts as having broken off."""
    questionnaire = compiling.compiled(survey.questionnaire)
    rows = dispositions.unfinished(survey).values_list(
        "organisation__region", "organisation__type", "response__answers"
    )
    partial = Counter(
        Cell(region, type_, Disposition.IN_PROGRESS.value)
        for region, type_, answers in rows.iterator()
        if dispositions.ending(questionnaire, answers) is Disposition.PARTIAL
    )
    ended: Counter[Cell] = Counter()
    for cell, organisations in counted.items():
        if cell.disposition != Disposition.IN_PROGRESS:
            ended[cell] += organisations
            continue
        part = min(partial[cell], organisations)
        ended[cell._replace(disposition=Disposition.PARTIAL.value)] += part
        ended[cell._replace(disposition=Disposition.BREAK_OFF.value)] += organisations - part
    return ended


def _parts(fact: Fact, counted: Counter[Cell]) -> Iterator[Standing]:
    """A standing for each code of the fact that there is, in the questionnaire's order; what it does not know last."""
    parts: dict[str, Counter[Cell]] = {option.code: Counter() for option in fact.options}
    for cell in sorted(counted):
        parts.setdefault(getattr(cell, fact.name), Counter())[cell] = counted[cell]
    return (_standing(code, fact.label(code), part) for code, part in parts.items() if part)


def _cells(known: Facts, counted: Counter[Cell]) -> dict[tuple[str, str], Standing]:
    parts: dict[tuple[str, str], Counter[Cell]] = {}
    for cell, organisations in counted.items():
        parts.setdefault((cell.region, cell.type), Counter())[cell] = organisations
    return {
        (region, type_): _standing("", f"{known.region.label(region)}, {known.type.label(type_)}", part)
        for (region, type_), part in parts.items()
    }


def _standing(code: str, label: str, counted: Counter[Cell]) -> Standing:
    numbers = dict.fromkeys(Disposition.values, 0)
    for cell, organisations in counted.items():
        numbers[cell.disposition] += organisations
    return Standing(code, label, numbers)
