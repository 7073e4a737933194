"""What staff record by hand about an organisation that does not answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts import frame
from contacts.dispositions import Outcome
from contacts.forms.tracking import OutcomeForm
from contacts.models import Organisation
from contacts.tracking import outcomes
from contacts.views import refusals


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, reference: str) -> HttpResponse:
    shown, survey = get_object_or_404(Organisation, reference=reference), frame.current_survey()
    if survey is None:
        messages.error(request, _("There is no survey that an outcome could be recorded for."))
        return redirect(shown)
    place = survey.invitations.filter(organisation=shown).first()
    before = {"outcome": place.outcome, "reason": place.outcome_reason} if place else {}
    form = OutcomeForm(request.POST or None, initial=before)
    if form.is_valid():
        found, reason = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["reason"]
        with refusals.told(request):
            outcomes.record(survey, shown, outcome=found, reason=reason, now=timezone.now())
            messages.success(request, _("Recorded: %(outcome)s.") % {"outcome": found.label})
        return redirect(shown)
    return render(request, "contacts/tracking/outcome_form.html", {"form": form, "organisation": shown})


@require_POST
def withdraw_outcome(request: HttpRequest, reference: str) -> HttpResponse:
    shown, survey = get_object_or_404(Organisation, reference=reference), frame.current_survey()
    if survey is not None:
        with refusals.told(request):
            outcomes.withdraw(survey, shown)
            messages.success(request, _("What was recorded is withdrawn. It stays in the history."))
    return redirect(shown)
