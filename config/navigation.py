from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from config import rights
from config.roles import role_of

# Label and route, from left to right.
PLACES = (
    (_("Fieldwork"), "contacts:fieldwork"),
    (_("Mailings"), "contacts:mailings"),
    (_("Calls"), "contacts:calls"),
    (_("Help line"), "contacts:queries"),
    (_("Organisations"), "contacts:organisations"),
    (_("Open answers"), "analysis:open_answers"),
    (_("Report"), "analysis:report"),
    (_("Exports"), "analysis:exports"),
    (_("People"), "accounts:people"),
)

# Pages that belong to a place whose address theirs does not begin with.
BELONGING = {"/staff/contacts/": "contacts:organisations"}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context processor: `navigation`, a label, an address and whether one is there now for each place that this user
    may open; and `may_open`, the names of all routes that they may. Worked out when a template asks, so that pages
    without them cost nothing."""
    return {
        "navigation": SimpleLazyObject(lambda: _links(request)),
        "may_open": SimpleLazyObject(lambda: rights.routes_of(role_of(request.user))),
    }


def _links(request: HttpRequest) -> list[tuple[str, str, bool]]:
    role = role_of(request.user)
    places = [(str(label), reverse(route)) for label, route in PLACES if role in rights.allowed(route)]
    path = request.path
    belongs = next((reverse(route) for start, route in BELONGING.items() if path.startswith(start)), path)
    here = max((url for _label, url in places if belongs.startswith(url)), key=len, default="")
    return [(label, url, url == here) for label, url in places]
