"""How a question stands on a page: plain data for templates/components/question_*.html."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import TEMPLATE_PACK
from django.forms.boundfield import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from surveys.page_form import PageForm
from surveys.questionnaire.controls import Control, ControlKind, controls
from surveys.questionnaire.definition import Kind, Question
from surveys.questionnaire.validation import TEXT_LENGTH

TICKED = "1"


@dataclass(frozen=True, slots=True)
class Described:
    """What every control has: the id of its first input, and ids of what describes it."""

    id: str
    name: str
    label: str
    hint: str
    errors: tuple[str, ...]

    @property
    def error_id(self) -> str:
        return f"{self.id}-error"

    @property
    def described_by(self) -> str:
        """The ids of hint and error, as far as there are any."""
        ids = [f"{self.id}-hint"] * bool(self.hint) + [self.error_id] * bool(self.errors)
        return " ".join(ids)


@dataclass(frozen=True, slots=True)
class Entry(Described):
    """A box to write in."""

    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio or checkbox; `checked` is the attribute or nothing, `nested` what is asked of those who choose it."""

    id: str
    value: str
    label: str
    hint: str
    checked: str
    nested: tuple["Entry | Group", ...] = ()


@dataclass(frozen=True, slots=True)
class Group(Described):
    """Radios or checkboxes that share a name."""

    choices: tuple[Choice, ...]
    several: bool = False
    limit: int | None = None

    @property
    def look(self) -> str:
        return "checkboxes" if self.several else "radios"

    @property
    def type(self) -> str:
        return "checkbox" if self.several else "radio"


@dataclass(frozen=True, slots=True)
class Line(Described):
    """One line of a grid, with choices, or of a list of numbers, with a value."""

    choices: tuple[Choice, ...]
    value: str
    specify: Entry | None


class QuestionPart:
    """Puts one asked question on a crispy layout; as the page's heading, if it is the only one."""

    def __init__(self, question: Question, *, heading: bool = False) -> None:
        self.question = question
        self.heading = heading
        self.controls = controls(question)

    def render(self, form: PageForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        template, describe = PARTS[self.question.kind]
        given = {"question": self.question, "heading": self.heading}
        return render_to_string(template, given | describe(form, self.question, self.controls))


class Heading:
    """The heading of a page with several questions."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render(self, form: PageForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        return render_to_string("components/heading.html", {"text": self.text})


def page_helper(title: str, questions: tuple[Question, ...]) -> FormHelper:
    """What crispy needs to render a page's heading and questions, without a form tag, a button or a summary of
    errors."""
    alone = len(questions) == 1 and can_head(questions[0])
    heading = [] if alone else [Heading(title)]
    helper = FormHelper()
    helper.form_tag = False
    parts = (QuestionPart(question, heading=alone) for question in questions)
    helper.layout = Layout(*heading, *parts)
    return helper


def can_head(question: Question) -> bool:
    """Whether the question can be its page's heading: one with something to read first cannot, nor
    can a box with its text."""
    return question.kind is not Kind.TICK and not question.introduction


def _text(form: PageForm, question: Question, parts: tuple[Control, ...]) -> dict[str, Any]:
    longest = TEXT_LENGTH if question.kind is Kind.LONG_TEXT else None
    return {"entry": _entry(form, parts[0], hint=question.hint), "longest": longest}


def _choices(form: PageForm, question: Question, parts: tuple[Control, ...]) -> dict[str, Any]:
    return {"group": _group(form, parts[0], parts, hint=question.hint)}


def _tick(form: PageForm, question: Question, parts: tuple[Control, ...]) -> dict[str, Any]:
    field = form[question.code]
    choice = Choice(field.auto_id, TICKED, question.text, question.hint, form.checked(question.code, TICKED))
    return {"group": Group(**_described(field), choices=(choice,), several=True)}


def _lines(form: PageForm, question: Question, parts: tuple[Control, ...]) -> dict[str, Any]:
    """The id is that of the question: no input bears it, only its hint."""
    return {
        "id": str(form.auto_id) % question.code,
        "lines": [_line(form, part, parts) for part in parts if part.kind is not ControlKind.TEXT],
    }


PARTS = {
    Kind.TEXT: ("components/question_text.html", _text),
    Kind.LONG_TEXT: ("components/question_text.html", _text),
    Kind.SINGLE: ("components/question_choices.html", _choices),
    Kind.MULTIPLE: ("components/question_choices.html", _choices),
    Kind.GRID: ("components/question_grid.html", _lines),
    Kind.NUMBERS: ("components/question_numbers.html", _lines),
    Kind.TICK: ("components/question_tick.html", _tick),
}


def _line(form: PageForm, control: Control, parts: tuple[Control, ...]) -> Line:
    field = form[control.name]
    texts = (part for part in parts if part.kind is ControlKind.TEXT and part.item == control.item)
    return Line(
        **_described(field, control.label, control.item.hint if control.item else ""),
        choices=tuple(_options(form, control)),
        value=form.written(control.name),
        specify=next((_entry(form, text) for text in texts), None),
    )


def _group(form: PageForm, control: Control, parts: tuple[Control, ...], *, hint: str = "") -> Group:
    return Group(
        **_described(form[control.name], control.label, hint),
        choices=tuple(_options(form, control, parts)),
        several=control.kind is ControlKind.CHOICES,
        limit=control.limit,
    )


def _options(form: PageForm, control: Control, parts: tuple[Control, ...] = ()) -> Iterator[Choice]:
    """The first bears the field's own id, so that a link to the field finds it."""
    field = form[control.name]
    for number, option in enumerate(control.options, start=1):
        hanging = [part for part in parts if part.parent == (control.name, option.code)]
        yield Choice(
            id=field.auto_id if number == 1 else f"{field.auto_id}-{number}",
            value=option.code,
            label=option.label,
            hint=option.hint,
            checked=form.checked(control.name, option.code),
            nested=tuple(_nested(form, part, parts) for part in hanging),
        )


def _nested(form: PageForm, control: Control, parts: tuple[Control, ...]) -> Entry | Group:
    return _group(form, control, parts) if control.options else _entry(form, control)


def _entry(form: PageForm, control: Control, *, hint: str = "") -> Entry:
    return Entry(**_described(form[control.name], control.label, hint), value=form.written(control.name))


def _described(field: BoundField, label: str = "", hint: str = "") -> dict[str, Any]:
    return {
        "id": field.auto_id,
        "name": field.html_name,
        "label": label,
        "hint": hint,
        "errors": tuple(field.errors),
    }
