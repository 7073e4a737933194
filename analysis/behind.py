"""Who is behind a number of the report."""

from dataclasses import dataclass
from datetime import datetime

from analysis import matrix, report
from analysis.exceptions import UnknownTable
from analysis.segments import Bits
from analysis.specification import Specification
from contacts.models import Invitation
from surveys import compiling
from surveys.models import Response, Survey


@dataclass(frozen=True, slots=True)
class Behind:
    """A cell of a table, and the keys of the responses that it is made of."""

    specification: Specification
    row: str
    column: str
    responses: list[int]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A response with the organisation that it is tied to; without one where it was imported for none."""

    response: Response
    invitation: Invitation | None


def behind(survey: Survey, table: str, row: int, column: int, *, as_at: datetime | None = None) -> Behind:
    """The responses behind a cell of a table or figure, now or as it stood at an earlier moment. Raises UnknownTable
    where there is no such table or cell, and RecordsOutOfDate."""
    specified = [each for kind in report.specifications(compiling.compiled(survey.questionnaire)) for each in kind]
    found = next((each for each in specified if each.heading.id == table), None)
    if found is None or not (row < len(found.rows) and column < len(found.columns)):
        raise UnknownTable([table], [each.heading.id for each in specified])
    return in_cell(survey, found, row, column, as_at=as_at)


def in_cell(
    survey: Survey, specification: Specification, row: int, column: int, *, as_at: datetime | None = None
) -> Behind:
    """The responses behind a cell that this table has. Raises RecordsOutOfDate."""
    respondents = report.respondents(survey, as_at=as_at)
    members = specification.cells[row][column].behind(respondents, respondents.within(specification.only))
    return Behind(
        specification, specification.rows[row], specification.columns[column].label, _keys(survey, members, as_at)
    )


def organisations(keys: list[int]) -> list[Organisation]:
    """The responses of these keys, in their order, with whom they are tied to."""
    responses = Response.objects.in_bulk(keys)
    tied = Invitation.objects.filter(response__in=keys).select_related("organisation").in_bulk(field_name="response_id")
    return [Organisation(responses[key], tied.get(key)) for key in keys if key in responses]


def _keys(survey: Survey, members: Bits, as_at: datetime | None) -> list[int]:
    if not members:
        return []
    return [key for place, key in enumerate(matrix.responses(survey, at=as_at)) if members >> place & 1]
