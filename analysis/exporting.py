"""Submitted responses as rows of a data file: first who, then the variables of the codebook.

Names and order come from the questionnaire, never from the data. An empty cell is not asked or no answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import compress, groupby
from typing import Any, NamedTuple, cast

from django.db.models import QuerySet

from contacts import frame
from surveys import compiling
from surveys.models import Response, Survey
from surveys.questionnaire import codebook, routing
from surveys.questionnaire.codebook import Measure, Variable
from surveys.questionnaire.controls import Control, ControlKind
from surveys.questionnaire.definition import Answer, Answers, Option
from surveys.questionnaire.routing import AskedPage, Path

IDENTITY = ("reference", "respondent_id")
CASE = "case"
BATCH = 500
MOST_COMBINATIONS = 4096  # of ticks, that are kept

Cell = str | int | float | None
Codes = Mapping[str, list[str]]
Part = Callable[[Answers, Codes], Iterable[Cell]]
Watching = Callable[[int, int], None]


class Values(StrEnum):
    """How answers are written: as the codes of the codebook, or as the words that were chosen."""

    CODES = "codes"
    LABELS = "labels"


class Given(NamedTuple):
    """What is read of a submitted response."""

    key: int
    answers: Answers
    codes: Codes
    source_id: str
    receipt: str


class Identity(StrEnum):
    """Whether a file names whom its answers are from. The two kinds can be matched by the case number, which the one
    has for certain and the other where it is asked for; nobody but staff can tell whose it is."""

    IDENTIFIED = "identified"
    WITH_CASE = "with-case"
    DEIDENTIFIED = "de-identified"


WHO = {Identity.IDENTIFIED: IDENTITY, Identity.WITH_CASE: (CASE, *IDENTITY), Identity.DEIDENTIFIED: (CASE,)}


def heads(survey: Survey, identity: Identity = Identity.IDENTIFIED) -> tuple[str, ...]:
    """The names of the columns."""
    variables = compiling.variables(survey.questionnaire)
    return (*WHO[identity], *(variable.name for variable in variables if is_kept(variable, identity)))


def is_kept(variable: Variable, identity: Identity) -> bool:
    """Without names there are no open texts either, which may hold some."""
    return identity is not Identity.DEIDENTIFIED or variable.measure is not Measure.TEXT


def unwatched(rows: int, of_rows: int) -> None:
    """Nobody wants to know how far it is."""


def rows(
    survey: Survey, values: Values, identity: Identity = Identity.IDENTIFIED, *, watching: Watching = unwatched
) -> Iterator[list[Cell]]:
    """A row for each submitted response, in the order they were begun. It starts with the reference
    of the organisation, empty where there is none, and the row's own id: that of the file it was
    imported from, or else the reference on the respondent's receipt."""
    return map(row_writer(survey, values, identity), submitted(survey, watching=watching))


def row_writer(survey: Survey, values: Values, identity: Identity) -> Callable[[Given], list[Cell]]:
    """What makes a row under the heads of a response."""
    writer = Writer(survey, values)
    if identity is Identity.DEIDENTIFIED:
        kept = [is_kept(variable, identity) for variable in compiling.variables(survey.questionnaire)]
        return lambda given: [given.key, *compress(writer.cells(given.answers, given.codes), kept)]
    references = frame.references(survey)

    def identified(given: Given) -> list[Cell]:
        return [*who(given, references), *writer.cells(given.answers, given.codes)]

    return identified if identity is Identity.IDENTIFIED else lambda given: [given.key, *identified(given)]


def who(given: Given, references: Mapping[int, str]) -> list[Cell]:
    """What stands under IDENTITY."""
    return [references.get(given.key, ""), given.source_id or given.receipt]


def submitted(survey: Survey, *, watching: Watching = unwatched) -> Iterator[Given]:
    """What was given in each submitted response, in the order they were begun, read some hundred at a time. `watching`
    is told now and then how many were asked for, of how many, and may raise to end it."""
    of_rows = in_order(survey).count()
    for number, row in enumerate(in_order(survey).iterator(chunk_size=BATCH)):
        if number % BATCH == 0:
            watching(number, of_rows)
        yield Given._make(row)


def in_order(survey: Survey, *, after: int = 0) -> QuerySet[Response, tuple[Any, ...]]:
    """The submitted responses whose key comes after that one, in the order they were begun: what makes a Given."""
    found = Response.objects.filter(survey=survey, submitted_at__isnull=False, pk__gt=after).order_by("pk")
    return found.values_list("pk", "answers", "codes", "source_id", "reference")


