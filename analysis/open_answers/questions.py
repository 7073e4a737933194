"""The questions that are answered in words: open questions, and every “other, please specify”."""

from dataclasses import dataclass
from functools import lru_cache

from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire import back_coding
from surveys.questionnaire.controls import Control, ControlKind, controls
from surveys.questionnaire.definition import CodeFrame, Kind, Question, Questionnaire

TEXTS = (ControlKind.TEXT, ControlKind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A text that respondents write. `variable` is the control that holds it, `name` what it is called among others,
    `frame` its codes, which are but the options of its question as long as nobody has begun to code it. `one_listed`:
    an “other” of a single choice, which can be put back to one option only."""

    variable: str
    name: str
    question: Question
    label: str
    frame: CodeFrame
    is_begun: bool
    one_listed: bool

    @property
    def text(self) -> str:
        """What respondents were asked."""
        return f"{self.question.text} {self.label}".strip()


def open_questions(survey: Survey) -> tuple[OpenQuestion, ...]:
    """All of them, in the order of the questionnaire."""
    return _of(compiling.compiled(survey.questionnaire))


def open_question(survey: Survey, variable: str) -> OpenQuestion | None:
    """That of this control, if it is one."""
    return next((each for each in open_questions(survey) if each.variable == variable), None)


@lru_cache(maxsize=16)
def _of(questionnaire: Questionnaire) -> tuple[OpenQuestion, ...]:
    return tuple(
        _open_question(question, control)
        for question in questionnaire.questions
        for control in controls(question)
        if control.kind in TEXTS and not (question.fact and control.name == question.code)
    )


def _open_question(question: Question, control: Control) -> OpenQuestion:
    number = f"Q{question.number}" if question.number else question.code
    is_own, frame = control.name == question.code, question.frames.get(control.name)
    return OpenQuestion(
        variable=control.name,
        name=number if is_own else f"{number}, {_under(question, control)}{control.label}",
        question=question,
        label="" if is_own else control.label,
        frame=frame or CodeFrame(compiling.codes_name(control.name), back_coding.listed(question, control)),
        is_begun=frame is not None,
        one_listed=question.kind is not Kind.MULTIPLE or (control.parent is not None and _is_nested(question, control)),
    )


def _under(question: Question, control: Control) -> str:
    """The answer that a nested text belongs to: several of a question can have an “other”."""
    parent = control.parent[0] if control.parent else ""
    return next((f"{each.label}: " for each in question.options if each.sub and each.sub.code == parent), "")


def _is_nested(question: Question, control: Control) -> bool:
    """Whether the text hangs on a sub-question, which is always a single choice."""
    return control.parent is not None and control.parent[0] != question.code
