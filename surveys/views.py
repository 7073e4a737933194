"""The respondent's pages: one form a page, saved before the next is shown."""

import uuid
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from surveys import check_answers, respondent_access, responses
from surveys.exceptions import LinkNotOpened
from surveys.models import Channel, Response
from surveys.page_form import PageForm
from surveys.questionnaire import summary, validation
from surveys.questionnaire.routing import AskedPage
from surveys.responses import Outcome, PageOutcome, Result

SENT_BEFORE = (
    "You had sent your answers before, so the page that you have just sent was not saved. "
    "If something has to change, ask the help line."
)
CHANGED = (
    "Some answers were changed in another window after this page was shown. Check them again before you send them."
)
NOT_COMPLETE = (
    "A question came up through a change in another window. Answer it first, then check and send your answers."
)
NOT_ASKED = (
    "That page is not part of your survey at the moment, so nothing on it was saved. Go on with the question below."
)

View = Callable[..., HttpResponse]


def for_its_respondent(view: View) -> View:
    """Only for the browser in which the personal link was opened; any other is told to open it."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, public_id: uuid.UUID, **parts: str) -> HttpResponse:
        try:
            source = respondent_access.source_of(request, public_id)
            answer = view(request, public_id, **parts)
        except (LinkNotOpened, Response.DoesNotExist):  # the response may have moved to another address since
            return render(request, "surveys/open_your_link.html", status=403)
        respondent_access.grant(answer, public_id, source)
        return answer

    return guarded


@require_safe
@for_its_respondent
def go_on(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return redirect(next_address(respondent_access.response_of(public_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_respondent
def page(request: HttpRequest, public_id: uuid.UUID, *, code: str) -> HttpResponse:
    if request.method == "POST":
        return _save(request, public_id, code)
    response = respondent_access.response_of(public_id)
    if over := _over(request, response):
        return over
    asked = responses.reachable(responses.path(response), response.answers, code)
    if asked is None:
        return redirect(next_address(response))
    form = PageForm(asked, answers=response.answers, known=response.known)
    return _show(request, response, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_respondent
def check(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        return _submit(request, public_id)
    response = respondent_access.response_of(public_id)
    if over := _over(request, response):
        return over
    path = responses.path(response)
    if validation.first_incomplete(path, response.answers):
        return redirect(next_address(response))
    sections = check_answers.sections(response, path)
    context = _about(request, response) | {
        "sections": sections,
        "shown": responses.fingerprint(response.answers),
        "back": _address(response, path[-1]),
    }
    return render(request, "surveys/check.html", context)


@require_safe
@for_its_respondent
def receipt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    response = respondent_access.response_of(public_id)
    if not response.submitted_at:
        return redirect(next_address(response))
    context = _about(request, response) | {"response": response}
    return render(request, "surveys/receipt.html", context)


def next_address(response: Response, *, then: str = "") -> str:
    """Where this respondent goes on: the first page still to be answered, the check of all
    answers, or the receipt."""
    if response.submitted_at:
        return reverse("surveys:receipt", args=[response.public_id])
    incomplete = validation.first_incomplete(responses.path(response), response.answers)
    if incomplete is None:
        return reverse("surveys:check", args=[response.public_id])
    return _address(response, incomplete, then=then)


def _address(response: Response, page: AskedPage, *, then: str = "") -> str:
    address = reverse("surveys:page", args=[response.public_id, page.code])
    return f"{address}?{urlencode({'then': then})}" if then else address


def _about(request: HttpRequest, response: Response) -> dict[str, Any]:
    """What every page needs: the survey and, if staff fill it in by telephone, for which organisation."""
    by_telephone = respondent_access.source_of(request, response.public_id).channel == Channel.TELEPHONE
    return {"survey": response.survey, "filling_in_for": response.known.get("name", "") if by_telephone else ""}


def _save(request: HttpRequest, public_id: uuid.UUID, code: str) -> HttpResponse:
    outcome = responses.save_page(
        public_id,
        code,
        dict(request.POST.lists()),
        shown=request.POST.get("shown", ""),
        now=timezone.now(),
        source=respondent_access.source_of(request, public_id),
    )
    return RESULTS[outcome.result](request, outcome)


def _submit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    source = respondent_access.source_of(request, public_id)
    outcome = responses.submit(public_id, shown=request.POST.get("shown", ""), now=timezone.now(), source=source)
    if outcome.result is Result.CLOSED:
        return _closed(request, outcome)
    if outcome.result in NOT_YET_SENT:
        messages.warning(request, NOT_YET_SENT[outcome.result])
    return redirect(next_address(outcome.response, then="check"))


def _saved(request: HttpRequest, outcome: PageOutcome) -> HttpResponse:
    """On to the next page; after a change from the check, to what it opened and then back."""
    response, page = outcome.response, outcome.page
    if request.GET.get("then") == "check":
        return redirect(next_address(response, then="check"))
    path = responses.path(response)
    following = path[[asked.code for asked in path].index(page.code) + 1 :]
    return redirect(_address(response, following[0]) if following else next_address(response))


def _with_problems(request: HttpRequest, outcome: PageOutcome) -> HttpResponse:
    response = outcome.response
    form = PageForm(
        outcome.page,
        answers=response.answers,
        known=response.known,
        sent=request.POST,
        problems=outcome.problems,
    )
    return _show(request, response, form)


def _changed_elsewhere(request: HttpRequest, outcome: PageOutcome) -> HttpResponse:
    """The page with what was just sent, beside what another window saved in the meantime."""
    response, page = outcome.response, outcome.page
    form = PageForm(page, answers=response.answers, known=response.known, sent=request.POST, problems=outcome.problems)
    saved = list(summary.blocks((page,), response.answers))
    return _show(request, response, form, saved_elsewhere=saved)


def _show(
    request: HttpRequest,
    response: Response,
    form: PageForm,
    *,
    saved_elsewhere: Iterable[summary.Block] = (),
) -> HttpResponse:
    page = form.page
    path = responses.path(response)
    place = [asked.code for asked in path].index(page.code)
    context = _about(request, response) | {
        "form": form,
        "page": page,
        "place": place + 1,
        "pages": len(path),
        "back": _back(request, response, path[place - 1] if place else None),
        "shown": responses.page_fingerprint(page, response.answers),
        "saved_elsewhere": saved_elsewhere,
    }
    return render(request, "surveys/page.html", context)


def _back(request: HttpRequest, response: Response, before: AskedPage | None) -> str:
    """Where the back link leads: the check one came from, or the page before."""
    if request.GET.get("then") == "check":
        return reverse("surveys:check", args=[response.public_id])
    return _address(response, before) if before else ""


def _not_asked(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    messages.warning(request, NOT_ASKED)
    return redirect(next_address(outcome.response))


def _closed(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Says what was kept; a text that came too late is shown once more, to be copied."""
    late = [request.POST.get(name) for name in request.POST if name.endswith("_text")]
    context = _about(request, outcome.response) | {
        "too_late": request.method == "POST",
        "late": list(filter(None, late)),
    }
    return render(request, "surveys/closed.html", context, status=410)


def _submitted(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    messages.warning(request, SENT_BEFORE)
    return redirect(next_address(outcome.response))


NOT_YET_SENT = {Result.CHANGED_ELSEWHERE: CHANGED, Result.HAS_PROBLEMS: NOT_COMPLETE}
RESULTS: dict[Result, Callable[[HttpRequest, Any], HttpResponse]] = {
    Result.SAVED: _saved,
    Result.HAS_PROBLEMS: _with_problems,
    Result.CHANGED_ELSEWHERE: _changed_elsewhere,
    Result.NOT_ASKED: _not_asked,
    Result.CLOSED: _closed,
    Result.SUBMITTED: _submitted,
}


def _over(request: HttpRequest, response: Response) -> HttpResponse | None:
    """The answer for a response that can no longer change, if it cannot."""
    if response.submitted_at:
        return HttpResponseRedirect(next_address(response))
    if response.survey.is_closed(timezone.now()):
        return _closed(request, Outcome(Result.CLOSED, response))
    return None
