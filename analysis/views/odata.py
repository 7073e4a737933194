"""An OData 4.0 feed, as Excel's and Power BI's “From OData feed” ask for it."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.http import urlencode

from analysis.models import Scope
from analysis.programs import feeding, metadata, tokens
from analysis.programs.refusing import ODATA, refused
from analysis.views.programs import for_programs, survey_called, token_of

MOST = 1000  # records in one answer; `@odata.nextLink` leads on
JSON = "application/json"
UNDERSTOOD = {"$top", "$skip", "$select", "$count", "$format"}
LARGEST = 2**31


def _told(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, content_type="application/json;odata.metadata=minimal", headers=ODATA)


@for_programs(Scope.TABLES, None)
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Which sets there are."""
    sets = feeding.sets(survey_called(code), now=timezone.now())
    told = [{"name": name, "kind": "EntitySet", "url": name} for name in sets]
    return _told({"@odata.context": f"{_root(request)}$metadata", "value": told})


@for_programs(Scope.TABLES, None)
def described(request: HttpRequest, code: str) -> HttpResponse:
    """`$metadata`."""
    sets = feeding.sets(survey_called(code), now=timezone.now())
    content = metadata.document(sets.values())
    return HttpResponse(content, content_type="application/xml", headers=ODATA)


@for_programs(Scope.TABLES, None)
def records(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The records of a set, some at a time."""
    wanted = feeding.sets(survey_called(code), now=timezone.now()).get(name)
    if wanted is None:
        raise Http404(f"There is no set {name}.")
    if not tokens.opens(token_of(request), wanted.scope):
        return refused(request, 403, "Not for this token", f"It takes a token for: {wanted.scope.label}.")
    options = parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True)
    asked = {key: value for key, value in options if key.startswith("$")}
    if strange := sorted(asked.keys() - UNDERSTOOD):
        return refused(request, 501, "Not implemented", f"This feed does not understand {', '.join(strange)}.")
    if asked.get("$format", JSON).partition(";")[0] not in {"json", JSON}:
        return refused(request, 406, "Not acceptable", "This feed has JSON alone: $format=json.")
    try:
        top, skip = (_number(asked.get(key), usual) for key, usual in (("$top", LARGEST), ("$skip", 0)))
        names = _selected(asked.get("$select", ""), wanted.properties)
        with_number = _flag(asked.get("$count", "false"))
    except ValueError as reason:
        return refused(request, 400, "Cannot be read", str(reason))
    if wanted.scope is not Scope.TABLES:
        tokens.note(token_of(request), request.get_full_path(), now=timezone.now())
    found = wanted.read(skip, min(top, MOST + 1))
    told: dict[str, Any] = {"@odata.context": f"{_root(request)}$metadata#{name}"}
    if with_number:
        told["@odata.count"] = wanted.number()
    told["value"] = [{name: record[name] for name in names} for record in found[:MOST]]
    if len(found) > MOST:
        left = {"$top": str(top - MOST)} if "$top" in asked else {}
        query = asked | {"$skip": str(skip + MOST)} | left
        told["@odata.nextLink"] = f"{_root(request)}{name}?{urlencode(query)}"
    return _told(told)


def _root(request: HttpRequest) -> str:
    """The address of the feed, which all its addresses begin with."""
    start = "/".join(request.path.split("/")[:4])
    return request.build_absolute_uri(f"{start}/")


def _number(text: str | None, usual: int) -> int:
    if text is None:
        return usual
    if not text.isdecimal() or int(text) > LARGEST:
        raise ValueError(f"“{text}” is no number of records.")
    return int(text)


def _flag(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(f"“{text}” is neither true nor false.")
    return text == "true"


def _selected(text: str, properties: dict[str, str]) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    strange = [name for name in names if name not in properties and name != "*"]
    if strange:
        raise ValueError(f"There is no property {', '.join(strange)}.")
    return list(properties) if not names or "*" in names else names


@for_programs(Scope.TABLES, None)
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """An address below that of a feed that is none."""
    raise Http404(f"There is nothing at “{rest}”. The feed has whole sets, with $top, $skip, $select and $count=true.")
