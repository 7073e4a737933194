"""A file of answers in codebook columns, row by row, read and judged by the questionnaire's own rules. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contacts.spreadsheets import reading
from contacts.spreadsheets.sheet import Heads, Limits, Problem, Row, Sheet
from surveys.questionnaire import codebook, routing, validation
from surveys.questionnaire.codebook import Measure, Variable
from surveys.questionnaire.controls import Control
from surveys.questionnaire.definition import Answer, Questionnaire
from surveys.questionnaire.routing import Path

REFERENCE, RESPONDENT = "reference", "respondent_id"
LONGEST_ID = 80
MORE_COLUMNS = 10
MOST_TAGS = 20_000_000  # ten thousand rows of so many columns; such files come from the command line only
NOTHING = ("", "0")
FORGIVEN = (validation.TOO_MANY, validation.MISSING)


@dataclass(frozen=True, slots=True)
class Entry:
    """One respondent's answers by control, as `surveys.responses.enter` takes them, and the codes given to open
    answers; the organisation and the id are empty where the file has none."""

    row: int
    reference: str
    source_id: str
    answers: dict[str, Answer]
    codes: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The entries of a file. Where there are problems it cannot be used; warnings say what is odd but kept."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    notices: tuple[str, ...]


def read(data: bytes, questionnaire: Questionnaire, variables: tuple[Variable, ...]) -> AnswerFile:
    """The answers in a CSV file or workbook, with every problem and warning."""
    reader = _Reader(questionnaire, variables)
    limits = Limits(columns=len(variables) + MORE_COLUMNS, tags=MOST_TAGS)
    sheet = reading.read(data, reader.heads(), limits)
    reader.problems += sheet.problems
    reader.look_for_columns(sheet)
    entries = tuple(reader.entry(row) for row in sheet.rows)
    reader.problems += _repeated(entries)
    return AnswerFile(entries, _in_order(reader.problems), _in_order(reader.warnings), sheet.notices)


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.row or 0))


def _repeated(entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Organisations and ids that stand in the file more than once: nothing is counted twice."""
    for column, name in ((REFERENCE, "reference"), (RESPONDENT, "source_id")):
        first: dict[str, Entry] = {}
        for entry in entries:
            value = getattr(entry, name)
            before = first.setdefault(value.casefold(), entry)
            if value and before is not entry:
                message = f"“{value}” stands in row {before.row} already; take one of the two out"
                yield Problem(message, entry.row, column)


