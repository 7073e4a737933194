import csv
import io

import pytest

from contacts import answer_reading
from surveys.questionnaire import codebook
from surveys.questionnaire.definition import CodeFrame, Kind, Option, Theme
from tests.builders import chose, items, question
from tests.factories import with_facts
from tests.workbooks import workbook

NESTED = question(
    "q8",
    Kind.MULTIPLE,
    options=(Option("x", "X", specify=True), Option("y", "Y", condition=chose("q2", "d")), Option("z", "Z")),
)
CODED = question(
    "q9_text", Kind.LONG_TEXT, required=False, code_frame=CodeFrame("q9_codes", (Theme("F1", "F"), Theme("P1", "P")))
)
GRID = question("q10", Kind.GRID, items=items("xy", y=chose("q2", "d")))
QUESTIONNAIRE = with_facts(NESTED, CODED, GRID, question("q11", Kind.TICK))
VARIABLES = codebook.variables(QUESTIONNAIRE)
HEADS = "q1 q2 q3 q4_a q4_b q4_c q5 q6_x q6_y q7_text q8_x q8_x_text q8_y q8_z q9_text q9_codes q10_x q10_y q11"
CELLS = "Anytown|d|n|1|0|0|a|2|0.5||0||1|0|||a|b|1"
GOOD = dict(zip(HEADS.split(), CELLS.split("|"), strict=True))
UNITARY = GOOD | {"q2": "u", "q5": "", "q8_y": "", "q8_z": "1", "q10_y": ""}


def csv_of(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def read(*rows):
    return answer_reading.read(csv_of(rows), QUESTIONNAIRE, VARIABLES)


def messages(problems):
    return [str(problem) for problem in problems]


def test_a_row_is_read_as_the_pages_would_read_it():
    file = read(GOOD)

    assert messages(file.problems) == messages(file.warnings) == []
    assert file.entries[0].answers == {
        "q1": "Anytown",
        "q2": "d",
        "q3": "n",
        "q4": ["a"],
        "q5": "a",
        "q6_x": 2,
        "q6_y": 0.5,
        "q7_text": None,
        "q8": ["y"],
        "q8_x_text": None,
        "q9_text": None,
        "q10_x": "a",
        "q10_y": "b",
        "q11": True,
    }


def test_a_workbook_says_the_same():
    numbers = GOOD | {"q4_a": 1, "q4_b": 0, "q4_c": 0, "q6_x": 2, "q6_y": 0.5, "q8_y": 1, "q11": 1}
    file = answer_reading.read(workbook([list(numbers), list(numbers.values())]), QUESTIONNAIRE, VARIABLES)

    assert file.problems == ()
    assert file.entries == read(GOOD).entries


def test_heads_are_known_whatever_their_case():
    assert read({name.upper(): value for name, value in GOOD.items()}).entries == read(GOOD).entries


def test_what_is_not_asked_may_be_empty_or_zero():
    file = read(UNITARY, UNITARY | {"q5": "0", "q8_y": "0", "q10_y": "0"})

    assert messages(file.problems) == []
    assert file.entries[0].answers == file.entries[1].answers
    assert "q5" not in file.entries[0].answers


@pytest.mark.parametrize(("column", "cell"), [("q5", "a"), ("q8_y", "1"), ("q10_y", "b")])
def test_an_answer_to_what_is_not_asked_is_a_problem(column, cell):
    assert messages(read(UNITARY | {column: cell}).problems) == [
        f"Row 2, {column}: “{cell}” answers what this respondent is not asked; empty the cell"
    ]


def test_a_text_beside_an_option_that_was_not_chosen_is_a_problem():
    assert messages(read(GOOD | {"q8_x_text": "Fire"}).problems) == [
        "Row 2, q8_x_text: this is filled, but q8_x was not chosen; empty the cell or choose it"
    ]


def test_a_text_beside_an_option_that_was_chosen_is_an_answer():
    assert read(GOOD | {"q8_x": "1", "q8_x_text": "Fire"}).entries[0].answers["q8_x_text"] == "Fire"


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("q2", "x", "“x” is none of the codes u, d"),
        ("q3", "x", "“x” is none of the codes n, y"),
        ("q10_x", "c", "“c” is none of the codes a, b"),
        ("q4_a", "yes", "“yes” is no tick; enter 1, 0 or nothing"),
        ("q6_x", "seven", "Item x: enter a number with at most two decimals, such as 2 or 0.5"),
        ("q6_x", "1e308", "Item x: enter a number with at most two decimals, such as 2 or 0.5"),
        ("q6_x", "-1", "Item x: enter a number with at most two decimals, such as 2 or 0.5"),
        ("q9_codes", "F1;X9", "X9: no code of the code frame, which has F1, P1"),
        ("q11", "perhaps", "Question q11: tick the box or leave it"),
    ],
)
def test_a_value_outside_the_codebook_is_a_problem(column, cell, message):
    found = messages(read(GOOD | {column: cell}).problems)

    assert f"Row 2, {column}: {message}" in found


