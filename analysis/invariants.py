"""What must hold in every report, whatever was answered: checked on every build, and shown."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.counts import Counts
from analysis.segments import EVERYBODY, AnyOf, Bits, Chose, Exactly, Segment, ticked
from analysis.specification import Population, Share, Specification, Tally
from surveys.questionnaire.definition import Kind, Questionnaire


@dataclass(frozen=True, slots=True)
class Counted:
    """A table with its whole numbers."""

    specification: Specification
    counts: Counts

    @property
    def id(self) -> str:
        return self.specification.heading.id


@dataclass(frozen=True, slots=True)
class Checked:
    """How many checks were made, and a sentence for each that does not hold. `beyond` has a sentence for each question
    at which somebody ticked more than it allows: files can bring that in, and it is counted as it came."""

    number: int
    broken: tuple[str, ...]
    beyond: tuple[str, ...]


NOTHING_CHECKED = Checked(0, (), ())


def checked(tables: Sequence[Counted], questionnaire: Questionnaire, population: Population) -> Checked:
    """All checks of these tables, counted of these respondents."""
    found = [
        *(each for table in tables for each in _counts_within_bases(table)),
        *(each for table in tables for each in _nobody_twice(table, population)),
        *_parts_add_up(tables, population),
    ]
    return Checked(len(found), tuple(filter(None, found)), tuple(_beyond_limits(questionnaire, population)))


def _shares(table: Counted) -> Iterator[tuple[str, list[tuple[Share, Tally]]]]:
    """The shares of each row, with what was counted of them."""
    rows = zip(table.specification.rows, table.specification.cells, table.counts.cells, strict=True)
    for label, formulas, tallies in rows:
        cells = zip(formulas, tallies, strict=True)
        yield label, [(formula, tally) for formula, tally in cells if isinstance(formula, Share)]


def _counts_within_bases(table: Counted) -> Iterator[str]:
    """No count is larger than its base."""
    for label, shares in _shares(table):
        for _, tally in shares:
            holds = (tally.count or 0) <= (tally.base or 0)
            yield "" if holds else f"{table.id}, {label}: {tally.count} are counted of {tally.base}."


def _nobody_twice(table: Counted, population: Population) -> Iterator[str]:
    """The answers to a single choice, side by side in a row, add up to those who gave one of them."""
    within = population.within(table.specification.only)
    for label, shares in _shares(table):
        single = [(each.of, each.base, tally.count or 0) for each, tally in shares if isinstance(each.of, Chose)]
        if len(single) > 1 and len({(of.variable, base) for of, base, _ in single}) == 1:
            gave_one = population.within(AnyOf(tuple(of for of, _, _ in single)))
            of_all = population.number(within & population.within(single[0][1]) & gave_one)
            total = sum(count for _, _, count in single)
            yield "" if total == of_all else f"{table.id}, {label}: the answers add up to {total}, not to {of_all}."


def _parts_add_up(tables: Sequence[Counted], population: Population) -> Iterator[str]:
    """What is counted in tables of some respondents each adds up to what the table of all of them counts."""
    overall: dict[Share, tuple[str, str, int]] = {}
    parts: dict[Share, list[tuple[Segment, int]]] = defaultdict(list)
    for table in tables:
        only = table.specification.only
        for label, shares in _shares(table):
            for share, tally in shares:
                if only == EVERYBODY:
                    overall.setdefault(share, (table.id, label, tally.count or 0))
                else:
                    parts[share].append((only, tally.count or 0))
    for share, counted in parts.items():
        if share in overall and _everybody_once([only for only, _ in counted], population):
            name, label, whole = overall[share]
            total = sum(count for _, count in counted)
            yield "" if total == whole else f"{name}, {label}: the parts add up to {total}, not to {whole}."


def _everybody_once(parts: Sequence[Segment], population: Population) -> bool:
    """Whether the parts are all respondents, each once."""
    seen: Bits = 0
    for part in parts:
        members = population.within(part)
        if seen & members:
            return False
        seen |= members
    return seen == population.everybody


def _beyond_limits(questionnaire: Questionnaire, population: Population) -> Iterator[str]:
    for question in questionnaire.questions:
        if question.kind is Kind.MULTIPLE and question.limit:
            boxes = tuple(ticked(f"{question.code}_{option.code}") for option in question.options)
            more = tuple(Exactly(number, boxes) for number in range(question.limit + 1, len(boxes) + 1))
            number = population.number(population.within(AnyOf(more)))
            if number:
                whom = "respondent" if number == 1 else "respondents"
                yield f"{number} {whom} ticked more than {question.limit} at question {question.number}."
