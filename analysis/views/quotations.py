"""Quotations for the report: chosen from open answers, and taken out again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis.forms.open_answers import QuoteForm
from analysis.models import Quotation
from analysis.open_answers import quoting
from analysis.open_answers.questions import open_question
from analysis.views.choosing import chosen, needed
from contacts import frame
from contacts.views.signed_in import user_of
from surveys.models import Response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """All quotations as the report has them, and those whose answers were changed since."""
    survey = chosen(request)
    kept = Quotation.objects.filter(survey=survey).select_related("response") if survey else ()
    context = {
        "quotations": quoting.quotations(survey) if survey else (),
        "gone": [each for each in kept if not quoting.still_stands(each)],
        "back": reverse("analysis:open_answers"),
    }
    return render(request, "analysis/open_answers/quotations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, variable: str, response_id: int) -> HttpResponse:
    """Choose words of an answer. What may tell who wrote them is shown, and has to be looked at."""
    survey = needed(request)
    question = open_question(survey, variable)
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    response = get_object_or_404(submitted, pk=response_id)
    answer = str(response.answers.get(variable) or "")
    if question is None or not answer:
        raise Http404("There is no such answer.")
    form = QuoteForm(request.POST or None, answer=answer)
    if request.method == "POST" and form.is_valid():
        kept = quoting.keep(
            survey, response, variable, form.cleaned_data["text"], by=user_of(request), now=timezone.now()
        )
        told = _("The quotation stands in the report.") if kept else _("This quotation stood in the report already.")
        messages.success(request, told)
        return redirect("analysis:quotations")
    context = {
        "question": question,
        "form": form,
        "by": quoting.attribution(survey, response, frame.cells()),
        "back": reverse("analysis:read_answers", args=[variable]) + f"#answer-{response_id}",
    }
    return render(request, "analysis/open_answers/quote.html", context, status=422 if form.errors else 200)


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else may have taken it out a moment before: that is as good."""
    Quotation.objects.filter(pk=pk).delete()
    return redirect("analysis:quotations")
