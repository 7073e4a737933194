"""Every component in every state, on pages that exist in the tests only."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template import engines
from django.urls import path

from surveys.page_form import PageForm
from surveys.questionnaire import routing, validation
from surveys.questionnaire.definition import Item, Kind, Option, Page, Question, Section
from surveys.questionnaire.routing import AskedPage
from surveys.questionnaire.saying import say
from tests.builders import appendix_a

AGREEMENT = ("Strongly agree", "Agree", "Disagree", "Strongly disagree", "Don't know")
SURVEY = {
    "title": "Community safety capacity in local government",
    "helpline_email": "help@example.org",
    "helpline_phone": "01632 960123",
}


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(code, label) for code, label in zip("abcdefgh", labels, strict=False))


def kinds() -> tuple[Question, ...]:
    """One question of each kind, with everything a question can have."""
    other = Option("g", "Other, please specify", specify=True)
    how = Question("q4_a_sub", "", Kind.SINGLE, "How?", options=(*options("Online", "By post"), other))
    return (
        Question("q1", "1", Kind.TEXT, "Name of CDRP", hint="As on your letters"),
        Question(
            "q2",
            "2",
            Kind.SINGLE,
            "Type of local authority",
            options=(Option("x", "Unitary", hint="One tier only"), *options("District", "County")),
        ),
        Question("q3", "3", Kind.MULTIPLE, "Who chairs it?", options=(*options("A councillor", "An officer"), other)),
        Question(
            "q4",
            "4",
            Kind.MULTIPLE,
            "What would help most?",
            hint="Think of the next year",
            limit=3,
            options=(
                Option("a", "Sharing of good practice", sub=how),
                *options("-", "Money", "People", "Time")[1:],
                other,
            ),
        ),
        Question(
            "q5",
            "5",
            Kind.GRID,
            "To what extent do you agree?",
            introduction=("The agenda of the next year has three parts.", "All three are new."),
            items=(
                Item("police", "The police are involved", hint="In general"),
                Item("fire", "The fire authority is involved"),
                Item("other", "Other, please specify", specify=True),
            ),
            options=options(*AGREEMENT),
        ),
        Question(
            "q6",
            "6",
            Kind.NUMBERS,
            "Which posts does the team have?",
            hint="Full time equivalent",
            items=(Item("cso", "Officers"), Item("other", "Other, please specify", specify=True)),
        ),
        Question("q7_text", "7", Kind.LONG_TEXT, "What would help to improve capacity?", hint="In your own words"),
        Question("q8", "8", Kind.TICK, "Tick this box if you are not willing to be contacted"),
    )


def asked(*questions: Question, title: str = "Your partnership") -> AskedPage:
    section = Section("section", "Background", (Page("page", title, questions),))
    return AskedPage("page", title, section, questions)


def wrong_everywhere(page: AskedPage) -> tuple[validation.Problem, ...]:
    return tuple(
        validation.Problem(control.name, "wrong", say(f"Put {control.name} right")) for control in page.controls
    )


def page_form(page: AskedPage, answers: Mapping[str, object] | None = None, *, wrong: bool = False) -> PageForm:
    """The form as it is first shown, or as it comes back with something wrong in every control."""
    if not wrong:
        return PageForm(page, answers=answers or {}, known={})
    sent = QueryDict(mutable=True)
    for name, value in (answers or {}).items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return PageForm(page, answers={}, known={}, sent=sent, problems=wrong_everywhere(page))


FILLED = {
    "q1": "Kestrel Vale",
    "q2": "a",
    "q3": ["a", "g"],
    "q3_g_text": "The bishop",
    "q4": ["a", "b", "c", "g"],
    "q4_a_sub": "g",
    "q4_a_sub_text": "By pigeon",
    "q5_police": "b",
    "q5_other": "e",
    "q6_cso": "2.5",
    "q7_text": "More of it.\nSooner.",
    "q8": "1",
}


class Plain(forms.Form):
    """An ordinary form with every widget that staff pages use."""

    email = forms.EmailField(label="Email", help_text="The one you sign in with")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"placeholder": "Password"}))
    role = forms.ChoiceField(label="Role", choices=[("r", "Researcher"), ("a", "Admin")])
    state = forms.ChoiceField(label="State", widget=forms.RadioSelect, choices=[("on", "On"), ("off", "Off")])
    regions = forms.MultipleChoiceField(
        label="Regions",
        widget=forms.CheckboxSelectMultiple,
        choices=[(1, "North"), (2, "South")],
        help_text="As many as you like",
    )
    note = forms.CharField(label="Note", widget=forms.Textarea)
    people = forms.FileField(label="List of people", help_text="CSV or XLSX")
    sure = forms.BooleanField(label="I am sure")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def question_page(request: HttpRequest, code: str) -> HttpResponse:
    """A page of the study's questionnaire for a district with two chairs, empty, filled or wrong."""
    answers = {"q2": "d", "q7": ["a", "d", "g"], "q7_g_text": "The bishop"}
    path_ = routing.route(appendix_a(), answers)
    page = next(page for page in path_ if page.code == code)
    return _show(request, page, answers)


