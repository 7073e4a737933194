"""Respondents from literal answers, without a database."""

import os
from collections.abc import Mapping

import numpy as np

from analysis.matrix import Matrix
from analysis.respondents import Respondents
from surveys.questionnaire import codebook, packing, routing
from surveys.questionnaire.codebook import Record
from surveys.questionnaire.controls import ControlKind
from surveys.questionnaire.definition import CodeFrame, Item, Kind, Option, Questionnaire
from tests.builders import chose, options, question, questionnaire, themes

# Of data and specifications made up at random: the gate, which has the services, looks at a thousand.
EXAMPLES = 1000 if os.environ.get("DATABASE_URL") else 200

TOWNS = questionnaire(
    question("town", options=(Option("b", "Big"), Option("s", "Small"))),
    question("help", options=options("abc")),
    question("needs", Kind.MULTIPLE, options=options("xyz", z=chose("town", "b"))),
    question("rating", Kind.GRID, items=(Item("bus", "Bus"), Item("tram", "Tram", condition=chose("town", "b")))),
    question("staff", Kind.NUMBERS, items=(Item("men", "Men"), Item("women", "Women"))),
    question("why", Kind.LONG_TEXT, required=False, code_frame=CodeFrame("why_codes", themes("mn"))),
)


def respondents(
    *answers: Mapping[str, object],
    questionnaire: Questionnaire = TOWNS,
    frame: Mapping[str, Mapping[str, int]] | None = None,
) -> Respondents:
    """Submitted responses with these answers. What is not given was left blank; codes stand under the frame's name."""
    return Respondents(questionnaire, matrix(questionnaire, answers), frame or {})


def matrix(questionnaire: Questionnaire, answers: tuple[Mapping[str, object], ...]) -> Matrix:
    variables = codebook.variables(questionnaire)
    records = [packing.pack(variables, record(questionnaire, given)) for given in answers]
    last = packing.layout(variables)[-1]
    cells = np.frombuffer(b"".join(records), np.uint8).reshape(len(answers), last.offset + last.width)
    return Matrix(np.ascontiguousarray(cells.T), len(answers))


def record(questionnaire: Questionnaire, given: Mapping[str, object]) -> Record:
    path = routing.route(questionnaire, given)
    controls = [control for page in path for control in page.controls]
    blank = {control.name: [] if control.kind is ControlKind.CHOICES else None for control in controls}
    codes = {name: value for name, value in given.items() if name.endswith("_codes")}
    return Record(path, routing.prune(path, blank | dict(given)), codes)
