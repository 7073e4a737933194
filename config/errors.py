"""The pages for what went wrong; none of them asks the database anything."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the reason, where one of our own views gave it."""
    told = str(exception) if isinstance(exception, BadRequest) else ""
    return HttpResponse(render_to_string("errors/400.html", {"told": told}), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@never_cache
def form_not_accepted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers a form whose cross-site token is missing or old: cookies are off, or the page was open for long."""
    return render(request, "errors/403.html", {"form_not_accepted": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def wrong_method(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware: who opens the address of a button, or sends a form to that of a page, is told so."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            response.content = render_to_string("errors/405.html", {"opened": request.method == "GET"}, request)
        return response

    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("errors/500.html"), status=500)
