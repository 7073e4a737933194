"""The whole questionnaire in words, with who is asked what: to be read before it is answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from surveys import compiling, models
from surveys.questionnaire import definition
from surveys.questionnaire.definition import Condition, Kind, Questionnaire


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a question or an answer to choose; `only` says who gets it, where not everybody does."""

    label: str
    hint: str
    only: str


@dataclass(frozen=True, slots=True)
class Question:
    """`how` says how it is answered, `rows` are the lines that each get one, `answers` what can be chosen."""

    number: str
    text: str
    hint: str
    introduction: tuple[str, ...]
    only: tuple[str, ...]
    how: str
    rows: tuple[Line, ...]
    answers: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`language` is for HTML's `lang`, where the texts are not in the language of the page."""

    title: str
    language: str
    only: str
    questions: tuple[Question, ...]


def sections(row: models.Questionnaire) -> list[Section]:
    """All sections, in order, whoever is asked them."""
    questionnaire = compiling.compiled(row)
    return [
        Section(
            title=section.title,
            language=compiling.other_language(section),
            only=_only(section.condition, questionnaire),
            questions=tuple(_questions(section, questionnaire)),
        )
        for section in questionnaire.sections
    ]


def _questions(section: definition.Section, questionnaire: Questionnaire) -> Iterator[Question]:
    for page in section.pages:
        for question in page.questions:
            conditions = (_only(page.condition, questionnaire), _only(question.condition, questionnaire))
            yield Question(
                number=question.number,
                text=question.text,
                hint=question.hint,
                introduction=question.introduction,
                only=tuple(filter(None, conditions)),
                how=_how(question),
                rows=tuple(
                    Line(item.label, item.hint, _only(item.condition, questionnaire)) for item in question.items
                ),
                answers=tuple(_answers(question, questionnaire)),
            )


def _answers(question: definition.Question, questionnaire: Questionnaire) -> Iterator[Line]:
    for option in question.options:
        yield Line(option.label, option.hint or _sub(option), _only(option.condition, questionnaire))


def _sub(option: definition.Option) -> str:
    """What is asked of those who choose the option, with its answers."""
    if option.sub is None:
        return ""
    return f"{option.sub.text} {' / '.join(each.label for each in option.sub.options)}"


def _only(condition: Condition | None, questionnaire: Questionnaire) -> str:
    """Who is asked, in words; empty where everybody is."""
    if condition is None:
        return ""
    asked = questionnaire.question(condition.question)
    labels = [f"“{option.label}”" for option in asked.options if option.code in condition.options]
    return _("Only if the answer to question %(number)s is %(answers)s") % {
        "number": asked.number,
        "answers": get_text_list(labels, _("or")),
    }


def _how(question: definition.Question) -> str:
    if question.kind is Kind.MULTIPLE and question.limit:
        return _("Select up to %(limit)s") % {"limit": question.limit}
    return {
        Kind.TEXT: _("Write on one line"),
        Kind.LONG_TEXT: _("Write in your own words"),
        Kind.SINGLE: _("Select one answer"),
        Kind.MULTIPLE: _("Select all that apply"),
        Kind.GRID: _("Select one answer on each line"),
        Kind.NUMBERS: _("Write a number on each line"),
        Kind.TICK: _("Tick the box if it applies"),
    }[question.kind]
