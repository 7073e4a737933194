"""The whole site: twenty pages of eight questions with five answers each."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from analysis.benchmarks.bare_project.models import PageOfAnswers

PAGES, QUESTIONS, ANSWERS = 20, range(8), "abcde"
PAGE = """<!doctype html><title>Bare</title><h1>Page {{ number }}</h1><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
{% for question in questions %}<fieldset><legend>Question {{ question }}</legend>
{% for answer in answers %}
<label><input type="radio" name="question{{ question }}" value="{{ answer }}"> Answer {{ answer }}</label>{% endfor %}
</fieldset>{% endfor %}<button>Continue</button></form>"""
TEMPLATE = engines["django"].from_string(PAGE)


def page(request: HttpRequest, number: int) -> HttpResponse:
    """GET reads one row, the session, and shows the form; POST writes another and leads to the next page."""
    respondent = request.session.get("respondent") or _begin(request)
    if request.method == "POST":
        PageOfAnswers(respondent=respondent, page=number, answers=request.POST.dict()).save(force_insert=True)
        return redirect(f"/page/{number + 1}/" if number < PAGES else "/end/")
    context = {"number": number, "questions": QUESTIONS, "answers": ANSWERS, "token": get_token(request)}
    return HttpResponse(TEMPLATE.render(context))


def end(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Thank you")


def _begin(request: HttpRequest) -> str:
    respondent = str(uuid.uuid4())
    request.session["respondent"] = respondent
    return respondent


urlpatterns = [path("page/<int:number>/", page), path("end/", end)]
