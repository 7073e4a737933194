"""How far the telephoning has come, and who made the calls."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from contacts.calling.worklist import Standing, open_tasks
from contacts.facts import Fact
from contacts.models import Call, CallTask, Organisation

SETTLED = (Standing.CONFIRMED, Standing.CORRECTED, Standing.REPLACED)
# What the last call of an organisation that nobody has to call any more tells; without one it was never listed.
TELLS = {
    Call.Outcome.CONFIRMED: Standing.CONFIRMED,
    Call.Outcome.CORRECTED: Standing.CORRECTED,
    Call.Outcome.LEFT_POST: Standing.REPLACED,
}


@dataclass(frozen=True)
class Part:
    """How many organisations of a part of the frame are in each standing."""

    label: str
    numbers: Counter[Standing]

    @property
    def frame(self) -> int:
        """All organisations of this part."""
        return self.numbers.total()

    @property
    def settled(self) -> int:
        """Those whose contact is checked."""
        return sum(self.numbers[standing] for standing in SETTLED)

    @property
    def cells(self) -> list[int]:
        """A number for each standing, in their order."""
        return [self.numbers[standing] for standing in Standing]


@dataclass(frozen=True)
class Caller:
    """How many calls somebody made, by outcome."""

    name: str
    numbers: Counter[str]

    @property
    def calls(self) -> int:
        return self.numbers.total()

    @property
    def cells(self) -> list[int]:
        """A number for each outcome, in their order."""
        return [self.numbers[outcome] for outcome in Call.Outcome]


def by_region(region: Fact, *, now: datetime) -> list[Part]:
    """The regions in the questionnaire's order, those that only the frame knows, then all together. In two queries;
    each organisation of the frame is counted once."""
    counted: dict[str, Counter[Standing]] = {option.code: Counter() for option in region.options}
    for code, standing, number in (*_to_be_called(now), *_others()):
        counted.setdefault(code, Counter())[standing] += number
    parts = [Part(region.label(code), numbers) for code, numbers in counted.items()]
    return [*parts, Part("All", sum((part.numbers for part in parts), Counter()))]


def by_caller() -> list[Caller]:
    """Everybody who has called, the busiest first, then all together."""
    counted: dict[int | None, Counter[str]] = {}
    for pk, outcome, number in Call.objects.order_by().values_list("called_by", "outcome").annotate(Count("pk")):
        counted.setdefault(pk, Counter())[outcome] += number
    people = User.objects.in_bulk([pk for pk in counted if pk])
    callers = [Caller(_name(people.get(pk or 0)), numbers) for pk, numbers in counted.items()]
    callers.sort(key=lambda caller: (-caller.calls, caller.name))
    return [*callers, Caller("All", sum((caller.numbers for caller in callers), Counter()))]


def _to_be_called(now: datetime) -> list[tuple[str, Standing, int]]:
    rows = open_tasks(now).order_by().values_list("organisation__region", "standing").annotate(Count("pk"))
    return [(code, Standing(standing), number) for code, standing, number in rows]


def _others() -> list[tuple[str, Standing, int]]:
    open_ones = CallTask.objects.filter(organisation=OuterRef("pk"), closed_at__isnull=True)
    last = Call.objects.filter(task__organisation=OuterRef("pk")).order_by("-called_at", "-pk").values("outcome")[:1]
    found: QuerySet = Organisation.objects.filter(~Exists(open_ones)).annotate(last=Subquery(last))
    rows = found.order_by().values_list("region", "last").annotate(Count("pk"))
    return [(code, TELLS.get(outcome, Standing.NOT_LISTED), number) for code, outcome, number in rows]


def _name(person: User | None) -> str:
    return (person.get_full_name() or person.email) if person else "Somebody whose account is gone"
