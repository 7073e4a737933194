"""Who may open a response: the browser in which its personal link was followed, one in which a colleague followed the
link to a section, and one in which somebody of the staff fills it in for an organisation on the telephone.

The cookie is signed, bound to one address and sent only to the pages there, so two links opened in one browser never
mix. It ends twelve hours after the last page, give or take the minutes for which it is not given anew, or when the
response moves to another address. One for the telephone names who it was given to, and opens nothing unless they are
signed in.
"""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from surveys import responses
from surveys.exceptions import LinkNotOpened
from surveys.models import Channel, HandOver, Response
from surveys.responses import RESPONDENT, Source

LASTS = 12 * 3600  # seconds after a page, at the least
RENEWED_AFTER = 5 * 60
PAGE_KEY_LASTS = 7 * 24 * 3600
NAME = "__Secure-respondent" if settings.HTTPS else "respondent"
SALT = "surveys.respondent"
PAGE_KEY_SALT = "surveys.page"


@dataclass(frozen=True)
class Visit:
    """Somebody at the pages of a response: the address at which these stand, through what they answer, and, where it is
    a colleague, the hand-over with the one section that they were given."""

    address: uuid.UUID
    source: Source = RESPONDENT
    hand_over: HandOver | None = None

    @property
    def public_id(self) -> uuid.UUID:
        """Of the response: the address of whoever may open all of it."""
        return self.hand_over.response.public_id if self.hand_over else self.address

    @property
    def section(self) -> str:
        """The code of the only section that they may open; empty where it is all of them."""
        return self.hand_over.section if self.hand_over else ""


def grant(http_response: HttpResponse, address: uuid.UUID, source: Source = RESPONDENT) -> None:
    """Let this browser open the pages at this address, from now on for twelve hours, and answer through this source."""
    http_response.set_signed_cookie(
        NAME,
        _value(address, source),
        salt=SALT,
        max_age=LASTS + RENEWED_AFTER,
        path=reverse("surveys:next", args=[address]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def renew(request: HttpRequest, http_response: HttpResponse, visit: Visit) -> None:
    """Let the twelve hours of this visit begin anew."""
    _, signed_at, _ = request.COOKIES[NAME].rsplit(":", 2)
    if time.time() - signing.b62_decode(signed_at) > RENEWED_AFTER:
        grant(http_response, visit.address, visit.source)


def visit_of(request: HttpRequest, address: uuid.UUID) -> Visit:
    """Who this browser is at the pages of this address. Raises LinkNotOpened where it may not even open them."""
    value = request.get_signed_cookie(NAME, default="", salt=SALT, max_age=LASTS + RENEWED_AFTER) or ""
    if value == str(address):
        return Visit(address)
    if value.startswith(f"{address}.section."):
        return _colleague(address)
    if value.startswith(f"{address}."):  # else the database need not be asked who is signed in; nobody has no key
        by_telephone = Source(Channel.TELEPHONE, request.user.pk)
        if value == _value(address, by_telephone):
            return Visit(address, by_telephone)
    raise LinkNotOpened


def _colleague(address: uuid.UUID) -> Visit:
    held = HandOver.objects.select_related("response__survey__questionnaire")
    hand_over = held.filter(public_id=address, given_back_at__isnull=True, taken_back_at__isnull=True).first()
    if hand_over is None:
        raise LinkNotOpened
    return Visit(address, Source(hand_over_id=hand_over.pk), hand_over)


def response_of(visit: Visit) -> Response:
    """The response with all that its pages need, in one query. Raises Response.DoesNotExist where it has moved."""
    if visit.hand_over:
        return visit.hand_over.response
    return responses.find(visit.address)


def end(theirs: Iterable[Response], *, now: datetime) -> None:
    """Let no browser go on that opened these responses before: their pages move to addresses that no cookie is for, and
    sections that colleagues have are taken back."""
    moved = list(theirs)
    for response in moved:
        response.public_id = uuid.uuid4()
    Response.objects.bulk_update(moved, ["public_id"])
    open_ones = HandOver.objects.filter(response__in=moved, given_back_at__isnull=True, taken_back_at__isnull=True)
    open_ones.update(taken_back_at=now)


def page_key(address: uuid.UUID) -> str:
    """What a page bears so that what was typed on it can be left behind for a week, even if its browser may open
    nothing any more by then: it lets a draft be written, and nothing be read."""
    return signing.dumps(str(address), salt=PAGE_KEY_SALT)


def holder(address: uuid.UUID, key: str) -> Visit | None:
    """Who may leave a draft at this address by the key that their page bore, if anybody."""
    try:
        if signing.loads(key, salt=PAGE_KEY_SALT, max_age=PAGE_KEY_LASTS) != str(address):
            return None
    except signing.BadSignature:
        return None
    if Response.objects.filter(public_id=address).exists():
        return Visit(address)
    try:
        return _colleague(address)
    except LinkNotOpened:
        return None


def _value(address: uuid.UUID, source: Source) -> str:
    if source == RESPONDENT:
        return str(address)
    if source.hand_over_id:
        return f"{address}.section.{source.hand_over_id}"
    return f"{address}.{source.channel}.{source.staff_id}"
