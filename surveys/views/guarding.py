"""Who gets to a view: only a browser in which a link to these pages was opened."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from surveys import respondent_access, responses
from surveys.exceptions import LinkNotOpened
from surveys.journey import Journey
from surveys.models import Response
from surveys.respondent_access import Visit
from surveys.responses import Outcome, Result

View = Callable[..., HttpResponse]


def for_whoever_answers(view: View) -> View:
    """For the respondent, for staff on the telephone, and for a colleague who has a section: the view gets their Visit.
    Any other browser is told to open the link; what it sent is kept, if its page allowed that."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, public_id: uuid.UUID, **parts: str) -> HttpResponse:
        try:
            visit = respondent_access.visit_of(request, public_id)
            answer = view(request, visit, **parts)
        except (LinkNotOpened, Response.DoesNotExist):  # the response may have moved to another address since
            kept = request.method == "POST" and _is_kept(request, public_id, **parts)
            return render(request, "surveys/open_your_link.html", {"kept": kept, "address": public_id}, status=403)
        respondent_access.renew(request, answer, visit)
        return answer

    return guarded


def for_its_respondent(view: View) -> View:
    """Only for whoever may open the whole response; a colleague goes to the section that they have."""

    @for_whoever_answers
    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, **parts: str) -> HttpResponse:
        return redirect("surveys:next", visit.address) if visit.hand_over else view(request, visit, **parts)

    return guarded


def is_theirs(visit: Visit, code: str) -> bool:
    """Whether the page stands in the section that this visitor has; all pages do for who answers everything."""
    if not visit.hand_over:
        return True
    return any(page.code == code for page in Journey(visit, visit.hand_over.response).pages)


def leave_draft(request: HttpRequest, visit: Visit, code: str) -> Outcome:
    """Keep what the request holds as a draft of that page."""
    return responses.keep_draft(
        visit.public_id,
        code,
        dict(request.POST.lists()),
        shown=request.POST.get("shown", ""),
        window=request.POST.get("window", ""),
        now=timezone.now(),
    )


def _is_kept(request: HttpRequest, address: uuid.UUID, *, code: str = "", **_: str) -> bool:
    """Whether what a browser sent that may open nothing any more could be kept as a draft."""
    visit = respondent_access.holder(address, request.POST.get("key", ""))
    if visit is None or not is_theirs(visit, code):
        return False
    return leave_draft(request, visit, code).result is Result.SAVED
