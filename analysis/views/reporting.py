"""The report, the comparison with the printed one, and the files that can be taken away."""

from functools import lru_cache, partial
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from analysis import behind, community_safety, earlier, outsiders, reconciliation, report, since
from analysis.behind import Behind
from analysis.exceptions import NotAReport, UnknownTable
from analysis.forms.asking import REPORT, MomentForm, ReportForm
from analysis.forms.earlier import EarlierForm
from analysis.rendering import as_html, as_json, as_text, in_words
from analysis.report import Report
from analysis.views.choosing import asked_of, chosen, needed
from surveys import compiling
from surveys.models import Survey

ON_A_PAGE = 50


@require_safe
def whole_report(request: HttpRequest) -> HttpResponse:
    """Every table, counted now or as it stood at an earlier moment."""
    survey = chosen(request)
    if survey is None:
        return render(request, "analysis/report.html")
    form = ReportForm(request.GET)
    made = outsiders.build(survey, form.asked)
    context = {
        "form": form,
        "asked": form.asked,
        "is_open": survey.is_open(timezone.now()),
        "report": made,
        "body": _body(made, _query(request)),
        "made_at": timezone.now(),
        "query": _query(request),
        "reconciles": _has_printed_report(survey),
    }
    return render(request, "analysis/report.html", context, status=422 if form.errors else 200)


@lru_cache(maxsize=8)
def _body(made: Report, query: str) -> SafeString:
    """Contents and sections, set once for as long as the report stays the same."""
    return render_to_string("analysis/body.html", {"sections": in_words.sections(made), "query": query})


@require_safe
def table(request: HttpRequest, table_id: str) -> HttpResponse:
    """One table, counted now or as it stood at an earlier moment."""
    asked = asked_of(request)
    try:
        made = outsiders.build(needed(request), asked, ids=[table_id])
    except UnknownTable as unknown:
        raise Http404(str(unknown)) from unknown
    context = {
        "report": made,
        "sections": in_words.sections(made, behind=None if asked.is_public else partial(_behind, request)),
        "made_at": timezone.now(),
        "asked": asked,
        "back": reverse("analysis:report") + _query(request),
        "query": _query(request),
    }
    return render(request, "analysis/table.html", context)


@require_safe
def cell(request: HttpRequest, table_id: str, row: int, column: int) -> HttpResponse:
    """The organisations behind one number."""
    try:
        found = behind.behind(needed(request), table_id, row, column, as_at=asked_of(request).as_at)
    except UnknownTable as unknown:
        raise Http404(str(unknown)) from unknown
    back = reverse("analysis:table", args=[table_id]) + _query(request)
    return behind_a_number(request, found, back=back, back_text=table_id)


def behind_a_number(request: HttpRequest, found: Behind, *, back: str, back_text: str) -> HttpResponse:
    """The page of those who are behind a number, so many at a time; `back` is the address of its table."""
    page = Paginator(found.responses, ON_A_PAGE).get_page(request.GET.get("page"))
    organisations = behind.organisations(list(page.object_list))
    context = {"found": found, "page": page, "organisations": organisations, "back": back, "back_text": back_text}
    return render(request, "analysis/cell.html", context)


@require_safe
def since_then(request: HttpRequest) -> HttpResponse:
    """The responses that came or were changed after a moment."""
    survey, form = needed(request), MomentForm(request.GET)
    cases = since.cases(survey, form.moment) if form.moment else []
    page = Paginator(cases, ON_A_PAGE).get_page(request.GET.get("page"))
    tied = {each.response.pk: each for each in behind.organisations([case.response_id for case in page.object_list])}
    labels = {variable.name: variable.label for variable in compiling.variables(survey.questionnaire)}
    found = [(case, tied[case.response_id]) for case in page.object_list if case.response_id in tied]
    context = {
        "form": form,
        "moment": form.moment,
        "page": page,
        "cases": [(case, who, [labels.get(name, name) for name in case.variables]) for case, who in found],
        "back": reverse("analysis:report") + _query(request),
    }
    return render(request, "analysis/since.html", context, status=422 if form.errors else 200)


def _behind(request: HttpRequest, table_id: str, row: int, column: int) -> str:
    return reverse("analysis:cell", args=[table_id, row, column]) + _query(request)


@require_safe
def report_json(request: HttpRequest) -> HttpResponse:
    """The report as data."""
    made = outsiders.build(needed(request), asked_of(request))
    return HttpResponse(as_json.rendered(made), content_type="application/json; charset=utf-8")


@require_safe
def compared(request: HttpRequest) -> HttpResponse:
    """Every printed figure of the report of 2009 beside the one counted now."""
    survey = needed(request)
    if not _has_printed_report(survey):
        raise Http404("No printed report belongs to this survey.")
    found = reconciliation.reconcile(report.build(survey, as_at=asked_of(request).as_at))
    context = {
        "verdict": as_text.verdict(found),
        "totals": as_html.reconciliation_totals(found),
        "differences": as_html.reconciliation_differences(found),
        "sentences": as_html.reconciliation_sentences(found),
        "errata": reconciliation.errata(),
        "back": reverse("analysis:report") + _query(request),
    }
    return render(request, "analysis/reconciliation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def beside_earlier(request: HttpRequest) -> HttpResponse:
    """The figures that are others now than in a report that was made earlier; nothing of the file is kept."""
    survey = needed(request)
    form = EarlierForm(request.POST, request.FILES) if request.method == "POST" else EarlierForm()
    context: dict[str, object] = {"form": form, "back": reverse("analysis:report") + _query(request)}
    if form.is_bound and form.is_valid():
        try:
            found = earlier.beside(report.build(survey), form.cleaned_data["file"])
        except NotAReport as reason:
            form.add_error("file", str(reason))
    if form.is_bound and form.is_valid():
        context |= {"found": found, "changes": as_html.changes(found.changes), "heads": ("Figure", "Then", "Now")}
    status = 422 if form.errors else 200
    return render(request, "analysis/earlier.html", context, status=status)


def _has_printed_report(survey: Survey) -> bool:
    return survey.questionnaire.code == community_safety.QUESTIONNAIRE


def _query(request: HttpRequest, **more: str) -> str:
    """What an address of the same survey, at the same moment and for the same people, ends with."""
    parts = {name: request.GET.get(name, "") for name in ("survey", *REPORT)} | more
    given = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(given)}" if given else ""
