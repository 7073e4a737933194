"""The code frame of an open question: themes added, renamed, moved and merged."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from analysis.forms.open_answers import MergeForm, ThemeForm
from analysis.open_answers import reading
from analysis.open_answers.questions import OpenQuestion, open_question
from analysis.views.choosing import needed
from surveys import framing
from surveys.framing import Result
from surveys.models import Survey
from surveys.questionnaire.definition import CodeFrame, Theme, option_of

WHY_NOT = {
    Result.LABEL_TAKEN: gettext_lazy("The code frame has a theme of this name already."),
    Result.NO_SUCH_THEME: gettext_lazy("This theme was taken out meanwhile. Nothing was changed."),
    Result.CAME_WITH_QUESTIONNAIRE: gettext_lazy("This code came with the questionnaire and stays as it is."),
    Result.IS_SUB_THEME: gettext_lazy("That is a sub-theme itself. Sub-themes have none of their own."),
    Result.HAS_SUB_THEMES: gettext_lazy("This theme has sub-themes. Move or merge these first."),
    Result.TOO_MANY: gettext_lazy("The code frame has as many themes as it can. Merge some first."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, variable: str) -> HttpResponse:
    """All themes with how often each was given, and a form for a new one."""
    survey, question = _found(request, variable)
    form = ThemeForm(request.POST or None, question.frame)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        result, _code = framing.add(survey.questionnaire, variable, given["label"], under=given["under"])
        if result is Result.DONE:
            messages.success(request, _("“%(label)s” is in the code frame.") % {"label": given["label"]})
            return redirect("analysis:code_frame", variable)
        form.add_error("label", WHY_NOT[result])
    answers = reading.verbatims(survey, question)
    context = {
        "question": question,
        "form": form,
        "frequencies": reading.frequencies(question.frame, answers),
        "back": reverse("analysis:read_answers", args=[variable]),
    }
    return render(request, "analysis/open_answers/frame.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, variable: str, code: str) -> HttpResponse:
    """One theme: its name, and what it stands under."""
    survey, question = _found(request, variable)
    frame, found = _theme(question, code)
    form = ThemeForm(request.POST or None, frame, theme=found)
    if request.method == "POST" and form.is_valid():
        result = framing.change(survey.questionnaire, variable, code, **form.cleaned_data)
        if result is Result.DONE:
            return redirect("analysis:code_frame", variable)
        form.add_error("label", WHY_NOT[result])
    return _shown(request, question, form, MergeForm(None, frame, found), found)


@require_POST
def merge(request: HttpRequest, variable: str, code: str) -> HttpResponse:
    """Take a theme out; another one can stand for it."""
    survey, question = _found(request, variable)
    frame, found = _theme(question, code)
    form = MergeForm(request.POST, frame, found)
    if form.is_valid():
        result = framing.merge(survey.questionnaire, variable, code, form.cleaned_data["into"], now=timezone.now())
        if result is Result.DONE:
            messages.success(request, _("“%(label)s” is out of the code frame.") % {"label": found.label})
            return redirect("analysis:code_frame", variable)
        form.add_error("into", WHY_NOT[result])
    return _shown(request, question, ThemeForm(None, frame, theme=found), form, found)


def _shown(
    request: HttpRequest, question: OpenQuestion, form: ThemeForm, merging: MergeForm, found: Theme
) -> HttpResponse:
    context = {
        "question": question,
        "theme": found,
        "form": form,
        "merging": merging,
        "back": reverse("analysis:code_frame", args=[question.variable]),
    }
    status = 422 if form.errors or merging.errors else 200
    return render(request, "analysis/open_answers/theme.html", context, status=status)


def _found(request: HttpRequest, variable: str) -> tuple[Survey, OpenQuestion]:
    survey = needed(request)
    question = open_question(survey, variable)
    if question is None:
        raise Http404("There is no such open question.")
    return survey, question


def _theme(question: OpenQuestion, code: str) -> tuple[CodeFrame, Theme]:
    """One that a researcher added and that is still given."""
    found = option_of(question.frame.themes, code)
    if not found or found.retired or not found.edition:
        raise Http404("There is no theme of this code that can be changed.")
    return question.frame, found
