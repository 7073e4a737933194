"""A script for R that reads the responses as codes from their CSV file."""

from collections.abc import Iterator
from typing import BinaryIO

from analysis.data_files.columns import full_label
from analysis.exporting import Values
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire.codebook import Measure, Variable

DATA = "responses.csv"
# A text that begins like a formula has an apostrophe in front in the CSV file; here it is taken off again.
BEGINNING = """\
# Reads the responses of “{title}” as codes: put this script beside {data}, the file of codes as CSV, and source it.
responses <- read.csv("{data}", encoding = "UTF-8", colClasses = "character", na.strings = "", check.names = FALSE)
texts <- lapply(responses, function(text) sub("^'('*[=+\\\\-@\\t\\r\\n＝＋－＠])", "\\\\1", text, perl = TRUE))
responses <- as.data.frame(texts, check.names = FALSE, stringsAsFactors = FALSE)
"""


def write(file: BinaryIO, survey: Survey, values: Values) -> None:
    """A script in base R: factors with the questionnaire's words, numbers, ticks as TRUE and FALSE, each column with
    its `label`, and `sets`, the columns of each multiple choice. The file stays open."""
    lines = [BEGINNING.format(title=_line(survey.title), data=DATA)]
    variables = compiling.variables(survey.questionnaire)
    lines += [line for variable in variables for line in _of(variable)]
    lines += ["sets <- list(", ",\n".join(_sets(variables)), ")"]
    file.write(("\n".join(lines) + "\n").encode())


def _of(variable: Variable) -> Iterator[str]:
    column = f"responses[[{_text(variable.name)}]]"
    if variable.measure is Measure.CODED:
        levels = ", ".join(_text(option.code) for option in variable.options)
        labels = ", ".join(_text(option.label) for option in variable.options)
        yield f"{column} <- factor({column}, levels = c({levels}), labels = c({labels}))"
    elif variable.measure is Measure.TICK:
        yield f'{column} <- {column} == "1"'
    elif variable.measure is Measure.NUMBER:
        yield f"{column} <- as.numeric({column})"
    yield f'attr({column}, "label") <- {_text(full_label(variable))}'


def _sets(variables: tuple[Variable, ...]) -> Iterator[str]:
    boxes: dict[str, list[str]] = {}
    for variable in variables:
        if variable.measure is Measure.TICK and variable.control and variable.option:
            boxes.setdefault(variable.control.name, []).append(_text(variable.name))
    for name, columns in boxes.items():
        yield f"  {name} = c({', '.join(columns)})"


def _text(text: str) -> str:
    escaped = _line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _line(text: str) -> str:
    return " ".join(text.split())
