from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_SWITCHED_OFF = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that tells the browser which of its powers no page of Canvass uses."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = _SWITCHED_OFF
        return response

    return respond
