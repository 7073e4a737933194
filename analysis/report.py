"""The report of a survey from the responses that are there at this moment."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from analysis import community_safety, frequencies, invariants, listed, matrix, prose
from analysis.counts import count
from analysis.drawing.kinds import Drawing
from analysis.exceptions import NotInQuestionnaire, UnknownTable
from analysis.invariants import NOTHING_CHECKED, Checked, Counted
from analysis.matrix import Matrix
from analysis.open_answers import quoting
from analysis.open_answers.quoting import Quoted
from analysis.prose import Said
from analysis.respondents import Frame, Respondents
from analysis.rounding import Rounding
from analysis.specification import Specification
from analysis.table import Table, table
from contacts import frame
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire.definition import Questionnaire

STATEMENTS = {community_safety.QUESTIONNAIRE: community_safety.STATEMENTS}
DRAWINGS = {community_safety.QUESTIONNAIRE: community_safety.DRAWINGS}
NAMED = {community_safety.QUESTIONNAIRE: (community_safety.TABLES, community_safety.FIGURES)}

Specifications = tuple[Specification, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """The tables of a survey, and those that its figures are drawn from, in order. `wording` holds
    the text of each question by its code; `left_out` says which tables cannot be made and why; `drawings` how each
    figure is drawn, by its id; `statements` are the sentences that tell numbers besides, `checked` what became of the
    arithmetic, and `quotations` what was chosen of open answers, where the whole report is made."""

    title: str
    responses: int
    wording: dict[str, str]
    tables: tuple[Table, ...]
    figures: tuple[Table, ...]
    left_out: tuple[str, ...]
    drawings: Mapping[str, Drawing] = field(default_factory=dict)
    statements: tuple[Said, ...] = ()
    checked: Checked = NOTHING_CHECKED
    quotations: tuple[Quoted, ...] = ()


def build(
    survey: Survey,
    *,
    rounding: Rounding = Rounding.HALF_UP,
    ids: Sequence[str] = (),
    as_at: datetime | None = None,
) -> Report:
    """The report, or as much of it as `ids` name, now or as it stood at an earlier moment. The whole report of now is
    the same object as before where nothing has changed since. Raises UnknownTable and RecordsOutOfDate."""
    counted = respondents(survey, as_at=as_at)
    if ids or as_at:
        return _made(survey, counted, rounding, ids)
    rests_on = RestsOn(counted.matrix, counted.frame, survey.title, quoting.quotations(survey))
    key = (survey.pk, rounding)
    if key not in _kept or not _kept[key][0].is_still(rests_on):
        made = _made(survey, counted, rounding, ids)
        _kept[key] = rests_on, replace(made, quotations=rests_on.quotations)
    return _kept[key][1]


class RestsOn(NamedTuple):
    """All that a report is made of."""

    matrix: Matrix
    frame: Frame
    title: str
    quotations: tuple[Quoted, ...]

    def is_still(self, other: "RestsOn") -> bool:
        return self.matrix is other.matrix and self[1:] == other[1:]


_kept: dict[tuple[int, Rounding], tuple[RestsOn, Report]] = {}


def _made(survey: Survey, counted: Respondents, rounding: Rounding, ids: Sequence[str]) -> Report:
    questionnaire = compiling.compiled(survey.questionnaire)
    require(questionnaire, ids)
    tables, figures = specifications(questionnaire)
    in_tables, left_out = _counted(tables, counted, ids)
    in_figures, not_drawn = _counted(figures, counted, ids)
    return Report(
        title=survey.title,
        responses=counted.everybody.bit_count(),
        wording=wording(survey),
        tables=tuple(table(each.specification, each.counts, rounding) for each in in_tables),
        figures=tuple(table(each.specification, each.counts, rounding) for each in in_figures),
        left_out=left_out + not_drawn,
        drawings=DRAWINGS.get(survey.questionnaire.code, {}),
        statements=() if ids else _said(survey, counted),
        checked=NOTHING_CHECKED if ids else invariants.checked(in_tables, questionnaire, counted),
    )


def _said(survey: Survey, counted: Respondents) -> tuple[Said, ...]:
    """The statements that this version of the questionnaire allows."""
    made = []
    for statement in STATEMENTS.get(survey.questionnaire.code, ()):
        with suppress(NotInQuestionnaire):
            made.append(prose.said(statement, counted))
    return tuple(made)


def respondents(survey: Survey, *, as_at: datetime | None = None) -> Respondents:
    """Everybody who has answered by now, or had by then. What is known of the list is as it is now. Raises
    RecordsOutOfDate."""
    questionnaire = compiling.compiled(survey.questionnaire)
    columns = matrix.as_at(survey, as_at) if as_at else matrix.current(survey)
    known = partial(listed.listed, survey, number=columns.responses, as_at=as_at)
    return Respondents(questionnaire, columns, _frame(survey, questionnaire), listed=known)


def specifications(questionnaire: Questionnaire) -> tuple[Specifications, Specifications]:
    """The tables of a questionnaire and those that its figures are drawn from: those that were
    named for it, or else one table for each question."""
    return NAMED.get(questionnaire.code) or (frequencies.specifications(questionnaire), ())


def require(questionnaire: Questionnaire, ids: Sequence[str]) -> None:
    """Raises UnknownTable where no table or figure of the questionnaire is called so."""
    known = [each.heading.id for specified in specifications(questionnaire) for each in specified]
    if unknown := [wanted for wanted in ids if wanted not in known]:
        raise UnknownTable(unknown, known)


def _counted(
    specified: Specifications, counted: Respondents, ids: Sequence[str]
) -> tuple[tuple[Counted, ...], tuple[str, ...]]:
    """The tables that `ids` name, or all, and a sentence for each that this version of the questionnaire does not
    allow."""
    made, left_out = [], []
    for specification in specified:
        if ids and specification.heading.id not in ids:
            continue
        try:
            made.append(Counted(specification, count(specification, counted)))
        except NotInQuestionnaire as missing:
            left_out.append(f"{specification.heading.id} is left out. {missing}")
    return tuple(made), tuple(left_out)


def _frame(survey: Survey, questionnaire: Questionnaire) -> Frame:
    """How many organisations each option has, for each fact of the frame and each question that confirms one."""
    numbers = dict(frame.counts(survey))
    confirmed = {fact: question for fact in numbers if (question := questionnaire.question_of_fact(fact))}
    return numbers | {question.code: numbers[fact] for fact, question in confirmed.items()}


def wording(survey: Survey) -> dict[str, str]:
    """The text of each question by its code, and of each that stands under an answer."""
    questions = {each.question.code: each.question for each in compiling.variables(survey.questionnaire)}.values()
    nested = (option.sub for question in questions for option in question.options if option.sub)
    return {question.code: question.text for question in (*questions, *nested)}
