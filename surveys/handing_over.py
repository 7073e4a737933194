"""Passing a section to a colleague by a link of its own, and having it back.

The link is 128 random bits, of which only the hash is kept, like the personal link of the organisation. A section is
with one colleague at a time: passing it on again ends the link before.
"""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from surveys.models import HandOver, Response

SECRET_BYTES = 16


@transaction.atomic
def hand_over(response: Response, section: str, *, colleague: str, now: datetime) -> str:
    """The secret of a new link to this section. It cannot be read again later."""
    Response.objects.select_for_update().get(pk=response.pk)  # the second of two waits here, and ends the first's link
    take_back(response, section, now=now)
    token = secrets.token_urlsafe(SECRET_BYTES)
    HandOver.objects.create(
        response=response, section=section, colleague=colleague, token_hash=_hash(token), handed_at=now
    )
    return token


def take_back(response: Response, section: str, *, now: datetime) -> None:
    """End the link to this section, if a colleague has one. What they saved is kept."""
    _open(HandOver.objects.filter(response=response, section=section)).update(taken_back_at=now)


def give_back(held: HandOver, *, now: datetime) -> None:
    """The colleague is done: their link opens nothing any more."""
    _open(HandOver.objects.filter(pk=held.pk)).update(given_back_at=now)


def find(token: str) -> HandOver | None:
    """The hand-over that this secret opens, if it has not ended, with all that its page needs, in one query."""
    held = HandOver.objects.select_related("response__survey__questionnaire")
    return _open(held.filter(token_hash=_hash(token))).first()


def latest(response: Response) -> dict[str, HandOver]:
    """The last hand-over of each section that ever had one, by the code of the section."""
    return {held.section: held for held in response.hand_overs.order_by("pk")}


def _open(hand_overs: QuerySet[HandOver]) -> QuerySet[HandOver]:
    return hand_overs.filter(given_back_at__isnull=True, taken_back_at__isnull=True)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
