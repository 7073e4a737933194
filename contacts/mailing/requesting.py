"""The personal link once more, because somebody at its pages asked for it: to the address on record and no other."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from contacts.limiting import Limit
from contacts.mailing import queueing
from contacts.models import Invitation, Message

LIMIT = Limit("mailing_a_link", most=3, within=3600)  # to one organisation
SENT_TWICE = timedelta(minutes=2)  # within which a request is the same one, sent twice


@transaction.atomic
def mail_link(public_id: uuid.UUID, *, now: datetime) -> Message | None:
    """The message with a new link to whoever is the contact of the organisation that gave these answers; None where
    there is nobody to write to."""
    invitations = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    invitation = invitations.filter(response__public_id=public_id).first()
    person = invitation and invitation.organisation.people.filter(until__isnull=True).exclude(email="").first()
    if not invitation or not person:
        return None
    theirs = invitation.messages.filter(kind=Message.Kind.LINK, to=person.email, due_at__gt=now - SENT_TWICE)
    return theirs.first() or Message.objects.create(
        kind=Message.Kind.LINK,
        invitation=invitation,
        person=person,
        to=person.email,
        due_at=now,
        message_id=queueing.new_message_id(),
    )
