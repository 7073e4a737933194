from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts import frame


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """What was tested, how, and what is known not to work: templates/accessibility.html says it."""
    return render(request, "accessibility.html", {"survey": frame.current_survey()})
