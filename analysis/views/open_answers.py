"""Open answers: read, given codes, compared between coders."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from analysis.forms.open_answers import CodingForm, ReadingForm
from analysis.open_answers import agreeing, judging, reading
from analysis.open_answers.judging import Result
from analysis.open_answers.questions import OpenQuestion, open_question, open_questions
from analysis.open_answers.reading import Verbatim
from analysis.open_answers.standing import State
from analysis.views.choosing import chosen, needed
from contacts.charts.bars import bar
from contacts.views.signed_in import user_of
from surveys import framing
from surveys.models import Survey
from surveys.questionnaire.definition import Question

Facts = Mapping[str, Question]

ON_A_PAGE = 50
SECOND = "second"
WHY_NOT = {
    Result.NO_ANSWER: gettext_lazy("This answer was taken back meanwhile. Nothing was stored."),
    Result.TEXT_CHANGED: gettext_lazy("This answer was changed meanwhile. Read it again; your codes are still ticked."),
    Result.NO_SUCH_CODE: gettext_lazy("A theme was taken out of the code frame meanwhile. Tick again what fits."),
    Result.ONE_LISTED_ONLY: gettext_lazy("Only one answer could be given here: tick one option of the question only."),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The open questions, and how far the coding of each is."""
    survey = chosen(request)
    if survey is None:
        return render(request, "analysis/open_answers/index.html")
    found = [(question, reading.verbatims(survey, question)) for question in open_questions(survey)]
    rows = [
        {"question": question, "answers": len(answers), "progress": _progress(answers)} for question, answers in found
    ]
    return render(request, "analysis/open_answers/index.html", {"survey": survey, "rows": rows})


@require_safe
def read(request: HttpRequest, variable: str) -> HttpResponse:
    """The answers to one question, and the themes in order of frequency."""
    survey = needed(request)
    question = _question(survey, variable)
    answers = reading.verbatims(survey, question)
    facts = reading.fact_questions(survey)
    form = ReadingForm(request.GET, question, facts)
    wanted = form.wanted
    found = [answer for answer in answers if wanted.fits(answer)]
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "question": question,
        "form": form,
        "page": page,
        "verbatims": [_shown(facts, question, answer, wanted.search) for answer in page.object_list],
        "answers": len(answers),
        "progress": _progress(answers),
        "frequencies": _frequencies(question, found),
        "disputed": len(agreeing.disputed(answers)),
        "back": reverse("analysis:open_answers"),
    }
    return render(request, "analysis/open_answers/read.html", context, status=422 if form.errors else 200)


@require_safe
def next_one(request: HttpRequest, variable: str) -> HttpResponse:
    """To the next answer that is to be coded; as a second coder, to the next that others coded alone."""
    survey = needed(request)
    question = _question(survey, variable)
    is_second = SECOND in request.GET
    left = _left(reading.verbatims(survey, question), user_of(request).pk if is_second else None)
    if not left:
        told = _("You have coded every answer that others have.") if is_second else _("Every answer is coded.")
        messages.success(request, told)
        return redirect("analysis:read_answers", variable)
    query = f"?{SECOND}=1" if is_second else ""
    return redirect(reverse("analysis:code_answer", args=[variable, left[0].response_id]) + query)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, variable: str, response_id: int) -> HttpResponse:
    """One answer and the code frame. As a second coder one does not see what others made of it."""
    survey = needed(request)
    question = _question(survey, variable)
    if request.method == "POST" and not question.is_begun:
        framing.begin(survey.questionnaire, variable)
        question = _question(survey, variable)
    answers = reading.verbatims(survey, question)
    answer = next((each for each in answers if each.response_id == response_id), None)
    if answer is None:
        raise Http404("There is no such answer.")
    me, is_second = user_of(request), SECOND in request.GET
    given = answer.standing.by_coder.get(me.pk, ()) if is_second else answer.codes
    form = CodingForm(request.POST or None, question.frame, given=given)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _judged(request, survey, question, answer, form, is_second=is_second):
            return redirect(_onward(variable, answer, is_second=is_second))
        status = 422
    left = _left(answers, me.pk if is_second else None)
    context = {
        "question": question,
        "form": form,
        "answer": answer,
        "shown": judging.fingerprint(answer.text),
        "group": _group(reading.fact_questions(survey), answer),
        "is_second": is_second,
        "left": len(left),
        "answers": len(answers),
        "bar": bar(len(answers) - len(left), len(answers)),
        "back": reverse("analysis:read_answers", args=[variable]),
    }
    return render(request, "analysis/open_answers/code.html", context, status=status)