@dataclass
class _Reader:
    questionnaire: Questionnaire
    variables: tuple[Variable, ...]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def heads(self) -> Heads:
        names = tuple(variable.name for variable in self.variables)
        needed = tuple(v.name for v in self.variables if v.control and v.control.required and self._decides(v.control))
        return Heads((REFERENCE, RESPONDENT, *names), needed)

    def look_for_columns(self, sheet: Sheet) -> None:
        """A column of a question that must be answered may be missing, but not without a word."""
        absent = [v for v in self.variables if v.control and v.control.required and v.name not in sheet.columns]
        if sheet.rows and absent:
            names = ", ".join(variable.name for variable in absent)
            self.warnings.append(Problem(f"there is no column for {names}; these answers stay empty"))
            self.missing = {v.control.name for v in absent if v.control}

    def _decides(self, control: Control) -> bool:
        """Whether other answers cannot be judged without this one."""
        code = control.question.code
        return code in routing.routing_questions(self.questionnaire) or control.question.fact == "type"

    def entry(self, row: Row) -> Entry:
        cells = {name: text.strip() for name, text in row.cells.items()}
        path = self._path(cells)
        asked = {control.name: control for page in path for control in page.controls}
        fitting = {
            v.name: cells[v.name] for v in self.variables if v.name in cells and self._fits(row, v, cells, asked)
        }
        answers = self._answers(row, path, fitting)
        self._nested(row, asked, answers, fitting)
        codes = {v.name: self._codes(row, v, fitting) for v in self.variables if v.measure is Measure.CODES}
        source_id = cells.get(RESPONDENT, "")
        if len(source_id) > LONGEST_ID:
            self._problem(row, RESPONDENT, f"this has {len(source_id)} characters; the most is {LONGEST_ID}")
        given = {name: chosen for name, chosen in codes.items() if chosen}
        return Entry(row.number, cells.get(REFERENCE, ""), source_id, answers, given)

    def _path(self, cells: Mapping[str, str]) -> Path:
        """The path depends on a few answers alone, which routing itself takes in the questionnaire's order."""
        raw = codebook.raw_answers(self.variables, cells)
        controls = {v.control.name: v.control for v in self.variables if v.control}
        looked_at = routing.routing_questions(self.questionnaire)
        answers = {code: validation.read(controls[code], raw.get(code)).answer for code in looked_at}
        return routing.route(self.questionnaire, answers)

    def _fits(self, row: Row, variable: Variable, cells: Mapping[str, str], asked: Mapping[str, Control]) -> bool:
        """Whether a cell can be read at all: what is filled must have been asked, and a tick is 0 or 1."""
        cell = cells[variable.name]
        if cell in NOTHING:
            return _is_asked(variable, asked)
        if not _is_asked(variable, asked):
            self._problem(
                row, variable.name, f"“{_cut(cell)}” answers what this respondent is not asked; empty the cell"
            )
            return False
        if variable.option and cell != "1":
            self._problem(row, variable.name, f"“{_cut(cell)}” is no tick; enter 1, 0 or nothing")
            return False
        return True

    def _answers(self, row: Row, path: Path, cells: Mapping[str, str]) -> dict[str, Answer]:
        raw = codebook.raw_answers(self.variables, cells)
        answers: dict[str, Answer] = {}
        for page in path:
            controls = {control.name: control for control in page.controls}
            found, problems = validation.read_page(page, raw)
            answers |= found
            for problem in problems:
                self._judge(row, controls[problem.control], problem, raw)
        return answers

    def _judge(self, row: Row, control: Control, problem: validation.Problem, raw: Mapping[str, object]) -> None:
        """Too many ticks and missing answers are kept with a warning, unless other answers hang on them."""
        message = _message(control, problem, raw)
        if problem.code not in FORGIVEN or (problem.code == validation.MISSING and self._decides(control)):
            self._problem(row, control.name, message)
        elif control.name not in self.missing:
            self.warnings.append(Problem(message, row.number, control.name))

    def _nested(
        self, row: Row, asked: Mapping[str, Control], answers: Mapping[str, Answer], cells: Mapping[str, str]
    ) -> None:
        """What hangs on an option that was not chosen must be empty too."""
        for name, control in asked.items():
            if control.parent and cells.get(name, "") not in NOTHING and not control.asked(answers):
                where = "_".join(control.parent)
                self._problem(row, name, f"this is filled, but {where} was not chosen; empty the cell or choose it")

    def _codes(self, row: Row, variable: Variable, cells: Mapping[str, str]) -> list[str]:
        """The codes given to an open answer, in the order of the code frame."""
        given = {code.strip() for code in cells.get(variable.name, "").split(";")} - set(NOTHING)
        known = [option.code for option in variable.options]
        if unknown := sorted(given - set(known)):
            message = f"{', '.join(unknown)}: no code of the code frame, which has {', '.join(known)}"
            self._problem(row, variable.name, message)
        return [code for code in known if code in given]

    def _problem(self, row: Row, column: str, message: str) -> None:
        self.problems.append(Problem(message, row.number, column))


def _is_asked(variable: Variable, asked: Mapping[str, Control]) -> bool:
    """Whether this respondent meets the question, and the option where the variable stands for one."""
    if variable.control is None:
        return variable.text in asked
    control = asked.get(variable.control.name)
    if control is None:
        return False
    return not variable.option or any(option.code == variable.option for option in control.options)


def _message(control: Control, problem: validation.Problem, raw: Mapping[str, object]) -> str:
    """What is wrong, for the person who has the file."""
    given = raw.get(control.name)
    if problem.code == validation.MISSING:
        return "there is no answer"
    if problem.code == validation.TOO_MANY and isinstance(given, list):
        return f"{len(given)} are ticked; the question allows {control.limit}"
    if problem.code == validation.NOT_OFFERED and control.options:
        codes = ", ".join(option.code for option in control.options)
        return f"“{_cut(str(given))}” is none of the codes {codes}"
    if problem.code == validation.NOT_PRINTABLE:
        return "this holds control characters, which no page or spreadsheet can show; take them out"
    return problem.message


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_ID else f"{text[:LONGEST_ID]}…"
