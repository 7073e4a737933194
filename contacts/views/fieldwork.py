"""How a survey stands, on five pages: at a glance, by region and type, day by day, where people stop, who answered."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from contacts import frame, ticking
from contacts.tracking import dropping_out, grid, pictures, rates, representing, returns, standing, timing
from surveys.models import Survey

PLACES = (
    (_("Overview"), "contacts:fieldwork"),
    (_("Regions and types"), "contacts:cells"),
    (_("Returns"), "contacts:returns"),
    (_("Where people stop"), "contacts:stopping_pages"),
    (_("Who answered"), "contacts:sample"),
    (_("To chase"), "contacts:chase"),
)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    survey, now = frame.current_survey(), timezone.now()
    context: dict[str, Any] = {"last_seen": ticking.last_seen()}
    if survey:
        status = standing.status(survey, now=now)
        context |= {
            "status": status,
            "gap": status.total.gap(status.target),
            "rates": status.total.rates.values(),
            "others": rates.rates(status.total.dispositions, rates.OTHER_FORMULAS).values(),
        }
    return _show(request, "contacts/fieldwork.html", survey, now, context)


@require_safe
def cells(request: HttpRequest) -> HttpResponse:
    survey, now = frame.current_survey(), timezone.now()
    context: dict[str, Any] = {}
    if survey:
        status = standing.status(survey, now=now)
        context = {
            "status": status,
            "regions": pictures.parts(status.by_region, status.target),
            "types": pictures.parts(status.by_type, status.target),
            "total": pictures.parts([status.total], status.target)[0],
            "grid": grid.grid(status),
            "small": grid.SMALL,
        }
    return _show(request, "contacts/tracking/cells.html", survey, now, context)


@require_safe
def returns_by_day(request: HttpRequest) -> HttpResponse:
    survey, now = frame.current_survey(), timezone.now()
    context: dict[str, Any] = {}
    if survey:
        status = standing.status(survey, now=now)
        earlier = status.work.earlier if status.work else None
        found = returns.returns(survey, earlier, today=timezone.localdate(now))
        wanted = status.total.wanted(status.target)
        context = {
            "status": status,
            "returns": found,
            "earlier": earlier,
            "wanted": wanted,
            "gap": status.total.gap(status.target),
            "daily": pictures.by_day(found),
            "running": pictures.running(found, wanted),
            "key": pictures.key(found, earlier=earlier.title if earlier else "", wanted=wanted),
        }
    return _show(request, "contacts/tracking/returns.html", survey, now, context)


@require_safe
def stopping_pages(request: HttpRequest) -> HttpResponse:
    survey, now = frame.current_survey(), timezone.now()
    context: dict[str, Any] = {}
    if survey:
        stops = dropping_out.stops(survey)
        context = {
            "stops": pictures.stops(stops),
            "unfinished": sum(stop.responses for stop in stops),
            "times": pictures.times(timing.times(survey)),
            "pause": timing.PAUSE // 60,
        }
    return _show(request, "contacts/tracking/stopping_pages.html", survey, now, context)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    survey, now = frame.current_survey(), timezone.now()
    context: dict[str, Any] = {}
    if survey:
        status = standing.status(survey, now=now)
        regions, types = representing.shares(status.by_region), representing.shares(status.by_type)
        context = {
            "status": status,
            "regions": pictures.shares(regions),
            "types": pictures.shares(types),
            "notable_points": int(100 * representing.NOTABLE),
            "notable": pictures.shares(representing.notable([*regions, *types])),
        }
    return _show(request, "contacts/tracking/sample.html", survey, now, context)


def _show(
    request: HttpRequest, template: str, survey: Survey | None, now: datetime, context: dict[str, Any]
) -> HttpResponse:
    over = survey is not None and survey.is_closed(now)
    return render(request, template, {"survey": survey, "over": over, "places": places(request), **context})


def places(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The pages of tracking: label, address, and whether it is the one that is shown."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [(str(label), reverse(route), route == here) for label, route in PLACES]
