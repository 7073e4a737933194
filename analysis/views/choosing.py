"""Which survey an address is about, and which report of it."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest

from analysis.forms.asking import ReportForm
from analysis.outsiders import Asked
from contacts import frame
from contacts.exceptions import NoSurvey
from surveys.models import Survey


def chosen(request: HttpRequest) -> Survey | None:
    """The survey that the address names, or else the newest; None if there is none at all. Raises Http404 where no
    survey has that name."""
    code = request.GET.get("survey", "")
    if not code:
        return frame.current_survey()
    try:
        return frame.survey_called(code)
    except NoSurvey as unknown:
        raise Http404(str(unknown)) from unknown


def needed(request: HttpRequest) -> Survey:
    """That survey. Raises Http404 where there is none yet."""
    survey = chosen(request)
    if survey is None:
        raise Http404("There is no survey yet.")
    return survey


def asked_of(request: HttpRequest) -> Asked:
    """The report that the address asks for. Raises BadRequest where it cannot be read: it may not be taken for the one
    of now."""
    form = ReportForm(request.GET)
    if form.errors:
        raise BadRequest(form.told)
    return form.asked
