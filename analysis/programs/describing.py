"""What programs can ask for, as OpenAPI 3.1."""

from typing import Any

from analysis.models import Scope

Described = dict[str, Any]

SURVEY = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}, "description": "The survey"}
TABLE = {
    "name": "table_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "description": "As T07 or F02",
}
REPORT = [
    {"name": "audience", "in": "query", "schema": {"enum": ["internal", "public"]}},
    {"name": "as-at", "in": "query", "schema": {"type": "string"}, "description": "As 2026-11-20T17:00, in England"},
    {"name": "smallest-base", "in": "query", "schema": {"type": "integer", "minimum": 2, "maximum": 1000}},
    {"name": "smallest-cell", "in": "query", "schema": {"type": "integer", "minimum": 2, "maximum": 1000}},
]
PAGING = [
    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}},
    {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}},
    {"name": "values", "in": "query", "schema": {"enum": ["codes", "labels"], "default": "codes"}},
    {"name": "identified", "in": "query", "schema": {"type": "boolean", "default": False}},
]
TEXT = {"type": "string"}
RESPONSE = {
    "type": "object",
    "required": ["case"],
    "properties": {"case": {"type": "integer"}},
    "additionalProperties": {"type": ["string", "number", "null"]},
}
CELL = {
    "type": "object",
    "required": ["row", "col"],
    "properties": {
        "row": TEXT,
        "col": TEXT,
        "count": {"type": ["number", "null"]},
        "base": {"type": ["number", "null"]},
        "pct": {"type": ["number", "null"]},
        "mean": {"type": ["number", "null"]},
        "hidden": {"type": "array", "items": TEXT},
    },
}
MADE = {
    "type": "object",
    "required": ["id", "title"],
    "properties": {"id": TEXT, "title": TEXT, "cells": {"type": "array", "items": CELL}},
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {"title": TEXT, "status": {"type": "integer"}, "detail": TEXT},
}


def _listed(name: str, of: Described, **further: Described) -> Described:
    properties = {name: {"type": "array", "items": of}, **further}
    return {"type": "object", "required": list(properties), "properties": properties}


def _path(summary: str, scope: Scope, schema: Described, parameters: list[Described]) -> Described:
    problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "get": {
            "summary": summary,
            "description": f"Needs a token for: {scope.label}.",
            "parameters": parameters,
            "responses": {
                "200": {"description": "OK", "content": {"application/json": {"schema": schema}}},
                "304": {"description": "As the ETag in If-None-Match says"},
                **{
                    status: {"description": why, **problem}
                    for status, why in (
                        ("400", "A parameter cannot be read"),
                        ("401", "No token, or one that opens nothing"),
                        ("403", "The token, or its owner, may not read this"),
                        ("404", "No such survey or table"),
                    )
                },
            },
        }
    }


def description(version: str) -> Described:
    """The whole description."""
    survey = {"type": "object", "required": ["code", "title"], "properties": {"code": TEXT, "title": TEXT}}
    variable = {
        "type": "object",
        "required": ["name", "label", "measure"],
        "properties": {"name": TEXT, "label": TEXT, "measure": TEXT, "options": {"type": "object"}},
    }
    report = _listed("tables", MADE, figures={"type": "array", "items": MADE})
    following = {"type": ["string", "null"]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Canvass", "version": version, "summary": "Responses, tables and response rates, to read"},
        "security": [{"bearer": []}, {"basic": []}],
        "paths": {
            "/api/v1/surveys/": _path("All surveys", Scope.TABLES, _listed("surveys", survey), []),
            "/api/v1/surveys/{code}/codebook/": _path(
                "The variables", Scope.TABLES, _listed("variables", variable), [SURVEY]
            ),
            "/api/v1/surveys/{code}/responses/": _path(
                "Responses, some at a time",
                Scope.RESPONSES,
                _listed("responses", RESPONSE, next=following),
                [SURVEY, *PAGING],
            ),
            "/api/v1/surveys/{code}/tables/": _path("The report", Scope.TABLES, report, [SURVEY, *REPORT]),
            "/api/v1/surveys/{code}/tables/{table_id}/": _path(
                "One table or figure", Scope.TABLES, report, [SURVEY, TABLE, *REPORT]
            ),
            "/api/v1/surveys/{code}/rates/": _path(
                "How many answered", Scope.TABLES, {"type": "object", "required": ["frame", "response_rates"]}, [SURVEY]
            ),
        },
        "components": {
            "schemas": {"Problem": PROBLEM},
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic", "description": "The token as password; any user name"},
            },
        },
    }
