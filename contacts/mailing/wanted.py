"""Who is still to be mailed: asked when recipients are worked out, and again a moment before each email goes out."""

from datetime import datetime

from django.db.models import Exists, Expression, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from contacts.models import Invitation, Message, Person, StoppedAddress

Moment = datetime | Expression

UNANSWERED = Q(response__isnull=True) | Q(response__submitted_at__isnull=True)
IN_THE_FRAME = Q(organisation__merged_into__isnull=True)


def open_invitations(now: Moment) -> QuerySet[Invitation]:
    """The invitations to surveys that are still open, without answers sent and without an outcome."""
    still_open = Q(survey__closes_at__isnull=True) | Q(survey__closes_at__gt=now)
    return Invitation.objects.filter(UNANSWERED, IN_THE_FRAME, still_open, outcome="")


def reachable(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those whose organisation has somebody to write to, at an address that mail may go to."""
    current = Person.objects.filter(organisation=OuterRef("organisation"), until__isnull=True)
    return invitations.filter(Exists(current.filter(~_stopped("email"))))


def still_wanted(now: Moment) -> Q:
    """Of messages that nobody asked for: mail is not held back, nothing has come in meanwhile, and whom it was
    made out to is still the contact, at that address, which may be written to. Subqueries of one row each instead of
    EXISTS: a database without fresh statistics would turn that around and begin with the whole frame."""
    going_on = open_invitations(now).filter(survey__fieldwork__paused_at__isnull=True)
    invitation = going_on.filter(pk=OuterRef("invitation"))
    addressee = Person.objects.filter(pk=OuterRef("person"), until__isnull=True, email=OuterRef("to"))
    return Q(
        ~_stopped("to"),
        invitation=Subquery(invitation.values("pk")[:1]),
        person=Subquery(addressee.order_by().values("pk")[:1]),
    )


def not_paused() -> Q:
    """Of messages: no mailing is held back at the moment."""
    paused = Invitation.objects.filter(pk=OuterRef("invitation"), survey__fieldwork__paused_at__isnull=False)
    return Q(kind__in=Message.ASKED_FOR) | Q(~Exists(paused))


def _stopped(address: str) -> Exists:
    return Exists(StoppedAddress.objects.filter(address=Lower(OuterRef(address))))


def why_not(message: Message, now: datetime) -> str:
    """Why a message is not wanted any more, in a sentence for staff."""
    invitation = Invitation.objects.select_related("survey", "response", "organisation").get(messages=message)
    if invitation.response and invitation.response.submitted_at:
        return "The questionnaire had been submitted."
    if invitation.survey.is_closed(now):
        return "The survey was closed."
    if invitation.outcome:
        return f"An outcome had been recorded: {invitation.get_outcome_display()}."
    if invitation.organisation.merged_into_id:
        return "The organisation was merged into another one."
    if StoppedAddress.objects.filter(address=message.to.lower()).exists():
        return "Mail to this address is stopped."
    return "There was nobody to write to at this address any more."
