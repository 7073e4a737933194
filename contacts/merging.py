"""Two rows of one organisation made into one. Nothing is deleted: the duplicate stays, and says where it went."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contacts.dispositions import Outcome
from contacts.exceptions import BothAnswered, MergedBefore
from contacts.models import CallTask, Invitation, Organisation, Person, PersonalLink, Query
from surveys.models import Survey

FILLED = ("county", "covers")  # where the one that stays says nothing


@dataclass
class Consequences:
    """What merging would do: who is the contact then, who becomes an earlier one, what goes over, and the surveys in
    which both have begun to answer, which forbids it."""

    contact: Person | None = None
    earlier: list[Person] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    invited_in: list[Survey] = field(default_factory=list)
    answers_in: list[Survey] = field(default_factory=list)
    links: int = 0
    both_answered_in: list[Survey] = field(default_factory=list)


def consequences(into: Organisation, duplicate: Organisation) -> Consequences:
    """What would happen; nothing does."""
    staying, going = _invitations(into), _invitations(duplicate)
    people = list(duplicate.people.all())
    current = into.people.filter(until__isnull=True).first()
    found = Consequences(
        contact=current or next((person for person in people if person.until is None), None),
        filled=[name for name in FILLED if getattr(duplicate, name) and not getattr(into, name)],
        links=PersonalLink.objects.filter(invitation__organisation=duplicate, withdrawn_at__isnull=True).count(),
    )
    found.earlier = [person for person in people if person != found.contact]
    for survey, invitation in going.items():
        other = staying.get(survey)
        if other is None:
            found.invited_in.append(survey)
        elif invitation.response_id and other.response_id:
            found.both_answered_in.append(survey)
        elif invitation.response_id:
            found.answers_in.append(survey)
    return found


@transaction.atomic
def merge(into: Organisation, duplicate: Organisation, *, now: datetime) -> None:
    """Make one organisation of two: `into` stays in the frame, with the duplicate's people as earlier contacts, its
    links, answers, queries and calls. A second time changes nothing. Raises BothAnswered or MergedBefore."""
    rows = Organisation.ever.select_for_update().order_by("pk").in_bulk([into.pk, duplicate.pk])
    into, duplicate = rows[into.pk], rows[duplicate.pk]
    if duplicate.merged_into_id == into.pk:
        return
    _refuse_if_merged(into)
    _refuse_if_merged(duplicate)
    _bring_invitations_over(into, duplicate)
    _bring_people_over(into, duplicate, timezone.localdate(now))
    _bring_calls_over(into, duplicate, now)
    if filled := [name for name in FILLED if getattr(duplicate, name) and not getattr(into, name)]:
        for name in filled:
            setattr(into, name, getattr(duplicate, name))
        into.save(update_fields=filled)
    for gone in Organisation.ever.filter(Q(pk=duplicate.pk) | Q(merged_into=duplicate)):
        gone.merged_into = into
        gone.save(update_fields=["merged_into"])


def _refuse_if_merged(organisation: Organisation) -> None:
    if organisation.merged_into:
        raise MergedBefore(f"{organisation} was merged into {organisation.merged_into} before.")


def _invitations(organisation: Organisation) -> dict[Survey, Invitation]:
    theirs = Invitation.objects.filter(organisation=organisation).select_related("survey").order_by("pk")
    return {invitation.survey: invitation for invitation in theirs}


def _bring_invitations_over(into: Organisation, duplicate: Organisation) -> None:
    """An invitation of the duplicate moves; where both have one, what hangs on it does. Emails stay with the one that
    they were sent for: they tell what was sent to whom."""
    both = Invitation.objects.select_for_update().filter(organisation__in=[into, duplicate]).order_by("pk")
    pairs: dict[int, dict[int, Invitation]] = {}
    for invitation in both.select_related("survey"):
        pairs.setdefault(invitation.survey_id, {})[invitation.organisation_id] = invitation
    for pair in pairs.values():
        going, staying = pair.get(duplicate.pk), pair.get(into.pk)
        if going and staying:
            _empty(going, staying)
        elif going:
            going.organisation = into
            going.save(update_fields=["organisation"])


def _empty(going: Invitation, staying: Invitation) -> None:
    """Move answers, links, queries and a refusal from one invitation to the other."""
    if going.response_id and staying.response_id:
        raise BothAnswered(
            f"Both have begun to answer “{staying.survey}”. Decide first which answers count: nothing was merged."
        )
    PersonalLink.objects.filter(invitation=going).update(invitation=staying)
    Query.objects.filter(invitation=going).update(invitation=staying)
    if going.outcome == Outcome.REFUSAL and not staying.outcome:
        staying.outcome, staying.outcome_reason = going.outcome, going.outcome_reason
    if going.response_id:
        response, going.response = going.response, None
        going.save(update_fields=["response"])
        staying.response = response
    staying.save(update_fields=["response", "outcome", "outcome_reason"])


def _bring_people_over(into: Organisation, duplicate: Organisation, today: date) -> None:
    """The duplicate's people become earlier contacts of the one that stays, or its contact where it has none."""
    vacant = not into.people.filter(until__isnull=True).exists()
    for person in duplicate.people.select_for_update():
        person.organisation = into
        if person.until is None and not vacant:
            person.until = max(today, person.from_date or today)
        person.save(update_fields=["organisation", "until"])


def _bring_calls_over(into: Organisation, duplicate: Organisation, now: datetime) -> None:
    """Calls that were made, and reasons to call; of two open ones for the same reason one is closed."""
    open_reasons = CallTask.objects.filter(organisation=into, closed_at__isnull=True).values("reason")
    theirs = CallTask.objects.filter(organisation=duplicate)
    theirs.filter(closed_at__isnull=True, reason__in=list(open_reasons.values_list("reason", flat=True))).update(
        closed_at=now
    )
    theirs.update(organisation=into)
