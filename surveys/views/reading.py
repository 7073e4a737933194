"""The whole questionnaire, to read or print before it is answered. It holds nothing of any organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys import outline, printing
from surveys.models import Survey
from surveys.views import showing


@require_safe
def questionnaire(request: HttpRequest, code: str) -> HttpResponse:
    survey = _fielded(code)
    context = showing.about_survey(survey) | {"sections": outline.sections(survey.questionnaire)}
    return render(request, "surveys/questionnaire.html", context)


@require_safe
def questionnaire_pdf(request: HttpRequest, code: str) -> HttpResponse:
    survey = _fielded(code)
    made = printing.questionnaire(survey, outline.sections(survey.questionnaire))
    return showing.pdf(made, f"{survey.code}.pdf")


def _fielded(code: str) -> Survey:
    survey = (
        Survey.objects.select_related("questionnaire")
        .filter(code=code, questionnaire__fielded_at__isnull=False)
        .first()
    )
    if survey is None:
        raise Http404
    return survey
