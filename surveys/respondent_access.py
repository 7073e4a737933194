"""Who may open a response: the browser in which its personal link was followed.

The cookie is signed, bound to one response and sent only to that response's pages, so two links
opened in one browser never mix. It ends twelve hours after the last page.
"""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from surveys.models import Response

LASTS = 12 * 3600
NAME = "__Secure-respondent" if settings.HTTPS else "respondent"
SALT = "surveys.respondent"


def grant(http_response: HttpResponse, public_id: uuid.UUID) -> None:
    """Let this browser open the response, from now on for twelve hours."""
    http_response.set_signed_cookie(
        NAME,
        str(public_id),
        salt=SALT,
        max_age=LASTS,
        path=reverse("surveys:next", args=[public_id]),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def granted(request: HttpRequest, public_id: uuid.UUID) -> bool:
    """Whether this browser may open the response."""
    value = request.get_signed_cookie(NAME, default="", salt=SALT, max_age=LASTS)
    return value == str(public_id)


def response_of(public_id: uuid.UUID) -> Response:
    """The response with all that its pages need, in one query."""
    return Response.objects.select_related("survey__questionnaire").get(public_id=public_id)
