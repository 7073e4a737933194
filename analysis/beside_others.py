"""One respondent's answers beside those of their region and of all areas: what those who took part get back.

Respondents are looked at in steps of five, so that nobody can tell a newcomer's answers by looking before and after;
what could say anything of a single organisation is hidden (`disclosure`). Both hold for whatever one answers oneself,
so changing one's own answers opens nothing either.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from analysis import matrix
from analysis.disclosure import hiding, rules
from analysis.respondents import Respondents
from analysis.rounding import percent
from analysis.segments import Bits
from surveys import compiling
from surveys.models import Response
from surveys.questionnaire import routing
from surveys.questionnaire.controls import Control, ControlKind
from surveys.questionnaire.definition import Option, Questionnaire, option_of
from surveys.questionnaire.routing import AskedPage

STEP = 5  # respondents by which an area grows at a time


@dataclass(frozen=True, slots=True)
class Area:
    """Some of the respondents, and how many they are."""

    label: str
    members: Bits

    @property
    def base(self) -> int:
        return self.members.bit_count()

    @property
    def is_large_enough(self) -> bool:
        return self.base >= rules.SMALLEST_BASE


@dataclass(frozen=True, slots=True)
class Row:
    """One answer that was given: the line it stands in, where the question has several, and the percentage of each area
    that gave the same; None where it is hidden."""

    label: str
    answer: str
    shares: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A question with the answers that were given to it."""

    number: str
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`areas` are the region, if its name is known, and all areas."""

    areas: tuple[Area, ...]
    questions: tuple[Compared, ...]

    @property
    def is_possible(self) -> bool:
        """Whether so many have answered that anything can be shown."""
        return any(area.is_large_enough for area in self.areas)


def compare(response: Response, *, all_areas: str) -> Comparison:
    """What was sent in this response, beside what others sent. Raises RecordsOutOfDate."""
    survey = response.survey
    questionnaire = compiling.compiled(survey.questionnaire)
    respondents = Respondents(questionnaire, matrix.current(survey), {})
    areas = (*_region(response, questionnaire, respondents), Area(all_areas, _in_steps(respondents.everybody)))
    if not any(area.is_large_enough for area in areas):
        return Comparison(areas, ())
    return Comparison(areas, tuple(_questions(response, respondents, areas)))


def _region(response: Response, questionnaire: Questionnaire, respondents: Respondents) -> Iterator[Area]:
    """The region that was answered."""
    question = questionnaire.question_of_fact("region")
    option = option_of(question.options, response.answers.get(question.code)) if question else None
    if question and option:
        members = respondents.chose(question.code, frozenset({option.code}))
        yield Area(option.short or option.label, _in_steps(members))


def _in_steps(members: Bits) -> Bits:
    """The first of them, a multiple of STEP."""
    surplus = members.bit_count() % STEP
    for _ in range(surplus):
        members ^= 1 << (members.bit_length() - 1)
    return members


def _questions(response: Response, respondents: Respondents, areas: tuple[Area, ...]) -> Iterator[Compared]:
    for page in routing.route(compiling.compiled(response.survey.questionnaire), response.answers):
        yield from _on_page(page, response, respondents, areas)


def _on_page(
    page: AskedPage, response: Response, respondents: Respondents, areas: tuple[Area, ...]
) -> Iterator[Compared]:
    for question in page.questions:
        rows = [
            row
            for control in page.controls
            if control.question == question and not question.fact and not control.parent
            for row in _rows(control, response, respondents, areas)
        ]
        if rows:
            yield Compared(question.number, question.text, tuple(rows))


def _rows(control: Control, response: Response, respondents: Respondents, areas: tuple[Area, ...]) -> Iterator[Row]:
    answer = response.answers.get(control.name)
    if control.kind is ControlKind.CHOICE and (chosen := option_of(control.options, answer)):
        shares = tuple(_share_of_one(control, chosen, respondents, area) for area in areas)
        yield Row(control.label, chosen.label, shares)
    if control.kind is ControlKind.CHOICES and isinstance(answer, list):
        for option in control.options:
            if option.code in answer:
                shares = tuple(_share_of_tick(control, option, respondents, area) for area in areas)
                yield Row(control.label, option.label, shares)


def _share_of_one(control: Control, chosen: Option, respondents: Respondents, area: Area) -> Decimal | None:
    """Of those in the area who gave one answer."""
    options = control.question.options  # also those that others were offered
    base = (respondents.gave(control.name) & area.members).bit_count()
    counts = [(_chose(respondents, control.name, option.code) & area.members).bit_count() for option in options]
    place = [option.code for option in options].index(chosen.code)
    return percent(counts[place], base) if hiding.shown(counts, base, adds_up=True)[place] else None


def _share_of_tick(control: Control, option: Option, respondents: Respondents, area: Area) -> Decimal | None:
    """Of those in the area who were asked."""
    name = f"{control.name}_{option.code}"
    base = (respondents.gave(name) & area.members).bit_count()
    count = (_chose(respondents, name, "1") & area.members).bit_count()
    return percent(count, base) if hiding.shown([count, base - count], base, adds_up=True)[0] else None


def _chose(respondents: Respondents, variable: str, option: str) -> Bits:
    return respondents.chose(variable, frozenset({option}))
