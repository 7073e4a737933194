"""What each column holds, with how often each value is there: for people and for archives."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from analysis.data_files.columns import MISSING, WHY_MISSING, Cell, Column, Level, cells, columns
from analysis.exporting import Watching, unwatched
from analysis.rounding import half_up
from surveys import compiling, outline
from surveys.models import Survey
from surveys.questionnaire.codebook import Missing


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many have a value; `percent` of those who have any, None for what is missing."""

    value: int
    label: str
    count: int
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One column. `question` is the wording as it was asked, `route` who was asked, a sentence each; `base` how many
    have a value; `lowest` and `highest` those of numbers."""

    column: Column
    question: str
    route: tuple[str, ...]
    base: int
    frequencies: tuple[Frequency, ...]
    missing: tuple[Frequency, ...]
    lowest: float | None = None
    highest: float | None = None


def entries(survey: Survey, *, watching: Watching = unwatched) -> list[Entry]:
    """An entry for each column of the data files, in their order."""
    every = [(variable, column) for variable, some in columns(survey) for column in some]
    content = list(zip(*cells(survey, watching=watching), strict=True)) or [()] * len(every)
    routes = _routes(survey)
    return [
        _entry(column, variable.question.text, routes.get(variable.question.code, ()), some)
        if variable
        else _entry(column, "", (), some)
        for (variable, column), some in zip(every, content, strict=True)
    ]


def _routes(survey: Survey) -> dict[str, tuple[str, ...]]:
    """Who is asked each question, by its code; nothing where everybody is."""
    told = (
        (section.only, question.only)
        for section in outline.sections(survey.questionnaire)
        for question in section.questions
    )
    asked = compiling.compiled(survey.questionnaire).questions
    return {
        question.code: tuple(filter(None, (of_section, *of_question)))
        for question, (of_section, of_question) in zip(asked, told, strict=True)
    }


def _entry(column: Column, question: str, route: tuple[str, ...], content: tuple[Cell, ...]) -> Entry:
    given = [cell for cell in content if not isinstance(cell, Missing)]
    counts = Counter(cell for cell in given if not isinstance(cell, str))
    missing = Counter(cell for cell in content if isinstance(cell, Missing))
    numbers = [float(cell) for cell in given if not isinstance(cell, str)] if column.level is Level.SCALE else []
    return Entry(
        column,
        question,
        route,
        len(given),
        tuple(_frequencies(column, counts, len(given))),
        tuple(Frequency(MISSING[why], WHY_MISSING[MISSING[why]], missing[why]) for why in MISSING if missing[why]),
        min(numbers, default=None),
        max(numbers, default=None),
    )


def _frequencies(column: Column, counts: Counter[float], base: int) -> Iterator[Frequency]:
    for value, label in column.labels.items():
        count = counts[float(value)]
        yield Frequency(value, label, count, half_up(count * 100, base, 1) if base else None)
