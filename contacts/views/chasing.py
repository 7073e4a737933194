"""The chase list: on screen, and as files."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from contacts import facts, frame
from contacts.facts import Facts
from contacts.forms.tracking import ChaseForm
from contacts.models.lists_taken import What
from contacts.models.organisations import OrganisationQuerySet
from contacts.tracking import chase_files, chasing
from contacts.tracking.chasing import Line
from contacts.views import taking_away
from contacts.views.fieldwork import places
from contacts.views.taking_away import Offer
from surveys import compiling
from surveys.models import Survey

ON_A_PAGE = 50


class Asked(NamedTuple):
    """Which list is asked for."""

    survey: Survey
    facts: Facts
    form: ChaseForm
    found: OrganisationQuerySet
    now: datetime

    @property
    def lines(self) -> Iterable[Line]:
        return chasing.lines(self.found, self.survey, now=self.now)


@require_safe
def chase(request: HttpRequest) -> HttpResponse:
    survey = frame.current_survey()
    context: dict[str, Any] = {"survey": survey, "places": places(request)}
    if survey:
        asked = _asked(request, survey)
        page = Paginator(asked.found.values_list("pk", flat=True), ON_A_PAGE).get_page(request.GET.get("page"))
        shown = asked.found.filter(pk__in=list(page.object_list))
        context |= {
            "form": asked.form,
            "page": page,
            "over": survey.is_closed(asked.now),
            "rows": [
                {"line": line, "type": _type(asked, line), "region": _region(asked, line)}
                for line in chasing.lines(shown, survey, now=asked.now)
            ],
        }
    return render(request, "contacts/tracking/chase.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest) -> HttpResponseBase:
    survey = frame.current_survey()
    if survey is None:
        raise Http404("There is no survey yet.")
    asked = _asked(request, survey)
    writers = {
        "csv": lambda file: chase_files.write_csv(file, asked.lines, asked.facts),
        "xlsx": lambda file: chase_files.write_workbook(file, asked.lines, asked.facts),
    }
    return taking_away.answer(request, Offer(What.TO_CHASE, "to-chase", asked.found.count(), writers))


def _asked(request: HttpRequest, survey: Survey) -> Asked:
    now, known = timezone.now(), facts.facts(compiling.compiled(survey.questionnaire))
    form = ChaseForm(request.GET, facts=known)
    return Asked(survey, known, form, chasing.found(survey, filters=form.filters, now=now), now)


def _type(asked: Asked, line: Line) -> str:
    return asked.facts.type.label(line.organisation.type)


def _region(asked: Asked, line: Line) -> str:
    return asked.facts.region.label(line.organisation.region)
