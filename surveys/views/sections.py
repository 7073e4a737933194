"""The sections as a list of tasks, leaving and coming back, and passing a section to a colleague."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import handing_over, respondent_access, sections, timing
from surveys.forms import HandOverForm
from surveys.journey import Journey
from surveys.respondent_access import Visit
from surveys.sections import Task
from surveys.views import showing
from surveys.views.guarding import for_its_respondent, for_whoever_answers
from surveys.views.pages import no_longer

SHOWN, SHOWN_FOR = "link", 300  # the cookie that holds a new link until it was shown, and its seconds


@require_safe
@for_its_respondent
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    journey = Journey(visit, respondent_access.response_of(visit))
    if over := no_longer(request, journey):
        return over
    context = showing.about(visit, journey.response) | {
        "tasks": _tasks(journey),
        "done": len(journey.pages) - len(journey.left),
        "pages": len(journey.pages),
        "minutes": timing.minutes_left(journey.response.survey, journey.left),
        "goes_on": journey.next(),
    }
    return render(request, "surveys/sections.html", context)


@require_safe
@for_whoever_answers
def later(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything is saved: what to do to come back."""
    journey = Journey(visit, respondent_access.response_of(visit))
    if over := no_longer(request, journey):
        return over
    drafts = [page for page in journey.pages if page.code in journey.response.drafts]
    context = showing.about(visit, journey.response) | {"drafts": drafts, "goes_on": journey.next()}
    return render(request, "surveys/later.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_its_respondent
def hand_over(request: HttpRequest, visit: Visit, *, code: str) -> HttpResponse:
    """Says what passing the section on means, and on POST makes the link."""
    journey = Journey(visit, respondent_access.response_of(visit))
    if over := no_longer(request, journey):
        return over
    task = _task(journey, code)
    if task is None or not task.url:
        return redirect("surveys:sections", visit.address)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    context = showing.about(visit, journey.response) | {"task": task, "form": form, "back": _back(visit)}
    if not form.is_valid():
        return render(request, "surveys/hand_over.html", context)
    now, colleague = timezone.now(), form.cleaned_data["colleague"]
    token = handing_over.hand_over(journey.response, code, colleague=colleague, now=now)
    shown_at = reverse("surveys:handed_over", args=[visit.address, code])
    answer = redirect(shown_at)
    options = {"path": shown_at, "secure": settings.HTTPS, "httponly": True, "samesite": "Strict"}
    answer.set_signed_cookie(SHOWN, token, salt=shown_at, max_age=SHOWN_FOR, **options)
    return answer


@require_safe
@for_its_respondent
def handed_over(request: HttpRequest, visit: Visit, *, code: str) -> HttpResponse:
    """Shows the link for a few minutes to the browser in which it was made: nobody can read it again later."""
    token = request.get_signed_cookie(SHOWN, default="", salt=request.path, max_age=SHOWN_FOR)
    held = handing_over.find(token or "")
    if held is None:
        return redirect(_back(visit))
    journey = Journey(visit, held.response)
    context = showing.about(visit, held.response) | {
        "task": _task(journey, code),
        "link": f"{settings.SITE_URL}{reverse('contacts:section', args=[token])}",
        "back": _back(visit),
    }
    return render(request, "surveys/handed_over.html", context)


@require_POST
@for_its_respondent
def take_back(request: HttpRequest, visit: Visit, *, code: str) -> HttpResponse:
    handing_over.take_back(respondent_access.response_of(visit), code, now=timezone.now())
    return redirect(_back(visit))


@require_http_methods(["GET", "HEAD", "POST"])
@for_whoever_answers
def give_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where a colleague comes to who has answered their section."""
    if visit.hand_over is None:
        return redirect("surveys:next", visit.address)
    journey = Journey(visit, visit.hand_over.response)
    context = showing.about(visit, journey.response) | {"journey": journey}
    if request.method == "POST":
        handing_over.give_back(visit.hand_over, now=timezone.now())
        return render(request, "surveys/given_back.html", context)
    if over := no_longer(request, journey):
        return over
    return render(request, "surveys/give_back.html", context)


def _tasks(journey: Journey) -> list[Task]:
    return sections.tasks(journey, handing_over.latest(journey.response))


def _task(journey: Journey, code: str) -> Task | None:
    return next((task for task in _tasks(journey) if task.code == code), None)


def _back(visit: Visit) -> str:
    return reverse("surveys:sections", args=[visit.address])
