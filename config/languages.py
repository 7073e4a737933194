"""The language of the pages that respondents see: chosen by a link on the page, remembered in a cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "language"
LASTS = 365 * 24 * 3600
TRANSLATED = ("/s/", "/section/", "/answer/", "/questionnaire/", "/help/", "/accessibility/")  # the rest is for staff


def languages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers in the language that `?language=` asks for, or that was asked for before."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(TRANSLATED):
            return get_response(request)
        asked = _known(request.GET.get("language"))
        with translation.override(asked or _known(request.COOKIES.get(COOKIE)) or settings.LANGUAGE_CODE):
            response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        if asked:
            options = {"httponly": True, "samesite": "Lax", "secure": settings.HTTPS}
            response.set_cookie(COOKIE, asked, max_age=LASTS, **options)
        return response

    return respond


def _known(code: str | None) -> str:
    """The code, if it is that of a language that there is."""
    return code if code in dict(settings.LANGUAGES) else ""
