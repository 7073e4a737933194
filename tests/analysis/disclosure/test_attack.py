"""An outsider reads all published tables side by side, and finds no number that is hidden."""

import random

import pytest

from analysis.counts import count
from analysis.disclosure import protecting
from analysis.disclosure.rules import DEFAULT, SMALLEST_BASE, SMALLEST_CELL
from analysis.segments import chose
from analysis.specification import Heading
from analysis.specifying import Line, crosstab, options
from analysis.table import table
from surveys.questionnaire import codebook
from surveys.questionnaire.codebook import Measure
from tests.analysis.disclosure.attacker import recovered
from tests.analysis.grids import respondents
from tests.builders import appendix_a, question, questionnaire
from tests.builders import options as offered

FACTS = ("q2", "q3")
UNCONDITIONAL = [
    variable
    for variable in codebook.variables(appendix_a())
    if variable.measure in {Measure.CODED, Measure.TICK}
    and variable.name.partition("_")[0] in {"q4", "q5", "q7", "q9", "q12", "q13", "q14", "q15", "q17", "q19", "q21"}
    and variable.control.parent is None
    and not (variable.control.item and variable.control.item.condition)
]
A_FEW = ("q4", "q12", "q13")


@pytest.fixture
def public(published):
    return [*published.usual.tables, *published.usual.figures]


def found(tables, variables):
    study = appendix_a()
    facts = {fact: [option.code for option in study.question(fact).options] for fact in FACTS}
    return [
        (variable.name, *place)
        for variable in variables
        for place in recovered(
            study,
            tables,
            variable.control.name,
            [[variable.option], []] if variable.option else [option.code for option in variable.options],
            facts,
        )
    ]


@pytest.mark.services  # which take as long as they need
def test_nothing_hidden_comes_out_of_the_tables_of_the_study(public):
    assert found(public, UNCONDITIONAL) == []


@pytest.mark.services
def test_with_small_numbers_alone_hidden_the_attack_succeeds(published):
    """So that the attack is one."""
    names = {name for name, *_ in found(published.small_alone, [each for each in UNCONDITIONAL if each.name in A_FEW])}

    assert names == set(A_FEW)


def test_no_small_number_is_shown_in_any_table(public):
    counts = [cell.count for each in public for row in each.cells for cell in row if cell.count]
    bases = [cell.base for each in public for row in each.cells for cell in row if cell.base]

    assert min(counts) >= SMALLEST_CELL
    assert min(bases) >= SMALLEST_BASE


def test_a_percentage_or_mean_is_hidden_with_its_base_and_its_count(public):
    for each in public:
        for row in each.cells:
            for cell in row:
                if cell.count is None and cell.mean is None:
                    assert (cell.percent, cell.mark) == (None, "")
                if cell.base is None:
                    assert (cell.percent, cell.mean) == (None, None)


TOWNS = questionnaire(
    question("size", options=offered("abc")),
    question("part", options=offered("nsew")),
    question("help", options=offered("abcd"), required=False),
)
HEADING = {"section": "S", "question": "Help", "asks": "help"}


def tables():
    """An answer by size, by part and altogether, with a net, as reports have them."""
    rows = (*options("help", {code: code for code in "abcd"}), Line("a or b", chose("help", "a", "b")))
    by = {
        "H1": {},
        "H2": {"columns": options("size", {code: code for code in "abc"})},
        "H3": {"columns": options("part", {code: code for code in "nsew"})},
    }
    return [
        crosstab(Heading(name, name, **HEADING), rows, base="all", nets=frozenset({4}), **parts)
        for name, parts in by.items()
    ]


@pytest.mark.parametrize("seed", range(6))
def test_nothing_hidden_comes_out_of_made_up_tables(seed):
    chance = random.Random(seed)
    number, skew = chance.randint(20, 120), [chance.random() ** 3 + 0.01 for _ in "abcd"]
    people = respondents(
        *(
            {
                "size": chance.choices("abc", [1, 4, 8])[0],
                "part": chance.choice("nsew"),
                "help": chance.choices(["a", "b", "c", "d", None], [*skew, 0.05])[0],
            }
            for _ in range(number)
        ),
        questionnaire=TOWNS,
    )
    specified = tables()
    protection = protecting.protection(specified, people, DEFAULT)

    shown = [protection.applied(table(each, count(each, people))) for each in specified]

    assert recovered(TOWNS, shown, "help", list("abcd"), {"size": list("abc"), "part": list("nsew")}) == []
