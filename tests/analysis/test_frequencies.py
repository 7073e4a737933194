from analysis import frequencies
from analysis.counts import count
from analysis.table import table
from surveys.questionnaire.definition import Kind, Option
from tests.analysis.grids import TOWNS, respondents
from tests.builders import options, question, questionnaire


def tables(definition, *answers):
    people = respondents(*answers, questionnaire=definition)
    return {
        specification.heading.id: table(specification, count(specification, people))
        for specification in frequencies.specifications(definition)
    }


def test_every_question_that_can_be_counted_has_a_table():
    assert list(tables(TOWNS)) == ["TOWN", "HELP", "NEEDS", "RATING", "STAFF"]


def test_a_choice_is_in_percent_of_all_asked():
    made = tables(TOWNS, {"town": "b"}, {"town": "s"}, {})["TOWN"]

    assert made.specification.rows == ("Big", "Small")
    assert [(cell.count, cell.base, cell.percent) for (cell,) in made.cells] == [(1, 3, 33), (1, 3, 33)]


def test_boxes_are_in_percent_of_those_who_were_offered_them():
    made = tables(TOWNS, {"town": "b", "needs": ["z"]}, {"town": "s", "needs": ["x"]})["NEEDS"]

    assert [(cell.count, cell.base) for (cell,) in made.cells] == [(1, 2), (0, 2), (1, 1)]


def test_numbers_have_means():
    made = tables(TOWNS, {"staff_men": 2}, {"staff_men": 5})["STAFF"]

    assert [str(cell.mean) for (cell,) in made.cells] == ["3.5", "None"]


def test_a_single_tick_is_counted_both_ways():
    made = tables(questionnaire(question("again", Kind.TICK)), {"again": True}, {"again": False}, {})["AGAIN"]

    assert [cell.count for (cell,) in made.cells] == [1, 1]


def test_a_question_under_an_option_has_a_table_after_its_parent():
    sub = question("how", options=options("pq"))
    parent = question("share", Kind.MULTIPLE, options=(Option("a", "A", sub=sub), Option("b", "B")))

    made = tables(questionnaire(parent), {"share": ["a"], "how": "p"}, {"share": ["b"]})

    assert list(made) == ["SHARE", "HOW"]
    assert [(cell.count, cell.base) for (cell,) in made["HOW"].cells] == [(1, 1), (0, 1)]


def test_open_answers_have_none():
    assert tables(questionnaire(question("why", Kind.LONG_TEXT)), {"why": "So"}) == {}
