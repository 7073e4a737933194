"""From the check of all answers to the receipt, and what comes after it: a copy to keep, and changing what was sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import check_answers, fingerprints, printing, respondent_access, responses
from surveys.journey import Journey
from surveys.respondent_access import Visit
from surveys.responses import Result
from surveys.views import showing
from surveys.views.guarding import for_its_respondent
from surveys.views.pages import no_longer

CHANGED = gettext_lazy(
    "Some answers were changed in another window after this page was shown. Check them again before you send them."
)
NOT_COMPLETE = gettext_lazy(
    "A question came up through a change in another window. Answer it first, then check and send your answers."
)
NOT_YET_SENT = {Result.CHANGED_ELSEWHERE: CHANGED, Result.HAS_PROBLEMS: NOT_COMPLETE}


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_respondent
def check(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method == "POST":
        return _submit(request, visit)
    journey = Journey(visit, respondent_access.response_of(visit))
    if over := no_longer(request, journey):
        return over
    if journey.left:
        return redirect(journey.next())
    response = journey.response
    context = showing.about(visit, response) | {
        "sections": check_answers.sections(response, journey.path),
        "unsaved": [page for page in journey.path if fingerprints.has_unsaved_draft(page, response)],
        "changing": response.submitted_at is not None,
        "shown": fingerprints.of_answers(response.working_answers),
        "back": journey.address(journey.path[-1]),
    }
    return render(request, "surveys/check.html", context)


def _submit(request: HttpRequest, visit: Visit) -> HttpResponse:
    shown = request.POST.get("shown", "")
    outcome = responses.submit(visit.public_id, shown=shown, now=timezone.now(), source=visit.source)
    if outcome.result is Result.CLOSED:
        return showing.closed(request, visit, outcome.response, late=[])
    if outcome.result in NOT_YET_SENT:
        messages.warning(request, NOT_YET_SENT[outcome.result])
    return redirect(Journey(visit, outcome.response).next(then="check"))


@require_safe
@for_its_respondent
def receipt(request: HttpRequest, visit: Visit) -> HttpResponse:
    response = respondent_access.response_of(visit)
    if not response.submitted_at:
        return redirect(Journey(visit, response).next())
    is_open = not response.survey.is_closed(timezone.now())
    context = showing.about(visit, response) | {"response": response, "is_open": is_open}
    return render(request, "surveys/receipt.html", context)


@require_POST
@for_its_respondent
def change(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Begin to change what was sent, or with `keep` leave it as it was sent."""
    if "keep" in request.POST:
        responses.drop_changes(visit.public_id)
        return redirect("surveys:receipt", visit.address)
    outcome = responses.reopen(visit.public_id, now=timezone.now())
    if outcome.result is Result.CLOSED:
        return showing.closed(request, visit, outcome.response, late=[])
    return redirect(Journey(visit, outcome.response).next())


@require_safe
@for_its_respondent
def answers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What was sent, to keep or print."""
    response = respondent_access.response_of(visit)
    if not response.submitted_at:
        return redirect(Journey(visit, response).next())
    context = showing.about(visit, response) | {
        "response": response,
        "sections": check_answers.sent(response),
        "back": reverse("surveys:receipt", args=[visit.address]),
    }
    return render(request, "surveys/answers.html", context)


@require_safe
@for_its_respondent
def answers_pdf(request: HttpRequest, visit: Visit) -> HttpResponse:
    response = respondent_access.response_of(visit)
    if not response.submitted_at:
        return redirect(Journey(visit, response).next())
    made = printing.answers(response, check_answers.sent(response))
    return showing.pdf(made, f"answers-{response.reference}.pdf")
