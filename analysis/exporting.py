"""Submitted responses as rows of a data file: first who, then the variables of the codebook.

Names and order come from the questionnaire, never from the data. An empty cell is not asked or no answer.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from contacts import frame
from surveys import coding, compiling
from surveys.models import Response, Survey
from surveys.questionnaire.codebook import Measure, Missing, Value, Variable
from surveys.questionnaire.definition import option_of

IDENTITY = ("reference", "respondent_id")

Cell = str | int | float | None


class Values(StrEnum):
    """How answers are written: as the codes of the codebook, or as the words that were chosen."""

    CODES = "codes"
    LABELS = "labels"


def heads(survey: Survey) -> tuple[str, ...]:
    """The names of the columns."""
    return (*IDENTITY, *(variable.name for variable in compiling.variables(survey.questionnaire)))


def rows(survey: Survey, values: Values) -> Iterator[list[Cell]]:
    """A row for each submitted response, in the order they were begun. It starts with the reference
    of the organisation, empty where there is none, and the row's own id: that of the file it was
    imported from, or else the reference on the respondent's receipt."""
    references = frame.references(survey)
    variables = compiling.variables(survey.questionnaire)
    written = WRITTEN[values]
    for response in submitted(survey):
        record = coding.record(response)
        yield [
            references.get(response.pk, ""),
            response.source_id or response.reference,
            *(written(variable, record.value(variable)) for variable in variables),
        ]


def submitted(survey: Survey) -> Iterator[Response]:
    """The submitted responses, in the order they were begun, read some hundred at a time."""
    rows = Response.objects.filter(survey=survey, submitted_at__isnull=False).order_by("pk")
    for response in rows.iterator(chunk_size=500):
        response.survey = survey  # spares a query a row
        yield response


def _code(variable: Variable, value: Value) -> Cell:
    return None if isinstance(value, Missing) else value


def _label(variable: Variable, value: Value) -> Cell:
    if isinstance(value, Missing):
        return None
    if variable.measure in {Measure.CODED, Measure.TICK, Measure.CODES}:
        return "; ".join(_option_label(variable, code) for code in str(value).split(";"))
    return value


def _option_label(variable: Variable, code: str) -> str:
    option = option_of(variable.options, code)
    return option.label if option else code


WRITTEN: dict[Values, Callable[[Variable, Value], Cell]] = {Values.CODES: _code, Values.LABELS: _label}
