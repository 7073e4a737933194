"""The answers as a respondent reads them back: question by question, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.questionnaire.controls import Control, ControlKind, controls
from surveys.questionnaire.definition import Answer, Answers, Question, option_of
from surveys.questionnaire.routing import AskedPage, Path
from surveys.questionnaire.saying import Translate, say

TICKED, NOT_TICKED = say("Ticked"), say("Not ticked")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was asked, and the answers given in words; none where it was left blank."""

    control: str
    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One question with its lines. A question with a single line has no label on it."""

    number: str
    text: str
    page: AskedPage
    rows: tuple[Row, ...]


def blocks(path: Path, answers: Answers, translate: Translate) -> Iterator[Block]:
    """Every question on the path, in order. `translate` is for the words that are not the questionnaire's own."""
    for page in path:
        for question in page.questions:
            yield Block(question.number, question.text, page, tuple(_rows(question, answers, translate)))


def _rows(question: Question, answers: Answers, translate: Translate) -> Iterator[Row]:
    for control in controls(question):
        answer = answers.get(control.name)
        nested_text = control.kind is ControlKind.TEXT and control.parent
        if _beside_a_line(control) or not control.asked(answers) or (nested_text and not answer):
            continue
        beside = answers.get(f"{control.name}_text") if control.item and control.item.specify else None
        values = in_words(control, answer, translate)
        yield Row(control.name, control.label, (f"{beside}", *values) if beside else values)


def _beside_a_line(control: Control) -> bool:
    """Whether this is the text that says what a line “other” means; it is shown with the line."""
    return control.kind is ControlKind.TEXT and control.item is not None


def in_words(control: Control, answer: Answer, translate: Translate) -> tuple[str, ...]:
    """The answer as words: the labels of what was chosen, the text or the number itself."""
    if control.kind is ControlKind.TICK:
        return ((TICKED if answer else NOT_TICKED).said(translate),)
    if answer is None or answer == []:
        return ()
    if isinstance(answer, list):
        return tuple(_label(control, code) for code in answer)
    return (_label(control, answer),)


def _label(control: Control, answer: Answer) -> str:
    option = option_of(control.options, answer)
    return option.label if option else f"{answer}"
