"""Where the link of a test email leads. Mail gateways open links ahead of people, so a GET changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contacts import frame
from contacts.mailing import trial


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def received(request: HttpRequest, token: str) -> HttpResponse:
    work = trial.find(token)
    if work is None:
        return render(request, "contacts/link_not_recognised.html", {"survey": frame.current_survey()}, status=404)
    if request.method == "POST":
        trial.receive(work, now=timezone.now())
    return render(
        request, "contacts/mailings/trial.html", {"survey": work.survey, "received": request.method == "POST"}
    )
