"""What can be tabulated: questions, lines of grids, numbers and their bands, themes of coded answers, and what the list
knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from analysis.segments import Above, AllOf, AnyOf, Gave, Known, NotIn, Segment, chose, ticked
from analysis.specifying import Line
from contacts.facts import NONE, Fact, Facts
from surveys.questionnaire.definition import (
    CodeFrame,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Theme,
    option_of,
)

Limits = tuple[Decimal, ...]
USUAL_LIMITS: Limits = tuple(map(Decimal, (0, 1, 2, 5)))
UNDECIDED = frozenset({"don't know", "don’t know", "not applicable", "n/a", "not sure"})


ALL = Line("All")


class Shape(StrEnum):
    """How categories lie to each other: one for each respondent, several at once, the same answers for each line of a
    grid; or that there are none, as with numbers and open texts."""

    ONE = "one"
    SEVERAL = "several"
    GRID = "grid"
    NUMBERS = "numbers"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Category:
    """One answer: its code, its label, and who gave it."""

    code: str
    label: str
    segment: Segment

    @property
    def is_undecided(self) -> bool:
        """Whether it says “don’t know” or “not applicable”."""
        return self.label.casefold() in UNDECIDED

    @property
    def line(self) -> Line:
        return Line(self.label, self.segment)


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to tabulate by. `asks` is the code of the question whose wording stands with it, `question` what was
    asked where its name says more than that; `fact` what the list knows of it, if it does. `lines` are the variables,
    with their labels, of a grid or of numbers; the `categories` of a grid are the answers to each line. The answers of
    one that `is_of_themes` are given by coders."""

    code: str
    name: str
    label: str
    asks: str
    shape: Shape
    categories: tuple[Category, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    fact: str = ""
    question: str = ""
    is_of_themes: bool = False

    def category(self, code: str) -> Category | None:
        """The category of that code, if there is one."""
        return next((category for category in self.categories if category.code == code), None)

    @property
    def undecided(self) -> frozenset[str]:
        """The codes of its categories that say “don’t know” or “not applicable”."""
        return frozenset(category.code for category in self.categories if category.is_undecided)


@lru_cache(maxsize=16)
def dimensions(
    questionnaire: Questionnaire, facts: Facts = NONE, limits: Limits = USUAL_LIMITS
) -> Mapping[str, Dimension]:
    """By code, in the order of the questionnaire, and then the facts of the list. Numbers fall into bands between these
    limits. Open texts are among them, so that whoever asks for one can be told what to do; nothing of them is
    counted."""
    found = [dimension for question in questionnaire.questions for dimension in _of_question(question, limits)]
    found += [_of_list(fact) for fact in (facts.type, facts.region) if fact.options]
    return {dimension.code: replace(dimension, categories=_told_apart(dimension.categories)) for dimension in found}


def _told_apart(categories: tuple[Category, ...]) -> tuple[Category, ...]:
    """With its code behind each label that stands for something else already: themes are named by whoever codes."""
    taken, kept = {ALL.label.casefold()}, []
    for each in categories:
        label = f"{each.label} ({each.code})" if each.label.casefold() in taken else each.label
        taken.add(label.casefold())
        kept.append(replace(each, label=label))
    return tuple(kept)


def _of_list(fact: Fact) -> Dimension:
    categories = tuple(
        Category(option.code, _label(option), Known(fact.name, frozenset({option.code}))) for option in fact.options
    )
    return Dimension(
        f"list_{fact.name}",
        f"List {fact.name}",
        f"{fact.name.capitalize()} on the list",
        "",
        Shape.ONE,
        categories,
        fact=fact.name,
    )


def _of_question(question: Question, limits: Limits) -> Iterator[Dimension]:
    name = f"Q{question.number}" if question.number else question.code
    yield Dimension(
        question.code,
        name,
        question.text,
        question.code,
        SHAPES[question.kind],
        _categories(question),
        _lines(question),
        question.fact,
    )
    if question.kind is Kind.NUMBERS:
        yield from _bands(question, name, limits)
    if question.kind is Kind.GRID:
        yield from _grid_lines(question, name)
    for option in question.options:
        if option.sub:
            label = f"{_label(option)}: {option.sub.text}"
            nested = _single(option.sub.code, option.sub)
            yield Dimension(option.sub.code, f"{name} {option.code}", label, option.sub.code, Shape.ONE, nested)
    for variable, frame in question.frames.items():
        yield _themes(question, variable, frame, name)


def _themes(question: Question, variable: str, frame: CodeFrame, name: str) -> Dimension:
    """The themes of an open answer. One that has sub-themes holds those who were given any of these as well."""
    categories = tuple(
        Category(theme.code, theme_label(frame, theme), in_theme(frame, theme))
        for theme in frame.themes
        if not theme.retired
    )
    if variable == question.code:
        label, called, asked = f"{question.text} (themes of the answers)", f"{name} themes", name
    else:
        label, called, asked = f"{question.text} (themes of “other”)", f"{name} themes of other", f"{name}, “other”"
    return Dimension(
        frame.code, called, label, question.code, Shape.SEVERAL, categories, question=asked, is_of_themes=True
    )


def in_theme(frame: CodeFrame, theme: Theme) -> Segment:
    """Those whose answer was given this theme, or one below it."""
    below = [each for each in frame.codes if each.under == theme.code]
    parts = tuple(ticked(f"{frame.code}_{each.code}") for each in (theme, *below))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def theme_label(frame: CodeFrame, theme: Theme) -> str:
    """With the theme it stands under, if it does."""
    above = option_of(frame.codes, theme.under)
    return f"{_label(above)}: {_label(theme)}" if above else _label(theme)


def _bands(question: Question, name: str, limits: Limits) -> Iterator[Dimension]:
    """For each number of the question those whose number is between two of the limits."""
    for variable, label in _lines(question):
        yield Dimension(
            variable,
            f"{name} {label} in bands",
            f"{question.text}: {label}",
            question.code,
            Shape.ONE,
            tuple(_bands_of(variable, limits)),
            question=f"{name} {label}",
        )


def _bands_of(variable: str, limits: Limits) -> Iterator[Category]:
    first, last = limits[0], limits[-1]
    lowest = AllOf((Gave(variable), NotIn(Above(variable, float(first)))))
    yield Category(f"to-{first}", f"Up to {_plainly(first)}" if first else "None", lowest)
    for low, high in pairwise(limits):
        between = AllOf((Above(variable, float(low)), NotIn(Above(variable, float(high)))))
        yield Category(f"{low}-to-{high}", f"Over {_plainly(low)}, up to {_plainly(high)}", between)
    yield Category(f"over-{last}", f"Over {_plainly(last)}", Above(variable, float(last)))


def _plainly(limit: Decimal) -> str:
    return f"{limit.normalize():f}"


def _grid_lines(question: Question, name: str) -> Iterator[Dimension]:
    for item in question.items:
        code = f"{question.code}_{item.code}"
        label = f"{question.text}: {_label(item)}"
        yield Dimension(code, f"{name} {_label(item)}", label, question.code, Shape.ONE, _single(code, question))


def _categories(question: Question) -> tuple[Category, ...]:
    if question.kind is Kind.MULTIPLE:
        options = question.options
        return tuple(Category(o.code, _label(o), ticked(f"{question.code}_{o.code}")) for o in options)
    if question.kind is Kind.TICK:
        return (Category("1", "Ticked", ticked(question.code)), Category("0", "Not ticked", chose(question.code, "0")))
    return _single(question.code, question)


def _single(variable: str, question: Question) -> tuple[Category, ...]:
    return tuple(Category(option.code, _label(option), chose(variable, option.code)) for option in question.options)


def _lines(question: Question) -> tuple[tuple[str, str], ...]:
    return tuple((f"{question.code}_{item.code}", _label(item)) for item in question.items)


def _label(part: Option | Item) -> str:
    return part.short or part.label


SHAPES = {
    Kind.TEXT: Shape.TEXT,
    Kind.LONG_TEXT: Shape.TEXT,
    Kind.SINGLE: Shape.ONE,
    Kind.MULTIPLE: Shape.SEVERAL,
    Kind.GRID: Shape.GRID,
    Kind.NUMBERS: Shape.NUMBERS,
    Kind.TICK: Shape.ONE,
}
