"""The crosstab builder: asked for by its address, kept under a name, taken away as a file."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analysis import behind
from analysis.crosstabs import building, keeping, presenting
from analysis.crosstabs.building import Crosstab
from analysis.forms.crosstabs import CrosstabForm, KeepForm
from analysis.models import ResearchReport, SavedCrosstab
from analysis.rendering import as_csv, as_json, as_workbook, in_words
from analysis.report import Report
from analysis.views.choosing import chosen, needed
from analysis.views.reporting import behind_a_number
from contacts import frame
from contacts.exceptions import Refused
from contacts.views.downloading import download
from contacts.views.signed_in import user_of
from surveys import compiling
from surveys.models import Survey

WRITERS = {"csv": as_csv.write_tables, "xlsx": as_workbook.write_report, "json": as_json.write}


@require_safe
def builder(request: HttpRequest) -> HttpResponse:
    """The form, and the crosstab that it asks for."""
    survey = chosen(request)
    if survey is None:
        return render(request, "analysis/crosstabs/builder.html")
    is_asked = bool(request.GET.get("rows"))
    form = form_of(survey, request.GET, asked=is_asked)
    context = {"survey": survey, "form": form, "query": request.GET.urlencode()}
    if is_asked and form.is_valid():
        context |= _shown(survey, form, request.GET) | {"keep": KeepForm(initial={"query": request.GET.urlencode()})}
    return render(request, "analysis/crosstabs/builder.html", context, status=422 if form.errors else 200)


def form_of(survey: Survey, query: Any, *, asked: bool = True) -> CrosstabForm:
    """The builder's form with what this query holds; without its mistakes where nothing was asked for yet."""
    form = CrosstabForm(query, compiling.compiled(survey.questionnaire), frame.frame_facts())
    if not asked:
        form.errors.clear()
    return form


def _shown(survey: Survey, form: CrosstabForm, query: QueryDict) -> dict[str, Any]:
    try:
        crosstab = building.build(survey, form.definition)
    except Refused as reason:
        return {"refused": str(reason)}
    made = presenting.as_report(survey, crosstab)
    tables = in_words.tables(made.tables, made.wording, behind=partial(_behind, query.urlencode()))
    return {"crosstab": crosstab, "tables": tables, "made_at": timezone.now()}


def _behind(query: str, name: str, row: int, column: int) -> str:
    """The address of those who are behind a number of the table of that name."""
    return f"{reverse('analysis:crosstab_cell', args=[presenting.place(name), row, column])}?{query}"


@require_safe
def cell(request: HttpRequest, table: int, row: int, column: int) -> HttpResponse:
    """The organisations behind one number of the crosstab of this address."""
    survey = needed(request)
    crosstab = _built(survey, form_of(survey, request.GET))
    specification = crosstab.tables[table].specification if table < len(crosstab.tables) else None
    if specification is None or not (row < len(specification.rows) and column < len(specification.columns)):
        raise Http404("This crosstab has no such number.")
    found = behind.in_cell(survey, specification, row, column, as_at=crosstab.definition.as_at)
    back = f"{reverse('analysis:crosstab')}?{_without_page(request.GET)}#crosstab"
    return behind_a_number(request, found, back=back, back_text=_("Crosstab"))


def _built(survey: Survey, form: CrosstabForm) -> Crosstab:
    """The crosstab that an address asks for. Raises BadRequest where it cannot be."""
    if not form.is_valid():
        raise BadRequest(form.told)
    try:
        return building.build(survey, form.definition)
    except Refused as reason:
        raise BadRequest(str(reason)) from reason


def _without_page(query: QueryDict) -> str:
    kept = query.copy()
    kept.pop("page", None)
    return kept.urlencode()


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep it under a name; a name that is taken comes back with a question."""
    survey, form = needed(request), KeepForm(request.POST)
    query = QueryDict(request.POST.get("query", ""))
    asked = form_of(survey, query)
    if not asked.is_valid():
        raise BadRequest("This is no crosstab of this survey.")
    if form.is_valid():
        given = form.cleaned_data
        kept = keeping.keep(
            survey,
            given["name"],
            dict(query.lists()),
            replacing=given["replace"],
            by=user_of(request),
            now=timezone.now(),
        )
        if kept:
            messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
            return redirect(kept)
        form.add_error("name", _("There is a crosstab of this name. Choose another one, or replace it."))
    context = {
        "survey": survey,
        "form": asked,
        "query": query.urlencode(),
        "keep": form,
        **_shown(survey, asked, query),
    }
    return render(request, "analysis/crosstabs/builder.html", context, status=422)


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """All crosstabs that were kept, and the reports made of them."""
    survey = chosen(request)
    context = {
        "survey": survey,
        "crosstabs": SavedCrosstab.objects.filter(survey=survey).select_related("made_by"),
        "reports": ResearchReport.objects.filter(survey=survey),
    }
    return render(request, "analysis/crosstabs/kept.html", context)


@require_safe
def saved(request: HttpRequest, pk: int) -> HttpResponse:
    """One that was kept, counted now."""
    crosstab = saved_one(pk)
    query = query_of(crosstab)
    form = form_of(crosstab.survey, query)
    context = {"saved": crosstab, "survey": crosstab.survey, "query": query.urlencode(), "form": form}
    if form.is_valid():
        context |= _shown(crosstab.survey, form, query)
    return render(request, "analysis/crosstabs/saved.html", context)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else may have removed it a moment before: that is as good."""
    crosstab = SavedCrosstab.objects.filter(pk=pk).first()
    if crosstab:
        crosstab.delete()
        messages.success(request, _("“%(name)s” is removed.") % {"name": crosstab.name})
    return redirect("analysis:kept_crosstabs")


@require_safe
def file(request: HttpRequest, kind: str) -> FileResponse:
    """The crosstab of this address as a file."""
    survey = needed(request)
    if kind not in WRITERS:
        raise Http404("There is no such file.")
    crosstab = _built(survey, form_of(survey, request.GET))
    return files(presenting.as_report(survey, crosstab), kind, crosstab)


def files(made: Report, kind: str, crosstab: Crosstab) -> FileResponse:
    """These tables as a file of that kind."""
    return download(f"{crosstab.definition.title}.{kind}", lambda file: WRITERS[kind](file, made))


def saved_one(pk: int) -> SavedCrosstab:
    """Raises Http404 where there is none of that number."""
    return get_object_or_404(SavedCrosstab.objects.select_related("survey__questionnaire"), pk=pk)


def query_of(crosstab: SavedCrosstab) -> QueryDict:
    """What the form was filled with when it was kept."""
    query = QueryDict(mutable=True)
    for name, values in crosstab.query.items():
        query.setlist(name, values)
    return query
