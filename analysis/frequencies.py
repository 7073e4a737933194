"""The report of any questionnaire: one table for each question with answers that can be counted."""

from collections.abc import Iterator

from analysis.specification import Base, Column, Figure, Heading, Mean, Specification
from analysis.specifying import crosstab, grid, options, ticks
from surveys.questionnaire.definition import Item, Kind, Option, Question, Questionnaire

ALL_ASKED = "all respondents who were asked"


def specifications(questionnaire: Questionnaire) -> tuple[Specification, ...]:
    """A table for each closed question, in order, each followed by those of its sub-questions."""
    return tuple(
        table
        for section in questionnaire.sections
        for page in section.pages
        for question in page.questions
        for table in _of_question(question, section.title)
    )


def _of_question(question: Question, section: str) -> Iterator[Specification]:
    name = f"Question {question.number}" if question.number else question.code
    heading = Heading(question.code.upper(), f"{name}: {question.text}", section, name, question.code)
    if question.kind in TABLES:
        yield TABLES[question.kind](heading, question)
    for option in question.options:
        if option.sub:
            yield from _of_question(option.sub, section)


def _single(heading: Heading, question: Question) -> Specification:
    return crosstab(heading, options(question.code, _option_labels(question.options)), base=ALL_ASKED)


def _multiple(heading: Heading, question: Question) -> Specification:
    return crosstab(heading, ticks(question.code, _option_labels(question.options)), base=ALL_ASKED)


def _tick(heading: Heading, question: Question) -> Specification:
    lines = options(question.code, {"1": "Ticked", "0": "Not ticked"})
    return crosstab(heading, lines, base=ALL_ASKED)


def _grid(heading: Heading, question: Question) -> Specification:
    return grid(heading, _item_labels(question), _option_labels(question.options), base=ALL_ASKED)


def _numbers(heading: Heading, question: Question) -> Specification:
    items = _item_labels(question)
    return Specification(
        heading,
        rows=tuple(items.values()),
        columns=(Column("Mean", (Figure.MEAN,)),),
        cells=tuple((Mean((variable,)),) for variable in items),
        base=Base("respondents who gave a number"),
    )


TABLES = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.GRID: _grid,
    Kind.NUMBERS: _numbers,
    Kind.TICK: _tick,
}


def _option_labels(offered: tuple[Option, ...]) -> dict[str, str]:
    return {option.code: option.short or option.label for option in offered}


def _item_labels(question: Question) -> dict[str, str]:
    return {f"{question.code}_{item.code}": _label(item) for item in question.items}


def _label(item: Item) -> str:
    return item.short or item.label
