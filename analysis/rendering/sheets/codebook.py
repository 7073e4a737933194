"""What each column of the responses means, as rows."""

from collections.abc import Iterator

from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire.codebook import Variable

TITLE = "Codebook"
WIDTHS = {"Variable": 22.0, "Question": 10.0, "Text": 70.0, "Measure": 10.0, "Values": 70.0}
HEADS = tuple(WIDTHS)


def rows(survey: Survey) -> Iterator[list[str]]:
    """A row for each variable, under HEADS."""
    for variable in compiling.variables(survey.questionnaire):
        question = variable.question
        yield [
            variable.name,
            question.number or question.code,
            variable.label,
            str(variable.measure),
            _values(variable),
        ]


def _values(variable: Variable) -> str:
    return "\n".join(f"{option.code} = {option.label}" for option in variable.options)
