"""Organisations in a disposition of one's choice."""

from contacts.dispositions import Outcome
from contacts.models import Invitation, StoppedAddress
from surveys.models import Response
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, PersonFactory, ResponseFactory

HALF = {"q1": "Place", "q2": "u", "q3": "n"}  # of the six questions that unitary authorities are asked
STOPS = {"bounced": "hard_bounce", "opted_out": "opted_out"}


def place(survey, disposition, *, submitted=MONDAY, answers=None, **details):
    """One organisation with its contact, in this disposition while the survey is open (what becomes partial or a
    break-off when it closes is in progress till then)."""
    organisation = OrganisationFactory(**details)
    person = PersonFactory(organisation=organisation, email=f"Pat.{organisation.pk}@Example.org")
    if disposition == "not_invited":
        return organisation
    invitation = InvitationFactory(survey=survey, organisation=organisation)
    if disposition == "complete":
        ResponseFactory(survey=survey, invitation=invitation, submitted=submitted)
    elif disposition in ("in_progress", "partial", "break_off"):
        begun = ResponseFactory(survey=survey, invitation=invitation)
        given = answers or (HALF if disposition == "partial" else {})
        Response.objects.filter(pk=begun.pk).update(answers=given)
    elif disposition in STOPS:
        StoppedAddress.objects.create(address=person.email.lower(), reason=STOPS[disposition], stopped_at=MONDAY)
    elif disposition in Outcome.values:
        Invitation.objects.filter(pk=invitation.pk).update(outcome=disposition, outcome_reason="Said so")
    return organisation
