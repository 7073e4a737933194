"""Inviting organisations, and the personal links that open an invitation."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from contacts import frame
from contacts.exceptions import UnknownOrganisations
from contacts.models import Invitation, Organisation, PersonalLink
from surveys import responses
from surveys.models import Response, Survey

SECRET_BYTES = 16
BATCH = 500


def organisations(references: Iterable[str]) -> list[Organisation]:
    """The organisations of these references, in their order; case makes no difference. Raises UnknownOrganisations."""
    wanted = list(references)
    by_reference = {organisation.reference.casefold(): organisation for organisation in Organisation.objects.all()}
    unknown = [reference for reference in wanted if reference.casefold() not in by_reference]
    if unknown:
        raise UnknownOrganisations(f"No organisation has the reference {', '.join(unknown)}.")
    return [by_reference[reference.casefold()] for reference in wanted]


@transaction.atomic
def invite(survey: Survey, invited: Iterable[Organisation], *, now: datetime) -> list[Invitation]:
    """The invitation of each organisation, in order; those that had none get one."""
    wanted = list(invited)
    rows = [Invitation(survey=survey, organisation=organisation, created_at=now) for organisation in wanted]
    Invitation.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    theirs = {
        invitation.organisation_id: invitation for invitation in survey.invitations.select_related("organisation")
    }
    return [theirs[organisation.pk] for organisation in wanted]


def issue(invitation: Invitation, *, now: datetime) -> str:
    """The secret of a new personal link: 128 random bits in 22 characters. Earlier links go on working."""
    return issue_each([invitation], now=now)[0]


def issue_each(invitations: Iterable[Invitation], *, now: datetime) -> list[str]:
    """The secrets of new personal links, one for each invitation in order. They cannot be read again later."""
    pairs = [(invitation, secrets.token_urlsafe(SECRET_BYTES)) for invitation in invitations]
    links = [
        PersonalLink(invitation=invitation, token_hash=_hash(token), created_at=now) for invitation, token in pairs
    ]
    PersonalLink.objects.bulk_create(links, batch_size=BATCH)
    return [token for _, token in pairs]


def path(token: str) -> str:
    """The address of a personal link, beginning with “/”."""
    return reverse("contacts:link", args=[token])


def find(token: str) -> Invitation | None:
    """The invitation that this secret opens, with all that its page needs, in one query."""
    links = PersonalLink.objects.select_related(
        "invitation__survey__questionnaire", "invitation__organisation", "invitation__response"
    )
    link = links.filter(token_hash=_hash(token)).first()
    return link.invitation if link else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def accept(invitation: Invitation, *, now: datetime) -> Response:
    """The response that this invitation leads to, started now if it was not before. However often and from however
    many windows it is asked for, it is the same one."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)  # the second of two waits here for the first
    if held.response_id:
        return Response.objects.select_related("survey__questionnaire").get(pk=held.response_id)
    response = responses.start(invitation.survey, known=known(invitation.organisation), now=now)
    Invitation.objects.filter(pk=held.pk).update(response=response)
    return response


def known(organisation: Organisation) -> dict[str, str]:
    """What the frame knows of an organisation and a questionnaire may ask to confirm."""
    return {"name": organisation.name, "type": organisation.type, "region": organisation.region}


def open_demonstration_link() -> str | None:
    """The address of a new link to a made-up organisation that was invited and has not answered, one that has not
    even started if there is any; None where nobody is left or the survey is not open."""
    survey, now = frame.current_survey(), timezone.now()
    if survey is None or not survey.is_open(now):
        return None
    left = survey.invitations.filter(
        organisation__in=Organisation.objects.of_the_demonstration(), response__submitted_at__isnull=True
    )
    invitation = left.order_by(F("response").asc(nulls_first=True), "organisation__reference").first()
    return path(issue(invitation, now=now)) if invitation else None
