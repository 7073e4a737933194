"""A call and what comes of it: what it changes in the frame, and when to call again, if at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from contacts import recording
from contacts.calling.hours import next_half_day
from contacts.calling.tasks import open_task
from contacts.exceptions import NotInHand
from contacts.models import Call, CallTask, Organisation, Person

OUTCOME, REASON = Call.Outcome, CallTask.Reason


@dataclass(frozen=True)
class Said:
    """What was said in a call. `details` and `person` hold only what changes in the frame, by field; `person` is about
    the contact whom we know, or about `somebody_else` who has taken over."""

    outcome: str
    note: str = ""
    call_back_at: datetime | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    person: Mapping[str, str] = field(default_factory=dict)
    somebody_else: bool = False


@transaction.atomic
def record(task: CallTask, said: Said, *, by: User, now: datetime) -> Call:
    """Keep the call, correct the frame, and settle or put off all that the caller has in hand of this organisation.
    Raises NotInHand where somebody else has it by now, or the call was recorded before: a form sent twice counts
    once."""
    theirs = CallTask.objects.filter(organisation_id=task.organisation_id, closed_at__isnull=True, taken_by=by)
    in_hand = theirs.filter(pk__in=[each.pk for each in theirs.select_for_update()])
    if not in_hand.filter(pk=task.pk).exists():
        raise NotInHand("This call was recorded before, or somebody else has taken it over. Nothing was saved.")
    call = Call.objects.create(task=task, outcome=said.outcome, note=said.note, called_at=now, called_by=by)
    left = _correct(task.organisation, said, now=now)
    _settle(in_hand, task.organisation, said, left=left, now=now)
    return call


def _correct(organisation: Organisation, said: Said, *, now: datetime) -> Person | None:
    """Bring the frame up to what was said. Who has left without anybody being named in their place comes back."""
    if said.details:
        recording.change_details(organisation, **said.details)
    today = timezone.localdate(now)
    person = organisation.people.filter(until__isnull=True).first()
    if said.person and (said.somebody_else or person is None):
        recording.replace_person(organisation, today=today, **said.person)
    elif said.person and person:
        recording.correct_person(person, **said.person)
    elif said.outcome == OUTCOME.LEFT_POST and person:
        recording.end_person(person, today=today)
        return person
    return None


def _settle(
    in_hand: QuerySet[CallTask], organisation: Organisation, said: Said, *, left: Person | None, now: datetime
) -> None:
    free = {"taken_by": None, "taken_at": None}
    if said.outcome == OUTCOME.NO_ANSWER:
        in_hand.update(due_at=next_half_day(now), **free)
    elif said.outcome == OUTCOME.CALL_BACK:
        in_hand.update(due_at=said.call_back_at, **free)
    elif said.outcome == OUTCOME.LEFT_POST and not said.person:
        in_hand.exclude(reason=REASON.LEFT_POST).update(closed_at=now, **free)
        in_hand.update(due_at=next_half_day(now), **free)
        detail = f"{left.name} has left" if left else ""
        open_task(organisation, REASON.LEFT_POST, now=now, detail=detail, due_at=next_half_day(now))
    else:
        in_hand.update(closed_at=now, **free)
