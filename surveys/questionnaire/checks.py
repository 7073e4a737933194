"""What stops a questionnaire from being fielded: proved before anybody is asked anything."""

import re
from collections import Counter
from collections.abc import Iterator

from surveys.questionnaire.codebook import variables
from surveys.questionnaire.definition import (
    CodeFrame,
    Condition,
    Kind,
    Page,
    Question,
    Questionnaire,
    Section,
)

Problems = Iterator[tuple[str, str]]
Conditions = list[Condition | None]

CODE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.IGNORECASE)
FACTS = {"", "name", "type", "region"}
WITH_OPTIONS = {Kind.SINGLE, Kind.MULTIPLE, Kind.GRID}
WITH_ITEMS = {Kind.GRID, Kind.NUMBERS}


def problems(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Pairs of the code where something is wrong and a sentence that says what; empty when the questionnaire can be
    fielded: every code is clear, every condition names an earlier question and its options, and every part can be
    reached by some respondent. What can be reached is asked only where all conditions make sense."""
    found = [
        *_clear_codes(questionnaire),
        *(problem for question in questionnaire.questions for problem in _well_formed(question)),
        *_earlier_conditions(questionnaire),
    ]
    return found or list(_reachable(questionnaire))


def _clear_codes(questionnaire: Questionnaire) -> Problems:
    codes = [section.code for section in questionnaire.sections]
    codes += [page.code for page in questionnaire.pages]
    for code, count in Counter(codes).items():
        if count > 1:
            yield code, f"the code “{code}” is used by {count} sections or pages"
    names = Counter(variable.name for variable in variables(questionnaire))
    for name, count in names.items():
        if count > 1:
            yield name, f"{count} variables would be named “{name}”"
    for name in [*codes, *names]:
        if not CODE.fullmatch(name):
            yield name, f"“{name}” is no code: use letters, digits, _ and - only"


def _well_formed(question: Question) -> Problems:
    code, kind = question.code, question.kind
    if bool(question.options) != (kind in WITH_OPTIONS):
        yield code, f"a question of the kind “{kind}” has {'no ' * bool(question.options)}options"
    if bool(question.items) != (kind in WITH_ITEMS):
        yield code, f"a question of the kind “{kind}” has {'no ' * bool(question.items)}items"
    if question.limit is not None and kind is not Kind.MULTIPLE:
        yield code, "only a multiple choice has a limit"
    if question.limit is not None and not 1 <= question.limit <= len(question.options):
        yield code, "the limit is between 1 and the number of options"
    if question.fact not in FACTS:
        yield code, f"“{question.fact}” is no fact of the frame; there are name, type and region"
    if question.code_frame and kind is not Kind.LONG_TEXT:
        yield code, "only a long text has a code frame"
    if question.code_frame:
        yield from _themes(question.code_frame)
    if kind is Kind.GRID and any(option.specify or option.sub for option in question.options):
        yield code, "an option of a grid has no text or question of its own"
    if kind is Kind.TEXT and not question.text:
        yield code, "the question has no text"


def _themes(frame: CodeFrame) -> Problems:
    """Themes have sub-themes; these have none of their own."""
    above = {theme.code: theme.under for theme in frame.codes}
    for theme in frame.codes:
        if theme.under and above.get(theme.under) != "":
            yield (
                f"{frame.code}_{theme.code}",
                f"“{theme.under}” is no theme that can have sub-themes",
            )


def _earlier_conditions(questionnaire: Questionnaire) -> Problems:
    """A condition may look at questions that were asked before the part it stands on."""
    asked: dict[str, Question] = {}
    for section in questionnaire.sections:
        yield from _condition(section.code, section.condition, asked)
        for page in section.pages:
            yield from _condition(page.code, page.condition, asked)
            for question in page.questions:
                yield from _question_conditions(question, asked)
                asked[question.code] = question


def _question_conditions(question: Question, asked: dict[str, Question]) -> Problems:
    yield from _condition(question.code, question.condition, asked)
    for item in question.items:
        yield from _condition(f"{question.code}_{item.code}", item.condition, asked)
    for option in question.options:
        yield from _condition(f"{question.code}_{option.code}", option.condition, asked)
        if option.sub:
            yield from _question_conditions(option.sub, asked)


def _condition(where: str, condition: Condition | None, asked: dict[str, Question]) -> Problems:
    if condition is None:
        return
    named = asked.get(condition.question)
    if named is None:
        yield where, f"its condition names “{condition.question}”, which is not asked before it"
    elif named.kind not in {Kind.SINGLE, Kind.MULTIPLE}:
        yield where, f"its condition names “{named.code}”, which is no choice between options"
    elif unknown := condition.options - {option.code for option in named.options}:
        yield where, f"its condition names {_listed(unknown)}, no option of “{named.code}”"
    elif not condition.options:
        yield where, f"its condition names no option of “{named.code}”"


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(f"“{code}”" for code in sorted(codes))


def _reachable(questionnaire: Questionnaire) -> Problems:
    """Every part that no respondent can be asked."""
    world = _World(questionnaire)
    for section in questionnaire.sections:
        for page in section.pages:
            for question in page.questions:
                above = [section.condition, page.condition, question.condition]
                yield from _unreachable(question, above, world)


def _unreachable(question: Question, above: Conditions, world: "_World") -> Problems:
    """A line needs an option to choose, an option a line to stand on; a question needs both."""
    cells = {
        (item and item.code, option and option.code)
        for item in question.items or (None,)
        for option in question.options or (None,)
        if world.possible([*above, *(part.condition for part in (item, option) if part)])
    }
    if not cells:
        yield question.code, "no respondent can reach this question"
        return
    for item in question.items:
        if item.code not in {code for code, _ in cells}:
            yield f"{question.code}_{item.code}", "no respondent can reach this line"
    for option in question.options:
        if option.code not in {code for _, code in cells}:
            yield f"{question.code}_{option.code}", "no respondent can be offered this option"


class _World:
    """Looks for answers under which all of some conditions hold."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._above: dict[str, tuple[Section, Page, Question]] = {
            question.code: (section, page, question)
            for section in questionnaire.sections
            for page in section.pages
            for question in page.questions
        }

    def possible(self, conditions: Conditions) -> bool:
        """Whether some respondent's answers meet them all."""
        return self._meet([condition for condition in conditions if condition], {})

    def _meet(self, wanted: list[Condition], chosen: dict[str, frozenset[str]]) -> bool:
        """Choose an option for the first condition, with all that this option needs itself, and
        go on with the rest; try the next option where that fails."""
        if not wanted:
            return True
        first, *rest = wanted
        section, page, question = self._above[first.question]
        already = chosen.get(question.code, frozenset())
        if already & first.options:
            return self._meet(rest, chosen)
        if len(already) >= _most(question):
            return False
        above = [section.condition, page.condition, question.condition]
        return any(
            self._meet(
                [*(c for c in [*above, option.condition] if c), *rest],
                {**chosen, question.code: already | {option.code}},
            )
            for option in question.options
            if option.code in first.options
        )


def _most(question: Question) -> int:
    """How many options of the question one respondent can choose."""
    return 1 if question.kind is Kind.SINGLE else question.limit or len(question.options)
