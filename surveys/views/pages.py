"""One page of the questionnaire: shown, saved, and kept as a draft while somebody types."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import compiling, fingerprints, prepared_page, respondent_access, responses, timing
from surveys.exceptions import LinkNotOpened
from surveys.journey import Journey
from surveys.models import Response
from surveys.page_form import PageForm
from surveys.questionnaire import summary, validation
from surveys.questionnaire.routing import AskedPage
from surveys.respondent_access import Visit
from surveys.responses import Outcome, PageOutcome, Result
from surveys.views import showing
from surveys.views.guarding import for_whoever_answers, is_theirs, leave_draft

SENT_BEFORE = gettext_lazy(
    "Your answers had been sent before, so the page that you have just sent was not saved. "
    "If something has to change, ask the help line."
)
SURVEY_SHOWN = prepared_page.SurveyShown._fields
NOT_ASKED = gettext_lazy(
    "That page is not part of your survey at the moment, so nothing on it was saved. Go on with the question below."
)


@require_safe
@for_whoever_answers
def go_on(request: HttpRequest, visit: Visit) -> HttpResponse:
    return redirect(Journey(visit, respondent_access.response_of(visit)).next())


@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_answers
def page(request: HttpRequest, visit: Visit, *, code: str) -> HttpResponse:
    if request.method == "POST":
        return _save(request, visit, code)
    journey = Journey(visit, respondent_access.response_of(visit))
    if over := no_longer(request, journey):
        return over
    asked = journey.reachable(code)
    if asked is None:
        return redirect(journey.next())
    return _show(request, journey, _form(journey, asked))


def no_longer(request: HttpRequest, journey: Journey) -> HttpResponse | None:
    """The answer for a response that can no longer change, if it cannot."""
    response = journey.response
    if not response.is_being_answered:
        return HttpResponseRedirect(journey.next())
    if response.survey.is_closed(timezone.now()):
        return showing.closed(request, journey.visit, response, late=[])
    return None


def _form(journey: Journey, asked: AskedPage, **sent: Any) -> PageForm:
    response = journey.response
    draft = response.drafts.get(asked.code, {}).get("values", {})
    return PageForm(asked, answers=response.working_answers, draft=draft, known=response.known, **sent)


def _show(
    request: HttpRequest, journey: Journey, form: PageForm, *, elsewhere: Iterable[summary.Block] = ()
) -> HttpResponse:
    """The page as it was prepared, where nothing but answers differs from one respondent to the next."""
    response, page = journey.response, form.page
    about = showing.about(journey.visit, response)
    around: dict[str, Any] = {
        "page": page,
        "page_language": compiling.other_language(page.section),
        "minutes": timing.minutes_left(response.survey, journey.left),
        "lasts": respondent_access.LASTS,
    }
    own = {
        "place": journey.place(page) + 1,
        "pages": len(journey.pages),
        "back": journey.before(page, then=_then(request)),
        "shown": fingerprints.of_page(page, response),
        "key": respondent_access.page_key(journey.visit.address),
    }
    has_draft = not form.is_bound and fingerprints.has_unsaved_draft(page, response)
    if form.is_bound or has_draft or about["hand_over"] or about["filling_in_for"] or get_messages(request):
        more = {"form": form, "has_draft": has_draft, "elsewhere": elsewhere}
        return render(request, "surveys/page.html", about | around | own | more)
    frame = prepared_page.Frame(
        **around,
        language=get_language(),
        leads_back=bool(own["back"]),
        survey=prepared_page.SurveyShown(*(getattr(response.survey, name) for name in SURVEY_SHOWN)),
        survey_title=about["survey_title"],
        languages=tuple(about["languages"]),
    )
    return HttpResponse(
        prepared_page.whole(frame, form, address=journey.visit.address, csrf_token=get_token(request), **own)
    )


def _then(request: HttpRequest) -> str:
    return "check" if request.GET.get("then") == "check" else ""


def _save(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    if not is_theirs(visit, code):
        return redirect("surveys:next", visit.address)
    outcome = responses.save_page(
        visit.public_id,
        code,
        dict(request.POST.lists()),
        shown=request.POST.get("shown", ""),
        window=request.POST.get("window", ""),
        now=timezone.now(),
        source=visit.source,
    )
    if "later" in request.POST and outcome.result is Result.HAS_PROBLEMS:
        outcome = leave_draft(request, visit, code)
    return RESULTS[outcome.result](request, Journey(visit, outcome.response), outcome)


def _saved(request: HttpRequest, journey: Journey, outcome: PageOutcome) -> HttpResponse:
    """On to the next page; after a change from the check, to what it opened and then back; or to where one leaves."""
    if "later" in request.POST:
        return redirect("surveys:later", journey.visit.address)
    return redirect(journey.after(outcome.page, then=_then(request)))


def _with_problems(request: HttpRequest, journey: Journey, outcome: PageOutcome) -> HttpResponse:
    return _show(request, journey, _form(journey, outcome.page, sent=request.POST, problems=outcome.problems))


def _changed_elsewhere(request: HttpRequest, journey: Journey, outcome: PageOutcome) -> HttpResponse:
    """The page with what was just sent, beside what another window saved or typed in the meantime."""
    form = _form(journey, outcome.page, sent=request.POST, problems=outcome.problems)
    return _show(request, journey, form, elsewhere=_elsewhere(journey.response, outcome.page))


def _elsewhere(response: Response, page: AskedPage) -> list[summary.Block]:
    draft = response.drafts.get(page.code)
    answers = validation.read_page(page, draft["values"]).answers if draft else response.working_answers
    return list(summary.blocks((page,), answers, _))


def _not_asked(request: HttpRequest, journey: Journey, outcome: Outcome) -> HttpResponse:
    messages.warning(request, NOT_ASKED)
    return redirect(journey.next())


def _closed(request: HttpRequest, journey: Journey, outcome: Outcome) -> HttpResponse:
    given = summary.blocks((outcome.page,), outcome.answers, _) if isinstance(outcome, PageOutcome) else ()
    return showing.closed(request, journey.visit, outcome.response, late=list(given))


def _submitted(request: HttpRequest, journey: Journey, outcome: Outcome) -> HttpResponse:
    """The answers were sent meanwhile. Where this page says something else, both are shown."""
    response = outcome.response
    if not isinstance(outcome, PageOutcome) or fingerprints.same_answers(
        outcome.page, outcome.answers, response.answers
    ):
        return redirect(journey.next())
    if response.survey.is_closed(timezone.now()):
        messages.warning(request, SENT_BEFORE)
        return redirect(journey.next())
    context = showing.about(journey.visit, response) | {
        "page": outcome.page,
        "given": list(summary.blocks((outcome.page,), outcome.answers, _)),
        "sent": list(summary.blocks((outcome.page,), response.answers, _)),
    }
    return render(request, "surveys/sent_elsewhere.html", context)


RESULTS: dict[Result, Callable[[HttpRequest, Journey, Any], HttpResponse]] = {
    Result.SAVED: _saved,
    Result.HAS_PROBLEMS: _with_problems,
    Result.CHANGED_ELSEWHERE: _changed_elsewhere,
    Result.NOT_ASKED: _not_asked,
    Result.CLOSED: _closed,
    Result.SUBMITTED: _submitted,
    Result.TOO_LONG: _with_problems,
}


@never_cache
@require_POST
def draft(request: HttpRequest, public_id: uuid.UUID, *, code: str) -> JsonResponse:
    """Keep what is being typed; static/answering.js asks for this. The answer holds a sentence for the page, and under
    200 the fingerprint that the page bears from now on. A browser whose time is over may still leave its draft."""
    try:
        visit, expired = respondent_access.visit_of(request, public_id), False
    except LinkNotOpened:
        found, expired = respondent_access.holder(public_id, request.POST.get("key", "")), True
        if found is None:
            return JsonResponse(
                {"message": _("Open your personal link again. What you typed is still here.")}, status=403
            )
        visit = found
    if not is_theirs(visit, code):
        return JsonResponse({"message": _("This page is not part of your section.")}, status=404)
    answer = _told(leave_draft(request, visit, code), expired=expired)
    if not expired:
        respondent_access.renew(request, answer, visit)
    return answer


def _told(outcome: Outcome, *, expired: bool) -> JsonResponse:
    if not isinstance(outcome, PageOutcome) or outcome.result is not Result.SAVED:
        message, status = NOT_KEPT[outcome.result]
        return JsonResponse({"message": message}, status=status)
    message = (
        _("What you typed is kept, but your time here is over. Open your personal link again to go on.")
        if expired
        else _("Kept at {time}, not sent yet").format(time=timezone.localtime().strftime("%H:%M"))
    )
    return JsonResponse({"message": message, "shown": fingerprints.of_page(outcome.page, outcome.response)})


NOT_KEPT: dict[Result, tuple[str | Promise, int]] = {
    Result.CHANGED_ELSEWHERE: (
        gettext_lazy(
            "This page was changed in another window. What you typed stays here: “Save and continue” shows you both."
        ),
        409,
    ),
    Result.SUBMITTED: (
        gettext_lazy("Your answers were sent in another window. “Save and continue” shows you both."),
        409,
    ),
    Result.NOT_ASKED: (gettext_lazy("This page is no longer part of your survey, so it is not kept."), 409),
    Result.CLOSED: (gettext_lazy("The survey has closed. Copy what you typed if you still need it."), 410),
    Result.TOO_LONG: (gettext_lazy("This is too long to be kept. It is still here: shorten it before you go on."), 413),
}
