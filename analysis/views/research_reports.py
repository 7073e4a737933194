"""Reports of a researcher's own: crosstabs and tables in an order, with titles and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis import report
from analysis.crosstabs import building, keeping, presenting
from analysis.forms.research_reports import AddTableForm, EntryForm, ResearchReportForm
from analysis.models import ReportEntry, ResearchReport, SavedCrosstab
from analysis.rendering import in_words
from analysis.rendering.in_words import TableText
from analysis.report import Report
from analysis.table import Table
from analysis.views.choosing import needed
from analysis.views.crosstabs import WRITERS, form_of, query_of
from contacts.exceptions import Refused
from contacts.views.downloading import download
from contacts.views.signed_in import user_of
from surveys import compiling

CROSSTAB, TABLE = "crosstab", "table"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    survey = needed(request)
    form = ResearchReportForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        form.instance.made_by, form.instance.made_at = user_of(request), timezone.now()
        return redirect(form.save())
    status = 422 if form.is_bound else 200
    return render(request, "analysis/crosstabs/new_report.html", {"form": form}, status=status)


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report, counted now."""
    own = _report(pk)
    context = {"own": own, "entries": list(_entries(own)), "add": _add_form(own), "made_at": timezone.now()}
    return render(request, "analysis/crosstabs/research_report.html", context)


@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> FileResponse:
    """All tables of the report as a file."""
    own = _report(pk)
    if kind not in WRITERS:
        raise Http404("There is no such file.")
    tables = tuple(table for shown in _entries(own) for table in shown.made)
    responses = report.respondents(own.survey).everybody.bit_count()
    made = Report(own.title, responses, report.wording(own.survey), tables, (), ())
    return download(f"{own.title}.{kind}", lambda file: WRITERS[kind](file, made))


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    own = _report(pk)
    form = _add_form(own, request.POST)
    if not form.is_valid():
        context = {"own": own, "entries": list(_entries(own)), "add": form, "made_at": timezone.now()}
        return render(request, "analysis/crosstabs/research_report.html", context, status=422)
    kind, _colon, name = form.cleaned_data["chosen"].partition(":")
    if kind == TABLE:
        keeping.add(own, table=name)
    else:
        keeping.add(own, crosstab=SavedCrosstab.objects.get(pk=name))
    return redirect(own)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Title and note of one table."""
    one = _entry(pk)
    form = EntryForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(one.report)
    return render(request, "analysis/crosstabs/entry.html", {"entry": one, "form": form, "own": one.report})


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    one = _entry(pk)
    keeping.move(one, up="up" in request.POST)
    return redirect(f"{one.report.get_absolute_url()}#entry-{one.pk}")


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else may have taken it out a moment before: that is as good."""
    one = ReportEntry.objects.select_related("report").filter(pk=pk).first()
    if one is None:
        return redirect("analysis:kept_crosstabs")
    one.delete()
    return redirect(one.report)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    own = ResearchReport.objects.filter(pk=pk).first()
    if own:
        own.delete()
        messages.success(request, _("“%(title)s” is removed. Its crosstabs are kept.") % {"title": own.title})
    return redirect("analysis:kept_crosstabs")


def _report(pk: int) -> ResearchReport:
    return get_object_or_404(ResearchReport.objects.select_related("survey__questionnaire"), pk=pk)


def _entry(pk: int) -> ReportEntry:
    return get_object_or_404(ReportEntry.objects.select_related("report"), pk=pk)


def _add_form(own: ResearchReport, sent: Any = None) -> AddTableForm:
    tables, _figures = report.specifications(compiling.compiled(own.survey.questionnaire))
    kept = SavedCrosstab.objects.filter(survey=own.survey_id)
    choices = [
        (_("Crosstabs"), [(f"{CROSSTAB}:{each.pk}", each.name) for each in kept]),
        (_("The report"), [(f"{TABLE}:{each.heading.id}", each.heading.title) for each in tables]),
    ]
    return AddTableForm(sent, choices=[("", _("Choose a table")), *choices])


@dataclass(frozen=True)
class Shown:
    """An entry with its tables, or with the sentence that says why there are none."""

    entry: ReportEntry
    made: tuple[Table, ...] = ()
    refused: str = ""

    def tables(self) -> tuple[TableText, ...]:
        """As components/table.html wants them."""
        return in_words.tables(self.made, report.wording(self.entry.report.survey))


def _entries(own: ResearchReport) -> Iterator[Shown]:
    rows = list(own.entries.select_related("crosstab", "report__survey__questionnaire"))
    tables = _tables(own, {row.table for row in rows if row.table})
    for row in rows:
        yield _of_crosstab(own, row, row.crosstab) if row.crosstab else _of_table(row, tables)


def _tables(own: ResearchReport, named: set[str]) -> dict[str, Table]:
    """Those of the survey's report that are named and still there, counted now."""
    specified, _figures = report.specifications(compiling.compiled(own.survey.questionnaire))
    there = [each.heading.id for each in specified if each.heading.id in named]
    made = report.build(own.survey, ids=there).tables if there else ()
    return {table.specification.heading.id: table for table in made}


def _of_table(row: ReportEntry, tables: Mapping[str, Table]) -> Shown:
    if row.table not in tables:
        return Shown(row, refused=_("The report has no table %(table)s any more.") % {"table": row.table})
    return Shown(row, (presenting.titled(tables[row.table], row.title, row.note, name=f"entry-{row.pk}-1"),))


def _of_crosstab(own: ResearchReport, row: ReportEntry, kept: SavedCrosstab) -> Shown:
    form = form_of(own.survey, query_of(kept))
    if not form.is_valid():
        return Shown(row, refused=form.told)
    try:
        crosstab = building.build(own.survey, form.definition)
    except Refused as reason:
        return Shown(row, refused=str(reason))
    title, name = row.title or kept.name, f"entry-{row.pk}"
    made = presenting.as_report(own.survey, crosstab, title=title, note=row.note, name=name).tables
    return Shown(row, made, "" if made else _("Nobody is in this crosstab."))
