"""Outcomes that no mail and no answer tells, recorded by hand with their reason. The history of the invitation keeps
who did, and when."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from contacts import inviting
from contacts.dispositions import Outcome
from contacts.exceptions import HasAnswered, NoOutcome
from contacts.models import Invitation, Organisation
from surveys.models import Survey


class Change(NamedTuple):
    """One line of the history: what was recorded, or an empty outcome where one was withdrawn; by whom, and when."""

    outcome: str
    reason: str
    by: str
    at: datetime

    @property
    def label(self) -> str:
        """The outcome in words."""
        return str(Outcome(self.outcome).label) if self.outcome else ""


@transaction.atomic
def record(survey: Survey, organisation: Organisation, *, outcome: Outcome, reason: str, now: datetime) -> Invitation:
    """Record an outcome, or correct the one that is there. Who was never invited gets a place in the survey by it.
    Raises HasAnswered where the answers have been sent."""
    inviting.invite(survey, [organisation], now=now)
    return _keep(_held(survey, organisation), outcome=outcome.value, reason=reason)


@transaction.atomic
def withdraw(survey: Survey, organisation: Organisation) -> Invitation:
    """Take back what was recorded. Raises NoOutcome where nothing is."""
    if not survey.invitations.filter(organisation=organisation).exclude(outcome="").exists():
        raise NoOutcome(f"Nothing is recorded by hand for {organisation.name}.")
    return _keep(_held(survey, organisation), outcome="", reason="")


def changes(invitation: Invitation) -> list[Change]:
    """What was recorded and withdrawn, the latest first."""
    found: list[Change] = []
    before = ("", "")
    for version in invitation.history.select_related("history_user").order_by("history_date", "history_id"):
        told = (version.outcome, version.outcome_reason)
        if told != before:
            who = version.history_user
            found.append(Change(*told, who.get_full_name() or who.email if who else "", version.history_date))
        before = told
    return found[::-1]


def _held(survey: Survey, organisation: Organisation) -> Invitation:
    """The place in the survey, held until the transaction ends: who submits meanwhile waits, or was first."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "response")
    return rows.get(survey=survey, organisation=organisation)


def _keep(invitation: Invitation, *, outcome: str, reason: str) -> Invitation:
    response = invitation.response
    if outcome and response and response.submitted_at:
        raise HasAnswered(f"{invitation.organisation.name} has sent its answers, so it counts as complete.")
    invitation.outcome, invitation.outcome_reason = outcome, reason
    invitation.save(update_fields=["outcome", "outcome_reason"])
    return invitation
