"""The reference of the respondent's page: plain Django, one row read or written, as many radio buttons."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from surveys.models import Response

LINES, ANSWERS = range(6), "abcdef"
PAGE = """<!doctype html><title>Bare</title><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
{% for line in lines %}<fieldset><legend>{{ line }}</legend>
{% for answer in answers %}
<label><input type="radio" name="line{{ line }}" value="{{ answer }}"> {{ answer }}</label>{% endfor %}
</fieldset>{% endfor %}<button>Continue</button></form>"""


def page(request: HttpRequest, key: int) -> HttpResponse:
    """GET reads a row and shows a form; POST writes the row and redirects."""
    if request.method == "POST":
        Response.objects.filter(pk=key).update(answers=request.POST.dict())
        return redirect(request.path)
    row = Response.objects.get(pk=key)
    context = {"lines": LINES, "answers": ANSWERS, "token": get_token(request), "row": row}
    return HttpResponse(TEMPLATE.render(context))


def own_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: requests that come this way are for the page above, whatever the product's addresses are."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # Django looks here first
        return get_response(request)

    return answer


TEMPLATE = engines["django"].from_string(PAGE)
MIDDLEWARE = [
    "analysis.benchmarks.bare.own_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

urlpatterns = [path("<int:key>/", page)]