def kinds_page(request: HttpRequest) -> HttpResponse:
    return _show(request, asked(*kinds()), FILLED)


def _show(request: HttpRequest, page: AskedPage, answers: Mapping[str, object]) -> HttpResponse:
    state = request.GET.get("state", "")
    form = page_form(page, answers if state else {}, wrong=state == "wrong")
    context = {"survey": SURVEY, "form": form, "page": page, "place": 3, "pages": 14, "back": "/"}
    context |= {"shown": "x", "address": UUID(int=0), "key": "y", "lasts": 3600, "minutes": 7}
    return render(request, "surveys/page.html", context)


def plain_page(request: HttpRequest) -> HttpResponse:
    form = Plain({} if request.GET.get("state") == "wrong" else None, auto_id="%s")
    context = {"form": form, "heading": "Add a person", "navigation": NAVIGATION}
    return HttpResponse(engines["django"].from_string(PLAIN).render(context, request))


PLAIN = """{% extends "staff.html" %}{% load crispy_forms_tags %}
{% block title %}Add a person{% endblock %}
{% block content %}{% crispy form %}{% endblock %}"""
PIECES = """{% extends "staff.html" %}
{% block title %}Pieces{% endblock %}
{% block content %}
  {% include "components/panel.html" with title="Answers sent" text="Reference" reference="KV-0123" only %}
  {% include "components/notification.html" with text="3 people were added" level="success" only %}
  {% include "components/notification.html" with text="That page is not part of your survey" level="warning" only %}
  {% include "components/task_progress.html" with done=3 total=14 text="Page 3 of 14" only %}
  {% include "components/summary_list.html" with rows=answers only %}
  {% include "components/task_list.html" with id="sections" tasks=tasks only %}
  {% include "components/table.html" with id="T10" question="Question 14" %}
  {% include "components/table.html" with id="T3" caption="Table 3: Job roles" heads=heads rows=rows only %}
  {% include "components/empty_state.html" with text="Nobody is invited yet." url="/people" action="Add people" only %}
  {% include "components/pagination.html" with page=page %}
  {% include "components/button.html" with label="Go on" only %}
  {% include "components/button.html" with label="Save and finish later" kind="secondary" name="later" value="1" only %}
  {% include "components/button.html" with label="Close the survey" kind="warning" url="/close" only %}
{% endblock %}"""
NAVIGATION = [("Fieldwork", "/fieldwork", False), ("Report", "/report", True), ("People", "/people", False)]
ROWS = [
    {"label": "Anti-social behaviour", "cells": ["31", "22", "80", "56", "25", "18", "4", "3", "2", "1"]},
    {"label": "Prolific and priority offenders", "cells": ["12", "8", "66", "46", "50", "35", "9", "6", "5", "4"]},
    {"label": "Very or fairly", "cells": ["43", "30", "146", "51", "75", "53", "13", "9", "7", "5"], "net": True},
]


def pieces_page(request: HttpRequest) -> HttpResponse:
    context = {
        "caption": "Table 10: How challenging do you find it to deliver the following aspects of the agenda?",
        "stub": "Aspect",
        "base": "Base: all respondents, 142",
        "page": Paginator(range(30), 10).page(2),
        "navigation": NAVIGATION,
        "groups": [{"label": label, "span": 2} for label in AGREEMENT],
        "heads": ["n", "%"] * 5,
        "rows": ROWS,
        "answers": [
            {"label": "Name of CDRP", "values": ["Kestrel Vale"], "url": "/1"},
            {"label": "Who chairs it?", "values": ["A councillor", "The bishop"], "url": "/2", "purpose": "who chairs"},
            {"label": "What would help?", "values": [], "url": "/3"},
        ],
        "tasks": [
            {"label": "Background", "url": "/1", "status": "Done", "done": True},
            {"label": "Support", "status": "Cannot start yet"},
        ],
    }
    return HttpResponse(engines["django"].from_string(PIECES).render(context, request))


def error_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"errors/{name}.html")


urlpatterns = [
    path("page/<slug:code>/", question_page),
    path("kinds/", kinds_page),
    path("plain/", plain_page),
    path("pieces/", pieces_page),
    path("error/<slug:name>/", error_page),
]
