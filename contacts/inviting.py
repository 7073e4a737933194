"""Inviting organisations, and the personal links that open an invitation."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F, Value
from django.urls import reverse
from django.utils import timezone

from contacts import frame
from contacts.exceptions import UnknownOrganisations
from contacts.models import Invitation, Message, Organisation, PersonalLink
from surveys import respondent_access, responses
from surveys.models import Response, Survey

SECRET_BYTES = 16
BATCH = 500

Item = TypeVar("Item")


def organisations(references: Iterable[str]) -> list[Organisation]:
    """The organisations of these references, in their order; case makes no difference. Raises UnknownOrganisations."""
    wanted = list(references)
    found = frame.by_reference(wanted)
    if unknown := [reference for reference in wanted if reference.lower() not in found]:
        merged = frame.merged()
        told = [f"{each} (merged into {merged[each.lower()]})" if each.lower() in merged else each for each in unknown]
        raise UnknownOrganisations(f"No organisation has the reference {', '.join(told)}.")
    return [found[reference.lower()] for reference in wanted]


@transaction.atomic
def invite(survey: Survey, invited: Iterable[Organisation], *, now: datetime) -> list[Invitation]:
    """The invitation of each organisation, in order; those that had none get one."""
    return [invitation for batch in batches(invited) for invitation in _invited(survey, batch, now)]


def _invited(survey: Survey, organisations: list[Organisation], now: datetime) -> list[Invitation]:
    keys = [organisation.pk for organisation in organisations]
    _make_invitations(survey, keys, now)
    found = survey.invitations.filter(organisation__in=keys).select_related("organisation")
    theirs = {invitation.organisation_id: invitation for invitation in found}
    return [theirs[key] for key in keys]


def invite_all(survey: Survey, *, now: datetime) -> int:
    """Invite every organisation of the frame that was not invited yet; how many there were. The database does it in one
    statement, so neither time nor memory go into a hundred thousand rows coming here and going back."""
    missing = Organisation.objects.exclude(invitations__survey=survey).order_by("pk")
    rows = missing.values_list(Value(survey.pk), "pk", Value(now), Value(""), Value(""))
    select, values = rows.query.sql_with_params()
    into = f"{Invitation._meta.db_table} (survey_id, organisation_id, created_at, outcome, outcome_reason)"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {into} {select} ON CONFLICT DO NOTHING", values)
        return cursor.rowcount


def _make_invitations(survey: Survey, organisations: Iterable[int], now: datetime) -> None:
    rows = [Invitation(survey=survey, organisation_id=key, created_at=now) for key in organisations]
    Invitation.objects.bulk_create(rows, ignore_conflicts=True)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, so many at a time."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        yield batch


def issue(invitation: Invitation, *, now: datetime) -> str:
    """The secret of a new personal link: 128 random bits in 22 characters. Earlier links go on working."""
    return issue_each([invitation], now=now)[0]


def issue_each(invitations: Iterable[Invitation], *, now: datetime) -> list[str]:
    """The secrets of new personal links, one for each invitation in order. They cannot be read again later."""
    return _issue([PersonalLink(invitation=invitation, created_at=now) for invitation in invitations])


def issue_for(messages: Iterable[Message], *, now: datetime) -> list[str]:
    """The secrets of new personal links, one for each message in order, which is remembered with its link."""
    return _issue(
        [PersonalLink(invitation=message.invitation, message=message, created_at=now) for message in messages]
    )


def _issue(links: list[PersonalLink]) -> list[str]:
    tokens = [secrets.token_urlsafe(SECRET_BYTES) for _ in links]
    for link, token in zip(links, tokens, strict=True):
        link.token_hash = _hash(token)
    PersonalLink.objects.bulk_create(links, batch_size=BATCH)
    return tokens


def path(token: str) -> str:
    """The address of a personal link, beginning with “/”."""
    return reverse("contacts:link", args=[token])


def find(token: str) -> Invitation | None:
    """The invitation that this secret opens, with all that its page needs, in one query. A link of an organisation that
    was merged leads to the one that stays; one that was withdrawn leads nowhere."""
    link = find_link(token)
    if link is None or link.withdrawn_at:
        return None
    invitation = link.invitation
    if invitation.organisation.merged_into_id is None:
        return invitation
    needed = Invitation.objects.select_related("survey__questionnaire", "organisation", "response")
    return needed.filter(survey=invitation.survey, organisation=invitation.organisation.merged_into_id).first()


@transaction.atomic
def withdraw_links(organisation: Organisation, *, by: User, now: datetime) -> int:
    """Let no personal link that this organisation has so far open anything, and no browser go on in which one was
    opened; how many links there were."""
    respondent_access.end(Response.objects.filter(invitation__organisation=organisation), now=now)
    theirs = PersonalLink.objects.filter(invitation__organisation=organisation, withdrawn_at__isnull=True)
    return theirs.update(withdrawn_at=now, withdrawn_by=by)


def find_link(token: str) -> PersonalLink | None:
    """The link of this secret, also a withdrawn one, with its invitation and the message that it went out with, in one
    query: by it mail can still be stopped."""
    links = PersonalLink.objects.select_related(
        "message", "invitation__survey__questionnaire", "invitation__organisation", "invitation__response"
    )
    return links.filter(token_hash=_hash(token)).first()


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
