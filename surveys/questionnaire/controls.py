"""The form controls of a question. A control is one key of the answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveys.questionnaire.definition import Answers, Item, Kind, Option, Question


class ControlKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Control:
    """`parent` is the (control, option) that must be chosen on the same page for this one to be
    asked; `label` is what stands beside the control, as far as it differs from the question."""

    name: str
    kind: ControlKind
    question: Question
    label: str = ""
    options: tuple[Option, ...] = ()
    item: Item | None = None
    limit: int | None = None
    required: bool = False
    parent: tuple[str, str] | None = None

    def asked(self, answers: Answers) -> bool:
        """Whether its parent option, if it has one, is among the answers."""
        if self.parent is None:
            return True
        control, option = self.parent
        answer = answers.get(control)
        return option in answer if isinstance(answer, list) else answer == option


def controls(question: Question) -> tuple[Control, ...]:
    """Every control of the question in the order of the page, nested ones after their parent."""
    return tuple(BUILDERS[question.kind](question))


def _text(question: Question) -> Iterator[Control]:
    kind = ControlKind.TEXT if question.kind is Kind.TEXT else ControlKind.LONG_TEXT
    yield Control(question.code, kind, question, required=question.required)


def _tick(question: Question) -> Iterator[Control]:
    yield Control(question.code, ControlKind.TICK, question)


def _choice(question: Question, parent: tuple[str, str] | None = None) -> Iterator[Control]:
    multiple = question.kind is Kind.MULTIPLE
    yield Control(
        question.code,
        ControlKind.CHOICES if multiple else ControlKind.CHOICE,
        question,
        label=question.text if parent else "",
        options=question.options,
        limit=question.limit,
        required=question.required,
        parent=parent,
    )
    for option in question.options:
        here = (question.code, option.code)
        if option.specify:
            name = f"{question.code}_{option.code}_text" if multiple else f"{question.code}_text"
            yield Control(name, ControlKind.TEXT, question, label=option.label, parent=here)
        if option.sub:
            yield from _choice(option.sub, parent=here)


def _lines(question: Question) -> Iterator[Control]:
    kind = ControlKind.CHOICE if question.kind is Kind.GRID else ControlKind.NUMBER
    for item in question.items:
        name = f"{question.code}_{item.code}"
        required = question.required and item.required
        yield Control(name, kind, question, item.label, question.options, item=item, required=required)
        if item.specify:
            yield Control(f"{name}_text", ControlKind.TEXT, question, label=item.label, item=item)


BUILDERS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.GRID: _lines,
    Kind.NUMBERS: _lines,
    Kind.TICK: _tick,
}
