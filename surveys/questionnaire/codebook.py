"""The variables of a questionnaire: the columns of every data file and of the packed record.

Names and order come from the questionnaire, never from the data. The value of a variable is
written as its code; a tick as 1, an offered box left unticked as 0; an empty cell has a reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from surveys.questionnaire.controls import Control, ControlKind, controls
from surveys.questionnaire.definition import (
    Answer,
    Answers,
    CodeFrame,
    Option,
    Question,
    Questionnaire,
)
from surveys.questionnaire.routing import Path


class Measure(StrEnum):
    """How a variable is measured."""

    CODED = "coded"
    TICK = "tick"
    NUMBER = "number"
    TEXT = "text"
    CODES = "codes"


class Missing(IntEnum):
    """Why a cell is empty."""

    NOT_ASKED = 0
    NOT_REACHED = 1
    LEFT_BLANK = 2


@dataclass(frozen=True, slots=True)
class Variable:
    """One column. `options` are the codes of a coded variable, of a tick (0 and 1), or of a code
    frame; `option` is the code within its question that a tick stands for, `text` the name of the control whose open
    answer is given codes."""

    name: str
    measure: Measure
    question: Question
    control: Control | None
    label: str
    options: tuple[Option, ...] = ()
    option: str = ""
    text: str = ""


Value = str | int | float | Missing

TICKS = (Option("0", "Not ticked"), Option("1", "Ticked"))
MEASURES = {
    ControlKind.TEXT: Measure.TEXT,
    ControlKind.LONG_TEXT: Measure.TEXT,
    ControlKind.CHOICE: Measure.CODED,
    ControlKind.NUMBER: Measure.NUMBER,
    ControlKind.TICK: Measure.TICK,
}


def variables(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """Every variable in the questionnaire's order: a multiple choice has one for each option,
    its nested controls follow the option they hang on, a code frame follows its open answer."""
    return tuple(v for question in questionnaire.questions for v in of_question(question))


def of_question(question: Question) -> Iterator[Variable]:
    """The variables of one question."""
    asked = controls(question)
    for control in asked:
        if control.parent is None:
            yield from _with_nested(control, asked)


def _with_nested(control: Control, asked: tuple[Control, ...]) -> Iterator[Variable]:
    """The control's variables, each followed by those of the controls that hang on it."""
    if control.kind is not ControlKind.CHOICES:
        yield _of_control(control)
    frame = control.question.frames.get(control.name)
    if frame:
        yield _codes(control, frame)
    for option in control.options:
        if control.kind is ControlKind.CHOICES:
            yield _tick(control, option)
        for nested in asked:
            if nested.parent == (control.name, option.code):
                yield from _with_nested(nested, asked)


def _tick(control: Control, option: Option) -> Variable:
    name = f"{control.name}_{option.code}"
    return Variable(name, Measure.TICK, control.question, control, option.label, TICKS, option.code)


def _of_control(control: Control) -> Variable:
    measure = MEASURES[control.kind]
    options = TICKS if measure is Measure.TICK else control.options
    label = control.label or control.question.text
    return Variable(control.name, measure, control.question, control, label, options)


def _codes(control: Control, frame: CodeFrame) -> Variable:
    label = f"Codes given to: {control.label or control.question.text}"
    return Variable(frame.code, Measure.CODES, control.question, None, label, frame.codes, text=control.name)


class Record:
    """The values of one response, variable by variable, with a reason for every empty cell. `counted` are the answers
    as tables count them, where codes put an “other” back where it belongs; what was asked, the answers given decide."""

    def __init__(
        self, path: Path, answers: Answers, codes: Mapping[str, list[str]], *, counted: Answers | None = None
    ) -> None:
        self._asked = {control.name: control for page in path for control in page.controls}
        self._answers = answers
        self._counted = answers if counted is None else counted
        self._codes = codes

    def value(self, variable: Variable) -> Value:
        """The value as a data file holds it: a code, 0 or 1, a number, a text, codes joined by
        semicolons, or the reason why there is none."""
        if variable.control is None:
            return ";".join(self._codes.get(variable.name, ())) or self._missing_codes(variable)
        control = self._asked.get(variable.control.name)
        if control is None or not control.asked(self._answers):
            return Missing.NOT_ASKED
        if control.name not in self._answers:
            return Missing.NOT_REACHED
        return _cell(variable, control, self._counted[control.name])

    def _missing_codes(self, variable: Variable) -> Missing:
        control = self._asked.get(variable.text)
        asked = control is not None and control.asked(self._answers)
        return Missing.LEFT_BLANK if asked else Missing.NOT_ASKED


def _cell(variable: Variable, control: Control, answer: Answer) -> Value:
    if isinstance(answer, list):
        offered = any(option.code == variable.option for option in control.options)
        return int(variable.option in answer) if offered else Missing.NOT_ASKED
    if answer is None:
        return Missing.LEFT_BLANK
    return int(answer) if isinstance(answer, bool) else answer


def raw_answers(columns: tuple[Variable, ...], row: Mapping[str, str]) -> dict[str, object]:
    """A row of a data file as raw values by control, ready to be read page by page."""
    raw: dict[str, object] = {}
    for variable in columns:
        cell = row.get(variable.name, "")
        if variable.control is None:
            continue
        if variable.option:
            ticked = raw.setdefault(variable.control.name, [])
            if cell == "1" and isinstance(ticked, list):
                ticked.append(variable.option)
        else:
            raw[variable.control.name] = cell
    return raw
