"""Reasons to telephone an organisation: opening them, and taking an organisation so that nobody else calls it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from contacts.calling import worklist
from contacts.models import CallTask, Organisation
from contacts.models.organisations import OrganisationQuerySet

BATCH = 500
TAKEN_FOR = timedelta(minutes=30)  # then somebody else may take it over


def open_task(
    organisation: Organisation, reason: str, *, now: datetime, detail: str = "", due_at: datetime | None = None
) -> CallTask:
    """The open task of that organisation and reason; one that is there already comes back as it is."""
    opened = {"detail": detail[:500], "opened_at": now, "due_at": due_at or now}
    task, _ = CallTask.objects.get_or_create(organisation=organisation, reason=reason, closed_at=None, defaults=opened)
    return task


@transaction.atomic
def start_verification(organisations: OrganisationQuerySet, *, again: bool, now: datetime) -> int:
    """How many of these organisations were put on the list of those to be checked by telephone. Those that stand on it
    are passed over, and unless `again`, those that were checked before."""
    theirs = CallTask.objects.filter(organisation=OuterRef("pk"), reason=CallTask.Reason.VERIFICATION)
    on_it = theirs.filter(closed_at__isnull=True) if again else theirs
    wanted = list(organisations.filter(~Exists(on_it)).order_by("reference").values_list("pk", flat=True))
    for pks in _batches(wanted):
        opened = [
            CallTask(organisation_id=pk, reason=CallTask.Reason.VERIFICATION, opened_at=now, due_at=now) for pk in pks
        ]
        CallTask.objects.bulk_create(opened, ignore_conflicts=True)  # somebody may have clicked at the same moment
    return len(wanted)


def take_next(*, by: User, now: datetime, **filters: str) -> CallTask | None:
    """The task that this caller has in hand; with none in hand, the one that is next among those that fit the filters,
    taken now. None where nobody is due."""
    if in_hand := worklist.open_tasks(now).filter(_taken(now), taken_by=by).first():
        return in_hand
    due = worklist.due(now).filter(~_taken(now), **filters)
    while task := due.first():
        if take(task, by=by, now=now):
            return task
    return None


@transaction.atomic
def take(task: CallTask, *, by: User, now: datetime) -> bool:
    """Take the organisation of this task, for all its open reasons. False where somebody else has it, or nothing is
    open any more. Its first open task is the one that decides, by a conditional update."""
    theirs = CallTask.objects.filter(organisation_id=task.organisation_id, closed_at__isnull=True)
    first = theirs.order_by("pk")[:1].values("pk")
    taken = theirs.filter(Q(taken_by=by) | ~_taken(now), pk__in=first).update(taken_by=by, taken_at=now)
    return bool(taken and theirs.update(taken_by=by, taken_at=now))


def release(task: CallTask, *, by: User) -> None:
    """Put back what this caller had in hand, without a call."""
    theirs = CallTask.objects.filter(organisation_id=task.organisation_id, closed_at__isnull=True)
    theirs.filter(taken_by=by).update(taken_by=None, taken_at=None)


def is_taken(task: CallTask, *, now: datetime) -> bool:
    """Whether somebody has it in hand; after half an hour it can be taken over."""
    return bool(task.taken_by_id and task.taken_at and task.taken_at > now - TAKEN_FOR)


def _taken(now: datetime) -> Q:
    return Q(taken_by__isnull=False, taken_at__gt=now - TAKEN_FOR)


def _batches(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    return (pks[begin : begin + BATCH] for begin in range(0, len(pks), BATCH))
