"""An OData 4.0 feed, as Excel's and Power BI's “From OData feed” ask for it."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.http import urlencode

from analysis.models import Scope
from analysis.programs import feeding, metadata, tokens
from analysis.views.programs import for_programs, survey_called, token_of

MOST = 1000  # records in one answer; `@odata.nextLink` leads on
UNDERSTOOD = {"$top", "$skip", "$select", "$count", "$format"}
LARGEST = 2**31


def _told(content: dict[str, Any], status: int = 200) -> JsonResponse:
    kind = "application/json;odata.metadata=minimal"
    return JsonResponse(content, status=status, content_type=kind, headers={"OData-Version": "4.0"})


def _refused(status: int, code: str, message: str) -> JsonResponse:
    return _told({"error": {"code": code, "message": message}}, status)


@for_programs(Scope.TABLES)
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Which sets there are."""
    sets = feeding.sets(survey_called(code), now=timezone.now())
    told = [{"name": name, "kind": "EntitySet", "url": name} for name in sets]
    return _told({"@odata.context": f"{_root(request)}$metadata", "value": told})


@for_programs(Scope.TABLES)
def described(request: HttpRequest, code: str) -> HttpResponse:
    """`$metadata`."""
    sets = feeding.sets(survey_called(code), now=timezone.now())
    content = metadata.document(sets.values())
    return HttpResponse(content, content_type="application/xml", headers={"OData-Version": "4.0"})


@for_programs(Scope.TABLES)
def records(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The records of a set, some at a time."""
    wanted = feeding.sets(survey_called(code), now=timezone.now()).get(name)
    if wanted is None:
        raise Http404(f"There is no set {name}.")
    if not tokens.opens(token_of(request), wanted.scope):
        return _refused(403, "Forbidden", f"It takes a token for: {wanted.scope.label}.")
    asked = {key: value for key, value in parse_qsl(request.META["QUERY_STRING"]) if key.startswith("$")}
    if strange := sorted(asked.keys() - UNDERSTOOD):
        return _refused(501, "NotImplemented", f"This feed does not understand {', '.join(strange)}.")
    try:
        top, skip = (_number(asked.get(key), usual) for key, usual in (("$top", LARGEST), ("$skip", 0)))
        names = _selected(asked.get("$select", ""), wanted.properties)
    except ValueError as reason:
        return _refused(400, "BadRequest", str(reason))
    if wanted.scope is not Scope.TABLES:
        tokens.note(token_of(request), request.get_full_path(), now=timezone.now())
    found = wanted.read(skip, min(top, MOST + 1))
    told: dict[str, Any] = {"@odata.context": f"{_root(request)}$metadata#{name}"}
    if asked.get("$count") == "true":
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


def _selected(text: str, properties: dict[str, str]) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    strange = [name for name in names if name not in properties and name != "*"]
    if strange:
        raise ValueError(f"There is no property {', '.join(strange)}.")
    return list(properties) if not names or "*" in names else names
