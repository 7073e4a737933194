"""Responses, cells of tables, response rates and variables as flat sets of records, as OData wants them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis import exporting, report
from analysis.exporting import CASE, Values
from analysis.models import Scope
from analysis.programs import responses
from contacts.tracking import standing
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire.codebook import Measure, Variable

STRING, WHOLE, NUMBER = "Edm.String", "Edm.Int64", "Edm.Double"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntitySet:
    """A set of records with the same properties, told apart by their key. `read` gives so many from that place on."""

    name: str
    scope: Scope
    properties: dict[str, str]
    key: tuple[str, ...]
    read: Callable[[int, int], list[Record]]
    number: Callable[[], int]


def sets(survey: Survey, *, now: datetime) -> dict[str, EntitySet]:
    """All of them, by name."""
    found = (_responses(survey), _cells(survey), _rates(survey, now), _variables(survey))
    return {each.name: each for each in found}


def _responses(survey: Survey) -> EntitySet:
    variables = [each for each in compiling.variables(survey.questionnaire) if each.measure is not Measure.TEXT]
    properties = {CASE: WHOLE, **{each.name: _kind(each) for each in variables}}

    def read(skip: int, top: int) -> list[Record]:
        return responses.from_place(survey, skip=skip, limit=top, values=Values.LABELS)

    return EntitySet("Responses", Scope.RESPONSES, properties, (CASE,), read, exporting.in_order(survey).count)


def _kind(variable: Variable) -> str:
    return NUMBER if variable.measure is Measure.NUMBER else STRING


def _whole(name: str, properties: dict[str, str], key: tuple[str, ...], make: Callable[[], list[Record]]) -> EntitySet:
    """A set that is made at once."""
    return EntitySet(
        name,
        Scope.TABLES,
        properties,
        key,
        lambda skip, top: make()[skip : skip + top],
        lambda: len(make()),
    )


def _cells(survey: Survey) -> EntitySet:
    properties = {
        "id": WHOLE,
        "table": STRING,
        "title": STRING,
        "row": STRING,
        "column": STRING,
        "count": NUMBER,
        "base": NUMBER,
        "percent": NUMBER,
        "mean": NUMBER,
    }
    return _whole("Cells", properties, ("id",), lambda: list(_told(survey)))


def _told(survey: Survey) -> Iterator[Record]:
    made = report.build(survey)
    number = 0
    for table in (*made.tables, *made.figures):
        heading, columns = table.specification.heading, table.specification.columns
        for row, cells in zip(table.specification.rows, table.cells, strict=True):
            for column, cell in zip(columns, cells, strict=True):
                number += 1
                yield {
                    "id": number,
                    "table": heading.id,
                    "title": heading.title,
                    "row": row,
                    "column": column.label,
                    "count": _number(cell.count),
                    "base": _number(cell.base),
                    "percent": _number(cell.percent),
                    "mean": _number(cell.mean),
                }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _rates(survey: Survey, now: datetime) -> EntitySet:
    def make() -> list[Record]:
        status = standing.status(survey, now=now)
        parts = [("all", status.total), *(("type", part) for part in status.by_type)]
        parts += [("region", part) for part in status.by_region]
        return [
            {
                "id": number,
                "by": by,
                "label": part.label,
                "organisations": part.frame,
                "eligible": part.eligible,
                "complete": part.complete,
                "RR1": _number(part.rates["RR1"].share),
            }
            for number, (by, part) in enumerate(parts, start=1)
        ]

    properties = {
        "id": WHOLE,
        "by": STRING,
        "label": STRING,
        "organisations": WHOLE,
        "eligible": WHOLE,
        "complete": WHOLE,
        "RR1": NUMBER,
    }
    return _whole("ResponseRates", properties, ("id",), make)


def _variables(survey: Survey) -> EntitySet:
    def make() -> list[Record]:
        return [
            {"name": each.name, "label": each.label, "measure": str(each.measure), "question": each.question.text}
            for each in compiling.variables(survey.questionnaire)
        ]

    properties = {"name": STRING, "label": STRING, "measure": STRING, "question": STRING}
    return _whole("Variables", properties, ("name",), make)
