"""Who may open a response: the browser in which its personal link was followed, and one in which somebody of the staff
fills it in for an organisation on the telephone.

The cookie is signed, bound to one response and sent only to that response's pages, so two links
opened in one browser never mix. It ends twelve hours after the last page, or when the response moves
to another address. One for the telephone names who it was given to, and opens nothing unless they are
signed in.
"""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from surveys.exceptions import LinkNotOpened
from surveys.models import Channel, Response
from surveys.responses import RESPONDENT, Source

LASTS = 12 * 3600
NAME = "__Secure-respondent" if settings.HTTPS else "respondent"
SALT = "surveys.respondent"


def grant(http_response: HttpResponse, public_id: uuid.UUID, source: Source = RESPONDENT) -> None:
    """Let this browser open the response, from now on for twelve hours, and answer through this source."""
    http_response.set_signed_cookie(
        NAME,
        _value(public_id, source),
        salt=SALT,
        max_age=LASTS,
        path=reverse("surveys:next", args=[public_id]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def source_of(request: HttpRequest, public_id: uuid.UUID) -> Source:
    """Through what this browser answers the response. Raises LinkNotOpened where it may not even open it."""
    value = request.get_signed_cookie(NAME, default="", salt=SALT, max_age=LASTS) or ""
    if value == _value(public_id, RESPONDENT):
        return RESPONDENT
    if value.startswith(f"{public_id}."):  # else the database need not be asked who is signed in; nobody has no key
        by_telephone = Source(Channel.TELEPHONE, request.user.pk)
        if value == _value(public_id, by_telephone):
            return by_telephone
    raise LinkNotOpened


def end(theirs: Iterable[Response]) -> None:
    """Let no browser go on that opened these responses before: their pages move to addresses that no cookie is for."""
    moved = list(theirs)
    for response in moved:
        response.public_id = uuid.uuid4()
    Response.objects.bulk_update(moved, ["public_id"])


def response_of(public_id: uuid.UUID) -> Response:
    """The response with all that its pages need, in one query."""
    return Response.objects.select_related("survey__questionnaire").get(public_id=public_id)


def _value(public_id: uuid.UUID, source: Source) -> str:
    return str(public_id) if source == RESPONDENT else f"{public_id}.{source.channel}.{source.staff_id}"
