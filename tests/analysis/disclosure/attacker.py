"""An outsider who knows the questionnaire and reads every table that is published.

Nothing here looks at how numbers are hidden. For one question at a time the attacker writes down how many respondents
there may be of each type, in each region, with each answer; every number that a table shows is an equation for these;
and a linear program tells the least and the most that each hidden number can be.
"""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from scipy import optimize

from analysis.disclosure.linking import variables
from analysis.respondents import Respondents, flags
from analysis.specification import Share, Specification
from analysis.table import Table
from surveys.questionnaire.definition import Questionnaire
from tests.analysis.grids import respondents

BLANK = None


def recovered(
    questionnaire: Questionnaire, tables: Sequence[Table], question: str, answers: Sequence[object], facts: dict
) -> list[tuple[str, str, str, float, float]]:
    """The hidden counts about one question that come out exactly: table, row, column, least and most."""
    worlds = [
        {question: answer, **dict(zip(facts, each, strict=True))}
        for answer in [*answers, BLANK]
        for each in product(*facts.values())
    ]
    world = respondents(*worlds, questionnaire=questionnaire)
    known = {question, *facts}
    equations, hidden = [], []
    for table in tables:
        for row, column, share, cell in _shares(table, known):
            form = _form(world, table.specification, share)
            if cell.count is not None:
                equations.append((form, cell.count))
            else:
                hidden.append((table.specification.heading.id, row, column, form))
            if cell.base is not None:
                equations.append((_form(world, table.specification, Share(share.base, share.base)), cell.base))
        equations += _bases(world, table, known)
    return list(_exact(equations, hidden))


def _shares(table: Table, known: set[str]) -> Iterator[tuple]:
    specification = table.specification
    if not variables(specification.only) <= known:
        return
    for row, formulas, cells in zip(specification.rows, specification.cells, table.cells, strict=True):
        for column, share, cell in zip(specification.columns, formulas, cells, strict=True):
            if isinstance(share, Share) and variables(share.of) | variables(share.base) <= known:
                yield row, column.label, share, cell


def _bases(world: Respondents, table: Table, known: set[str]) -> Iterator[tuple]:
    specification = table.specification
    base = specification.base
    if not isinstance(base.whole, Share) or table.base.n is None or base.by_row or base.by_column:
        return
    if variables(base.whole.of) | variables(base.whole.base) | variables(specification.only) <= known:
        yield _form(world, specification, base.whole), table.base.n


def _form(world: Respondents, specification: Specification, share: Share) -> np.ndarray:
    """Which of the kinds of respondents that there may be are counted."""
    members = share.behind(world, world.within(specification.only))
    return flags(members, world.matrix.responses).astype(float)


def _exact(equations: list, hidden: list) -> Iterator[tuple[str, str, str, float, float]]:
    if not hidden:
        return
    matrix = np.array([form for form, _ in equations]).reshape(len(equations), len(hidden[0][3]))
    right = np.array([float(number) for _, number in equations])
    for name, row, column, form in hidden:
        ends = [
            optimize.linprog(sign * form, A_eq=matrix, b_eq=right, bounds=(0, 1e6), method="highs") for sign in (1, -1)
        ]
        assert [end.status for end in ends] == [0, 0], "what the tables show contradicts itself"
        least, most = ends[0].fun, -ends[1].fun
        if most - least < 0.5:
            yield name, row, column, least, most
