"""One's own answers beside the region and all areas, once enough have answered."""

from decimal import Decimal

import pytest

from analysis import beside_others
from surveys import responses
from surveys.models import Channel
from surveys.questionnaire.definition import Kind, Option
from tests.builders import options, question, questionnaire
from tests.factories import MONDAY
from tests.surveys.browsing import place, respondent, soup, words
from tests.surveys.fielding import fielded, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def survey():
    region = question("region", fact="region", options=(Option("n", "North"), Option("s", "South")))
    ticks = question("ticks", Kind.MULTIPLE, options=options("ab"))
    return fielded(questionnaire(region, question("q1", options=options("abc")), question("grid", Kind.GRID), ticks))


def answered(survey, number, *, region="n", q1="a", ticks=("a",)):
    """So many who all say the same; the last of them."""
    answers = {"region": region, "q1": q1, "grid_x": "a", "grid_y": "b", "ticks": list(ticks)}
    for _ in range(number):
        made = responses.enter(survey, answers, known={}, codes={}, channel=Channel.WEB, now=MONDAY)
    return made


def shares(response, question):
    """The percentages beside each answer to a question: of the region, and of all areas."""
    compared = beside_others.compare(response, all_areas="All areas")
    (found,) = [each for each in compared.questions if each.number == question]
    return [(row.answer, *(None if share is None else int(share) for share in row.shares)) for row in found.rows]


def test_nothing_is_compared_before_ten_have_answered(survey):
    response = answered(survey, 9)

    compared = beside_others.compare(response, all_areas="All areas")

    assert (compared.is_possible, compared.questions) == (False, ())


def test_an_answer_stands_beside_the_share_of_region_and_all(survey):
    answered(survey, 10, region="s", q1="b")
    answered(survey, 5, q1="b")
    response = answered(survey, 15)

    assert shares(response, "q1") == [("Option a", 75, 50)]


def test_a_region_with_too_few_shows_nothing_while_all_areas_do(survey):
    answered(survey, 12, region="s", q1="b")
    response = answered(survey, 8)

    assert shares(response, "q1") == [("Option a", None, 40)]


def test_a_small_number_is_hidden(survey):
    answered(survey, 16, q1="b")
    response = answered(survey, 4)

    assert shares(response, "q1") == [("Option a", None, None)]


def test_what_would_give_a_small_number_away_is_hidden_too(survey):
    answered(survey, 4, q1="b")
    response = answered(survey, 16)

    assert shares(response, "q1") == [("Option a", None, None)]


def test_each_box_that_was_ticked_has_its_share(survey):
    answered(survey, 10, ticks="b")
    response = answered(survey, 10, ticks="ab")

    assert shares(response, "ticks") == [("Option a", 50, 50), ("Option b", None, None)]


def test_each_line_of_a_grid_has_its_share(survey):
    response = answered(survey, 20)
    compared = beside_others.compare(response, all_areas="All areas")

    (grid,) = [each for each in compared.questions if each.number == "grid"]
    assert [(row.label, row.answer) for row in grid.rows] == [("Item x", "Option a"), ("Item y", "Option b")]


def test_newcomers_count_five_at_a_time(survey):
    answered(survey, 10, q1="b")
    response = answered(survey, 10)
    before = shares(response, "q1")

    answered(survey, 4, q1="b")
    assert shares(response, "q1") == before
    answered(survey, 1, q1="b")
    assert shares(response, "q1") == [("Option a", 40, 40)]


def test_the_page_shows_it_to_who_took_part(client, survey):
    answered(survey, 10, q1="b")
    response = answered(survey, 10)

    page = respondent(client, response).get(f"{place(response, 'next')}beside-others/")

    rows = [" ".join(row.get_text(" ").split()) for row in soup(page).select("tbody tr")]
    assert rows[0] == "Option a 50% 50%"
    assert "North: 20 answers" in words(page)


def test_nobody_sees_it_who_has_not_sent(client, survey):
    answered(survey, 20)
    response = started(survey)

    answer = respondent(client, response).get(f"{place(response, 'next')}beside-others/")

    assert answer.url == place(response, "next")


def test_a_survey_without_regions_compares_with_all(client):
    survey = fielded(questionnaire(question("q1"), code="no-regions"))
    for answer in ("a", "b"):
        for _ in range(10):
            response = responses.enter(survey, {"q1": answer}, known={}, codes={}, channel=Channel.WEB, now=MONDAY)

    compared = beside_others.compare(response, all_areas="All areas")

    assert [area.label for area in compared.areas] == ["All areas"]
    assert compared.questions[0].rows[0].shares == (Decimal(50),)
