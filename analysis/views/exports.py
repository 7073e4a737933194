"""Files to take away: asked for, watched while they are made, and fetched. Those with the answers of single
organisations have addresses of their own, since not everybody may have them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis import tasks
from analysis.exports import asking, keeping
from analysis.exports import record as recording
from analysis.exports.kinds import KINDS
from analysis.forms.exports import ExportForm
from analysis.models import Export, State, WeeklyExport
from analysis.views.choosing import chosen
from contacts.views.signed_in import user_of
from surveys.models import Response, Survey

LISTED = 50


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, *, personal: bool) -> HttpResponse:
    """What can be had, the form that asks for it, and what was asked for before."""
    survey = chosen(request)
    form = ExportForm(request.POST or None, personal=personal)
    if request.method == "POST" and survey and form.is_valid():
        return _asked(request, survey, form)
    before = Export.objects.filter(survey=survey, is_personal=personal).select_related("asked_by")[:LISTED]
    weekly = WeeklyExport.objects.filter(survey=survey, is_personal=personal, stopped_at__isnull=True)
    context = {
        "survey": survey,
        "form": form,
        "personal": personal,
        "responses": Response.objects.filter(survey=survey, submitted_at__isnull=False).count(),
        "before": [(export, KINDS[export.kind].label) for export in before],
        "weekly": [(each, KINDS[each.kind].label, _when(each)) for each in weekly.select_related("asked_by")],
    }
    return render(request, "analysis/exports/page.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, survey: Survey, form: ExportForm) -> HttpResponse:
    wanted = {
        "audience": form.audience,
        "why": form.cleaned_data.get("why", ""),
        "by": user_of(request),
        "now": timezone.now(),
    }
    if form.weekday is None:
        export = asking.ask(survey, form.kind, **wanted)
        tasks.ring()
        return redirect(export)
    asking.ask_weekly(survey, form.kind, weekday=form.weekday, hour=form.cleaned_data["hour"], **wanted)
    messages.success(request, _("“%(file)s” is made each week from now on.") % {"file": form.kind.label})
    return redirect(_page_of(personal=form.kind.is_personal))


@require_safe
def export(request: HttpRequest, pk: int, *, personal: bool) -> HttpResponse:
    """How far a file is, and where to fetch it."""
    found = _one(pk, personal=personal)
    context = {
        "export": found,
        "label": KINDS[found.kind].label,
        "personal": personal,
        "back": _page_of(personal=personal),
        "taken": found.taken.select_related("by")[:LISTED] if personal else (),
        "ahead": Export.objects.filter(pk__lt=found.pk, state__in=(State.WAITING, State.MAKING)).count(),
    }
    return render(request, "analysis/exports/export.html", context)


@require_POST
def cancel(request: HttpRequest, pk: int, *, personal: bool) -> HttpResponse:
    """It may be ready a moment before: then it stays."""
    found = _one(pk, personal=personal)
    if asking.cancel(found, by=user_of(request), now=timezone.now()):
        messages.success(request, _("The file is cancelled. Nothing of it was kept."))
    return redirect(found)


@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    return _sent(_one(pk, personal=False))


@require_POST
def personal_file(request: HttpRequest, pk: int) -> FileResponse:
    """By a form, since it is put on record who has the file."""
    found = _one(pk, personal=True)
    answer = _sent(found)
    keeping.note(found, by=user_of(request), now=timezone.now())
    return answer


def _sent(export: Export) -> FileResponse:
    if export.state != State.DONE:
        raise Http404("This file is not there.")
    location = keeping.location(export)
    try:
        return FileResponse(location.open("rb"), as_attachment=True, filename=location.name)
    except FileNotFoundError:
        raise Http404("This file is gone from the folder of exports.") from None


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Who took what away, whichever way."""
    page = Paginator(recording.entries(), LISTED).get_page(request.GET.get("page"))
    context = {"page": page, "entries": [recording.Entry(*row) for row in page]}
    return render(request, "analysis/exports/record.html", context)


@require_POST
def stop(request: HttpRequest, pk: int, *, personal: bool) -> HttpResponse:
    """Have a weekly file made no more."""
    weekly = get_object_or_404(WeeklyExport, pk=pk, is_personal=personal)
    asking.stop(weekly, by=user_of(request), now=timezone.now())
    messages.success(request, _("“%(file)s” is made no more.") % {"file": KINDS[weekly.kind].label})
    return redirect(_page_of(personal=personal))


def _one(pk: int, *, personal: bool) -> Export:
    return get_object_or_404(
        Export.objects.select_related("asked_by", "cancelled_by", "survey"), pk=pk, is_personal=personal
    )


def _page_of(*, personal: bool) -> str:
    return reverse("analysis:personal_exports" if personal else "analysis:exports")


def _when(weekly: WeeklyExport) -> str:
    days = [_("Mondays"), _("Tuesdays"), _("Wednesdays"), _("Thursdays"), _("Fridays"), _("Saturdays"), _("Sundays")]
    return f"{days[weekly.weekday]}, {weekly.hour:02}:00"