def test_more_ticks_than_are_allowed_are_kept_with_a_warning():
    file = read(GOOD | {"q4_a": "1", "q4_b": "1", "q4_c": "1"})

    assert messages(file.problems) == []
    assert messages(file.warnings) == ["Row 2, q4: 3 are ticked; the question allows 2"]
    assert file.entries[0].answers["q4"] == ["a", "b", "c"]


@pytest.mark.parametrize("column", ["q1", "q3", "q5", "q6_x", "q10_x"])
def test_a_missing_answer_is_kept_with_a_warning(column):
    file = read(GOOD | {column: ""})

    assert messages(file.problems) == []
    assert messages(file.warnings) == [f"Row 2, {column}: there is no answer"]
    assert file.entries[0].answers[column] is None


def test_a_missing_answer_on_which_others_hang_is_a_problem():
    assert "Row 2, q2: there is no answer" in messages(read(UNITARY | {"q2": ""}).problems)


def test_a_missing_answer_that_nobody_must_give_is_none():
    assert messages(read(GOOD | {"q7_text": "", "q9_text": ""}).warnings) == []


def test_the_codes_of_an_open_answer_come_in_the_order_of_the_code_frame():
    assert read(GOOD | {"q9_text": "More", "q9_codes": "P1; F1"}).entries[0].codes == {"q9_codes": ["F1", "P1"]}


def test_a_column_that_is_missing_is_one_warning():
    rows = [{name: value for name, value in GOOD.items() if name != "q3"}] * 2
    file = read(*rows)

    assert messages(file.warnings) == ["there is no column for q3; these answers stay empty"]
    assert messages(file.problems) == []


def test_a_column_on_which_others_hang_must_be_there():
    assert messages(read({name: value for name, value in GOOD.items() if name != "q2"}).problems) == [
        "Row 1, q2: this column is missing; add it"
    ]


def test_a_column_that_the_codebook_does_not_have_is_a_problem():
    assert messages(read(GOOD | {"q99": "a"}).problems) == [
        "Row 1, q99: there is no such column; correct its name or take it out"
    ]


@pytest.mark.parametrize("column", ["reference", "respondent_id"])
def test_the_same_respondent_twice_is_a_problem(column):
    rows = [GOOD | {column: value} for value in ("A1", "", "", "A1")]

    assert messages(read(*rows).problems) == [f"Row 5, {column}: “A1” stands in row 2 already; take one of the two out"]


def test_a_respondent_id_that_is_too_long_is_a_problem():
    assert messages(read(GOOD | {"respondent_id": "x" * 81}).problems) == [
        "Row 2, respondent_id: this has 81 characters; the most is 80"
    ]


def test_a_text_of_a_hundred_thousand_characters_is_a_problem():
    assert messages(read(GOOD | {"q7_text": "x" * 100_000}).problems) == [
        "Row 2, q7_text: Question q7_text: your answer must be 10,000 characters or fewer; it has 100,000"
    ]