class Writer:
    """Writes the cells of responses. What it writes of a page that asks the same, it works out once: respondents differ
    in nothing but their answers."""

    def __init__(self, survey: Survey, values: Values) -> None:
        self._questionnaire = compiling.compiled(survey.questionnaire)
        self._questions = [(each.code, tuple(codebook.of_question(each))) for each in self._questionnaire.questions]
        self._values = values
        self._by_path: dict[Path, list[Part]] = {}
        self._by_page: dict[tuple[AskedPage | None, str], tuple[Part, ...]] = {}

    def cells(self, answers: Answers, codes: Codes) -> list[Cell]:
        """A cell for each variable."""
        path = routing.route(self._questionnaire, answers)
        parts = self._by_path.get(path)
        if parts is None:
            parts = self._by_path[path] = self._of_path(path)
        row: list[Cell] = []
        for part in parts:
            row += part(answers, codes)
        return row

    def _of_path(self, path: Path) -> list[Part]:
        asked = {question.code: page for page in path for question in page.questions}
        parts: list[Part] = []
        for code, variables in self._questions:
            page = asked.get(code)
            found = self._by_page.get((page, code))
            if found is None:
                found = self._by_page[page, code] = tuple(_parts(variables, page, self._values))
            parts += found
        return parts


def _parts(variables: tuple[Variable, ...], page: AskedPage | None, values: Values) -> Iterator[Part]:
    """The cells of a question, some neighbours at a time, for those whom this page asks it, or whom none does."""
    asked = {control.name: control for control in page.controls} if page else {}
    for (make, name), neighbours in groupby(variables, key=lambda variable: _kind(variable, asked)):
        yield make(tuple(neighbours), asked.get(name), values)


def _kind(variable: Variable, asked: Mapping[str, Control]) -> tuple["Make", str]:
    """How the variable's cell is written, and of which control, where neighbours of another one are written apart."""
    if variable.control is None:
        return _given_codes, variable.name
    control = asked.get(variable.control.name)
    if control is None:
        return _nothing, ""
    if control.kind is ControlKind.CHOICES:
        return _ticks, control.name
    if control.parent or control.kind is ControlKind.TICK:
        return _one, control.name
    return _several, ""


def _nothing(variables: tuple[Variable, ...], _control: Control | None, _values: Values) -> Part:
    empty = (None,) * len(variables)
    return lambda answers, codes: empty


def _several(variables: tuple[Variable, ...], _control: Control | None, values: Values) -> Part:
    """Answers as they stand, or in words."""
    names = [variable.name for variable in variables]
    if values is Values.CODES:
        return lambda answers, codes: cast("Iterable[Cell]", map(answers.get, names))  # lists are ticks
    words = [(variable.name, _words(variable.options)) for variable in variables]
    return lambda answers, codes: [_said(answers.get(name), labels) for name, labels in words]


def _one(variables: tuple[Variable, ...], control: Control | None, values: Values) -> Part:
    """An answer that hangs on another one, or a single box."""
    (variable,) = variables
    labels = _words(variable.options) if values is Values.LABELS else {}

    def cells(answers: Answers, _: Codes) -> tuple[Cell]:
        answer = answers.get(variable.name)
        if answer is None or (control and not control.asked(answers)):
            return (None,)
        return (_said(int(answer) if isinstance(answer, bool) else answer, labels),)

    return cells


def _ticks(variables: tuple[Variable, ...], control: Control | None, values: Values) -> Part:
    """The boxes of a multiple choice; those that are not offered are empty."""
    offered = {option.code for option in control.options} if control else set()
    boxes = tuple(variable.option if variable.option in offered else None for variable in variables)
    labels = _words(variables[0].options) if values is Values.LABELS else {}
    name = control.name if control else ""
    part = _boxes(name, boxes, labels.get("0", 0), labels.get("1", 1))
    if control is None or control.parent is None:
        return part
    empty = (None,) * len(variables)
    return lambda answers, codes: part(answers, codes) if control.asked(answers) else empty


@lru_cache(maxsize=1024)
def _boxes(name: str, boxes: tuple[str | None, ...], no: Cell, yes: Cell) -> Part:
    """What each combination of ticks looks like is worked out once: there are few that anybody makes."""
    seen: dict[tuple[str, ...] | None, tuple[Cell, ...]] = {None: (None,) * len(boxes)}

    def cells(answers: Answers, _: Codes) -> tuple[Cell, ...]:
        answer = answers.get(name)
        ticked = tuple(answer) if isinstance(answer, list) else None
        row = seen.get(ticked)
        if row is None:
            row = tuple(None if box is None else yes if box in (ticked or ()) else no for box in boxes)
            if len(seen) < MOST_COMBINATIONS:
                seen[ticked] = row
        return row

    return cells


def _given_codes(variables: tuple[Variable, ...], _control: Control | None, values: Values) -> Part:
    """The codes that an open answer was given, in one cell."""
    (variable,) = variables
    labels = _words(variable.options) if values is Values.LABELS else {}

    def cells(_: Answers, codes: Codes) -> tuple[Cell]:
        given = codes.get(variable.name)
        if not given:
            return (None,)
        return ("; ".join(labels.get(code, code) for code in given) if labels else ";".join(given),)

    return cells


Make = Callable[[tuple[Variable, ...], Control | None, Values], Part]


def _words(options: tuple[Option, ...]) -> dict[str, str]:
    return {option.code: option.label for option in options}


def _said(answer: Answer, labels: Mapping[str, str]) -> Cell:
    """The answer, in words where there are some for it."""
    cell = cast("Cell", answer)  # lists are ticks
    return labels.get(str(cell), cell) if labels and cell is not None else cell
