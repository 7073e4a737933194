"""What programs read, by a token. Who may come here stands in config/rights.py, as for people; the token that came with
the request says besides what it was made for."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag, urlencode
from django.views.decorators.csrf import csrf_exempt

from analysis import outsiders, report
from analysis.exceptions import UnknownTable
from analysis.exporting import Values
from analysis.forms.asking import REPORT, ReportForm
from analysis.forms.programs import PageForm
from analysis.models import Quotation, Scope, Token
from analysis.programs import describing, responses, tokens
from analysis.programs.refusing import refused
from analysis.rendering import as_json
from contacts import frame
from contacts.exceptions import NoSurvey
from contacts.tracking import reporting
from surveys import compiling
from surveys.models import CodedResponse, Survey

VERSION = "1"
READING = ("GET", "HEAD")
View = Callable[..., HttpResponse]


def token_of(request: HttpRequest) -> Token:
    """The token that let this request in: config/access_middleware.py lets none come without."""
    return cast("Token", request.token)  # type: ignore[attr-defined]


def for_programs(scope: Scope, understood: Iterable[str] | None = ()) -> Callable[[View], View]:
    """A view of tokens that are made for this, or for more. It only tells, so nothing that another site sends in
    somebody's name can do harm. A parameter that is not understood is refused, for what it was to do would be left
    undone; None where the view itself looks."""

    def decorated(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
            if request.method not in READING:
                answer = refused(request, 405, "Only reading", f"Nothing can be changed here: {' or '.join(READING)}.")
                answer["Allow"] = ", ".join(READING)
                return answer
            token = getattr(request, "token", None)
            if token is None or not tokens.opens(token, scope):
                return refused(request, 403, "Not for this token", f"It takes a token for: {scope.label}.")
            strange = sorted(request.GET.keys() - understood) if understood is not None else []
            if strange:
                return refused(request, 400, "Cannot be read", f"There is no parameter {', '.join(strange)} here.")
            try:
                return view(request, **parts)
            except Http404 as reason:
                return refused(request, 404, "Not found", str(reason))

        return guarded

    return decorated


def survey_called(code: str) -> Survey:
    """Raises Http404."""
    try:
        return frame.survey_called(code)
    except NoSurvey as reason:
        raise Http404(str(reason)) from reason


def _state(request: HttpRequest, survey: Survey) -> str:
    """Changes whenever an answer does, or the list: without anything being counted."""
    newest = CodedResponse.objects.filter(survey=survey).order_by("-since", "-pk").values_list("pk", "since").first()
    number = CodedResponse.objects.filter(survey=survey).count()
    quoted = Quotation.objects.filter(survey=survey).aggregate(number=Count("pk"), newest=Max("pk"))
    told = repr((survey.title, newest, number, quoted, frame.counts(survey), request.get_full_path()))
    return quote_etag(hashlib.sha256(told.encode()).hexdigest()[:32])


@for_programs(Scope.TABLES)
def openapi(request: HttpRequest) -> JsonResponse:
    """What can be asked for: of every token, for it tells nothing of any survey."""
    return JsonResponse(describing.description(VERSION))


@for_programs(Scope.TABLES)
def surveys(request: HttpRequest) -> JsonResponse:
    listed = Survey.objects.order_by("code").values("code", "title", "opens_at", "closes_at")
    return JsonResponse({"surveys": list(listed)})


@for_programs(Scope.TABLES)
def codebook(request: HttpRequest, code: str) -> JsonResponse:
    variables = compiling.variables(survey_called(code).questionnaire)
    told = [
        {
            "name": each.name,
            "label": each.label,
            "measure": each.measure,
            "question": each.question.text,
            "options": {option.code: option.label for option in each.options},
        }
        for each in variables
    ]
    return JsonResponse({"variables": told})


@for_programs(Scope.RESPONSES, PageForm.base_fields)
def answers(request: HttpRequest, code: str) -> HttpResponse:
    """A page of responses; `next` is the address of the one after it."""
    survey, form = survey_called(code), PageForm(request.GET)
    if not form.is_valid():
        return refused(request, 400, "Cannot be read", form.told)
    asked = form.cleaned_data
    if asked["identified"] and not tokens.opens(token_of(request), Scope.IDENTIFIED):
        return refused(request, 403, "Not for this token", f"It takes a token for: {Scope.IDENTIFIED.label}.")
    tokens.note(token_of(request), request.get_full_path(), now=timezone.now())
    found = responses.page(
        survey,
        after=asked["after"],
        limit=asked["limit"],
        values=Values(asked["values"]),
        identified=asked["identified"],
    )
    following = None
    if found.after is not None:
        query = request.GET.dict() | {"after": str(found.after)}
        following = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    return JsonResponse({"responses": found.rows, "next": following})


@for_programs(Scope.TABLES, REPORT)
def tables(request: HttpRequest, code: str, table_id: str = "") -> HttpResponse:
    """The report as `build_report --format json` writes it, or as much of it as is asked for. Only what is there can be
    unchanged."""
    survey, form = survey_called(code), ReportForm(request.GET)
    if form.errors:
        return refused(request, 400, "Cannot be read", form.told)
    ids = [table_id] if table_id else []
    try:
        report.require(compiling.compiled(survey.questionnaire), ids)
    except UnknownTable as reason:
        raise Http404(str(reason)) from reason
    state = _state(request, survey)
    unchanged = get_conditional_response(request, etag=state)
    if unchanged is not None:
        return unchanged
    made = outsiders.build(survey, form.asked, ids=ids)
    kind = "application/json; charset=utf-8"
    return HttpResponse(as_json.rendered(made), content_type=kind, headers={"ETag": state})


@for_programs(Scope.TABLES)
def rates(request: HttpRequest, code: str) -> HttpResponse:
    """As `fieldwork status --format json` tells them."""
    told = reporting.as_json(survey_called(code), now=timezone.now())
    return HttpResponse(told, content_type="application/json; charset=utf-8")


@for_programs(Scope.TABLES, None)
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address below those of programs that is none: told as they understand it."""
    raise Http404(f"There is nothing at “{rest}”. What there is stands in openapi.json.")