@require_safe
def agreement(request: HttpRequest, variable: str) -> HttpResponse:
    """How far coders agree, and the answers on which they do not."""
    survey = needed(request)
    question = _question(survey, variable)
    answers = reading.verbatims(survey, question)
    context = {
        "question": question,
        "pairs": [(pair, _kappa(pair)) for pair in agreeing.pairs(question.frame, answers)],
        "disputed": [
            (answer, [list(reading.labels(question, codes)) for codes in answer.standing.by_coder.values()])
            for answer in agreeing.disputed(answers)
        ],
        "back": reverse("analysis:read_answers", args=[variable]),
    }
    return render(request, "analysis/open_answers/agreement.html", context)


def _question(survey: Survey, variable: str) -> OpenQuestion:
    found = open_question(survey, variable)
    if found is None:
        raise Http404("There is no such open question.")
    return found


def _judged(
    request: HttpRequest,
    survey: Survey,
    question: OpenQuestion,
    answer: Verbatim,
    form: CodingForm,
    *,
    is_second: bool,
) -> bool:
    """Whether the codes are kept; else the form says why not."""
    codes, label = form.given, form.cleaned_data["new"]
    if label:
        added, code = framing.add(survey.questionnaire, question.variable, label)
        if added is framing.Result.TOO_MANY:
            form.add_error("new", _("The code frame has as many themes as it can. Merge some first."))
            return False
        codes = list(dict.fromkeys([*codes, code]))
    result = judging.judge(
        survey,
        question,
        answer.response_id,
        codes,
        shown=request.POST.get("shown", ""),
        by=user_of(request),
        decides=not is_second and answer.state is State.CODED,
        now=timezone.now(),
    )
    if result in WHY_NOT:
        form.add_error("codes", WHY_NOT[result])
    return result not in WHY_NOT


def _onward(variable: str, answer: Verbatim, *, is_second: bool) -> str:
    """Whoever codes goes on to the next answer, whoever changes codes back to where the answer is read."""
    if is_second:
        return reverse("analysis:code_next", args=[variable]) + f"?{SECOND}=1"
    if answer.state is State.CODED:
        return reverse("analysis:read_answers", args=[variable]) + f"#answer-{answer.response_id}"
    return reverse("analysis:code_next", args=[variable])


def _left(answers: list[Verbatim], second: int | None) -> list[Verbatim]:
    """What is to be coded; for a second coder what others coded, they did not, and nobody has decided."""
    if second is None:
        return [answer for answer in answers if answer.state is not State.CODED]
    return [
        answer
        for answer in answers
        if answer.standing.by_coder and second not in answer.standing.by_coder and not answer.standing.is_decided
    ]


def _progress(answers: list[Verbatim]) -> Mapping[str, Any]:
    numbers = reading.progress(answers)
    coded = numbers[State.CODED]
    return {"coded": coded, "changed": numbers[State.CHANGED], "bar": bar(coded, max(len(answers), 1))}


def _shown(facts: Facts, question: OpenQuestion, answer: Verbatim, search: str) -> Mapping[str, Any]:
    return {
        "answer": answer,
        "parts": reading.highlighted(answer.text, search),
        "group": _group(facts, answer),
        "codes": list(reading.labels(question, answer.codes)),
        "is_changed": answer.state is State.CHANGED,
    }


def _group(facts: Facts, answer: Verbatim) -> str:
    """Type and region in words."""
    options = (option for fact, of in facts.items() for option in of.options if option.code == answer.group[fact])
    return ", ".join(option.short or option.label for option in options)


def _frequencies(question: OpenQuestion, answers: list[Verbatim]) -> list[Mapping[str, Any]]:
    """The themes with a bar each; its length is the share of these answers."""
    return [
        {"theme": each.theme, "answers": each.answers, "bar": bar(each.answers, max(len(answers), 1))}
        for each in reading.frequencies(question.frame, answers)
    ]


def _kappa(pair: agreeing.Pair) -> Mapping[str, Any]:
    found = pair.agreement
    return {
        "kappa": None if found.kappa is None else f"{found.kappa:.2f}",
        "strength": None if found.kappa is None else agreeing.strength(found.kappa),
        "interval": found.interval and tuple(f"{end:.2f}" for end in found.interval),
        "observed": f"{found.observed:.0%}",
        "codes": [
            (of.code.label, of.one, of.other, "–" if of.agreement.kappa is None else f"{of.agreement.kappa:.2f}")
            for of in pair.codes
        ],
    }
