"""The columns of a file for statisticians: numbers with labels, and why each empty cell is empty."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from analysis import exporting
from analysis.exporting import Identity, Watching, unwatched
from contacts import frame
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire import routing
from surveys.questionnaire.codebook import Measure, Missing, Value, Variable
from surveys.questionnaire.codebook import Record as Answered
from surveys.questionnaire.definition import Kind

# As statistical programs expect them: below all codes, which begin with 1.
MISSING = {Missing.NOT_ASKED: -6, Missing.NOT_REACHED: -7, Missing.LEFT_BLANK: -8}
WHY_MISSING = {-6: "Not asked", -7: "Not reached", -8: "Left blank"}
TICKED = {0: "Not ticked", 1: "Ticked"}
IDENTITY = {
    exporting.CASE: "Case number, the same in files with and without names",
    "reference": "Reference of the organisation",
    "respondent_id": "Number on the receipt",
}

Cell = str | float | Missing


class Level(StrEnum):
    """How a column is measured."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `labels` are those of its numbers; `boxes` the name of the multiple choice that it is one box of;
    `read` gives its cell from the variable's value."""

    name: str
    label: str
    level: Level
    read: Callable[[Value], Cell] = field(compare=False)
    labels: Mapping[int, str] = field(default_factory=dict)
    boxes: str = ""


@dataclass(frozen=True, slots=True)
class Sets:
    """The columns of a multiple choice that belong together; `label` is its question."""

    name: str
    label: str
    columns: tuple[Column, ...]


def columns(survey: Survey, identity: Identity = Identity.IDENTIFIED) -> list[tuple[Variable | None, list[Column]]]:
    """The columns of each variable, those that identify a response first, with no variable."""
    who = [(None, [Column(name, IDENTITY[name], Level.TEXT, _as_text)]) for name in exporting.WHO[identity]]
    kept = [each for each in compiling.variables(survey.questionnaire) if exporting.is_kept(each, identity)]
    return [*who, *((variable, list(_of(variable))) for variable in kept)]


def sets(every: Iterable[tuple[Variable | None, list[Column]]]) -> list[Sets]:
    """The multiple choices among these columns, in their order."""
    found: dict[str, list[Column]] = {}
    texts: dict[str, str] = {}
    for variable, some in every:
        for column in some:
            if variable and column.boxes:
                found.setdefault(column.boxes, []).append(column)
                texts[column.boxes] = variable.question.text
    return [Sets(name, texts[name], tuple(some)) for name, some in found.items()]


def cells(
    survey: Survey, identity: Identity = Identity.IDENTIFIED, *, watching: Watching = unwatched
) -> Iterator[list[Cell]]:
    """A row for each submitted response, a cell for each column; `watching` as in `exporting.submitted`."""
    references = frame.references(survey)
    questionnaire = compiling.compiled(survey.questionnaire)
    every = [(variable, some) for variable, some in columns(survey, identity) if variable]
    for given in exporting.submitted(survey, watching=watching):
        record = Answered(routing.route(questionnaire, given.answers), given.answers, given.codes)
        who = dict(
            zip((exporting.CASE, *exporting.IDENTITY), [given.key, *exporting.who(given, references)], strict=True)
        )
        row: list[Cell] = [str(who[name]) for name in exporting.WHO[identity]]
        for variable, some in every:
            value = record.value(variable)
            row += [column.read(value) for column in some]
        yield row


def numbers(column: Column, content: Sequence[Cell]) -> NDArray[np.float64 | np.int16]:
    """The cells of a column of numbers, with a number for each reason why there is none."""
    given = (MISSING[cell] if isinstance(cell, Missing) else cell for cell in content)
    return np.fromiter(given, np.float64 if column.level is Level.SCALE else np.int16, len(content))


def text(column: Column, cell: Cell) -> str:
    """The cell in words; nothing where it is empty."""
    if isinstance(cell, Missing):
        return ""
    return column.labels[int(cell)] if column.labels and not isinstance(cell, str) else str(cell)


def full_label(variable: Variable) -> str:
    """What is asked, with the line or box that the variable is about."""
    question = variable.question
    number = f"Q{question.number} " if question.number else ""
    return f"{number}{question.text}".rstrip(":") + (f": {variable.label}" if variable.label != question.text else "")


def _of(variable: Variable) -> Iterator[Column]:
    label = full_label(variable)
    if variable.measure is Measure.CODES:
        yield Column(variable.name, label, Level.TEXT, _as_text)  # as in every other file
        for code in variable.options:
            name, boxes = f"{variable.name}_{code.code}", variable.name
            label_of_code = f"{label}: {code.label}"
            yield Column(name, label_of_code, Level.NOMINAL, _has(code.code), TICKED, boxes)
    elif variable.measure is Measure.TICK:
        boxes = variable.control.name if variable.control and variable.option else ""
        yield Column(variable.name, label, Level.NOMINAL, _as_number, TICKED, boxes)
    elif variable.measure is Measure.CODED:
        level = Level.ORDINAL if variable.question.kind is Kind.GRID else Level.NOMINAL
        labels = {place: option.label for place, option in enumerate(variable.options, start=1)}
        yield Column(variable.name, label, level, _place(variable), labels)
    elif variable.measure is Measure.NUMBER:
        yield Column(variable.name, label, Level.SCALE, _as_number)
    else:
        yield Column(variable.name, label, Level.TEXT, _as_text)


def _as_text(value: Value) -> Cell:
    return value if isinstance(value, Missing) else str(value)


def _as_number(value: Value) -> Cell:
    return value if isinstance(value, Missing) else float(value)


def _place(variable: Variable) -> Callable[[Value], Cell]:
    """The place of the option among those of its question, from 1."""
    places = {option.code: float(place) for place, option in enumerate(variable.options, start=1)}
    return lambda value: value if isinstance(value, Missing) else places[str(value)]


def _has(code: str) -> Callable[[Value], Cell]:
    return lambda value: value if isinstance(value, Missing) else float(code in str(value).split(";"))
