"""The time left, by the clock of those who answered before."""

from datetime import timedelta

import pytest

from surveys import responses, timing
from surveys.models import Channel, HandOver
from surveys.responses import Source
from tests.builders import question, questionnaire
from tests.surveys.browsing import page_at, respondent, words
from tests.surveys.fielding import MONDAY, fielded, started


def saves(*seconds, page="a"):
    """Of one page by several respondents, who took so many seconds each."""
    return [(number, page, MONDAY + timedelta(seconds=took), MONDAY) for number, took in enumerate(seconds)]


def test_the_time_of_a_page_is_the_median_of_those_before():
    assert timing.medians(saves(10, 20, 30, 40, 500)) == {"a": 30}


def test_too_few_say_nothing():
    assert timing.medians(saves(10, 20, 30, 40)) == {}


def test_a_break_does_not_count():
    assert timing.medians(saves(10, 20, 30, 40, 50, 1201)) == {"a": 30}


def test_a_program_does_not_count():
    assert timing.medians(saves(0, 0.5, 10, 20, 30, 40, 50)) == {"a": 30}


def test_a_page_begins_when_the_one_before_was_saved():
    both = [each for pair in zip(saves(*[10] * 5), saves(*[25] * 5, page="b"), strict=True) for each in pair]

    assert timing.medians(both) == {"a": 10, "b": 15}


def test_changing_a_page_later_does_not_count():
    again = [(number, "a", at + timedelta(seconds=100), MONDAY) for number, _, at, _ in saves(*[10] * 5)]

    assert timing.medians(saves(*[10] * 5) + again) == {"a": 10}


@pytest.fixture
def survey(db):
    return fielded(questionnaire(question("q1"), question("q2")))


def answered(survey, number, *, seconds, source=responses.RESPONDENT):
    """So many respondents who took so many seconds a page."""
    for _ in range(number):
        response = started(survey)
        for place, code in enumerate(("q1", "q2"), start=1):
            now = MONDAY + timedelta(seconds=seconds * place)
            responses.save_page(response.public_id, f"page-{code}", {code: "a"}, shown="", now=now, source=source)


def minutes(survey):
    return timing.minutes_left(survey, responses.path(started(survey)))


def test_nothing_is_said_before_enough_have_answered(survey):
    answered(survey, 4, seconds=60)

    assert minutes(survey) is None


def test_the_minutes_left_are_those_of_the_pages_left(survey):
    answered(survey, 5, seconds=80)

    assert minutes(survey) == 3  # 160 seconds


def test_nothing_is_said_where_nothing_is_left(survey):
    answered(survey, 5, seconds=80)

    assert timing.minutes_left(survey, ()) is None


def test_telephone_and_colleagues_do_not_count(survey):
    answered(survey, 5, seconds=80)
    held = HandOver.objects.create(response=started(survey), section="s", token_hash="x", handed_at=MONDAY)
    answered(survey, 20, seconds=600, source=Source(Channel.TELEPHONE))
    answered(survey, 20, seconds=600, source=Source(hand_over_id=held.pk))

    assert minutes(survey) == 3


def test_the_page_says_it(survey, client, time_machine):
    answered(survey, 5, seconds=80)
    time_machine.move_to(MONDAY)
    response = started(survey)

    assert "About 3 minutes left" in words(respondent(client, response).get(page_at(response, "page-q1")))
