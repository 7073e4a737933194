from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts import fieldwork, frame, ticking


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    survey = frame.current_survey()
    context = {
        "survey": survey,
        "status": fieldwork.status(survey) if survey else None,
        "last_seen": ticking.last_seen(),
    }
    return render(request, "contacts/fieldwork.html", context)
