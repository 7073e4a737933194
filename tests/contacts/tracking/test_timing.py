from datetime import timedelta

import pytest

from contacts.tracking import timing
from surveys.models import PageSave, Response
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

MINUTES = 60


@pytest.mark.parametrize(
    ("minutes", "taken"),
    [
        ([], None),
        ([5], None),
        ([0, 10, 25], (25 * MINUTES, 1)),
        ([0, 10, 40], (40 * MINUTES, 1)),  # half an hour is no pause yet
        ([0, 10, 41, 51], (20 * MINUTES, 2)),
        ([0, 31], (0, 2)),
        ([0, 100, 110, 5000, 5001], (11 * MINUTES, 3)),
    ],
)
def test_pauses_between_sittings_do_not_count(minutes, taken):
    assert timing.taken([minute * MINUTES for minute in minutes]) == taken


@pytest.fixture
def survey(db):
    return SurveyFactory()


def saved(survey, *minutes, channel="web", submitted=True, page="page-q1"):
    response = ResponseFactory(survey=survey, submitted=MONDAY if submitted else None)
    Response.objects.filter(pk=response.pk).update(channel=channel)
    response.saves.all().delete()
    for minute in minutes:
        PageSave.objects.create(
            response=response, page=page, answers={}, channel=channel, saved_at=MONDAY + timedelta(minutes=minute)
        )


def test_the_quartiles_are_of_those_who_sent_their_answers_on_the_web(survey):
    for end in (10, 20, 30, 40, 50):
        saved(survey, 0, end / 2, end)
    saved(survey, 0, 15, submitted=False)
    saved(survey, 0, 15, channel="telephone")
    saved(survey, 0, 15, page="")

    assert timing.times(survey) == (5, 0, 20 * MINUTES, 30 * MINUTES, 40 * MINUTES)


def test_several_sittings_are_counted(survey):
    saved(survey, 0, 10, 100, 105)

    assert timing.times(survey) == (1, 1, 15 * MINUTES, 15 * MINUTES, 15 * MINUTES)


def test_the_order_of_the_moments_decides_not_that_of_the_pages(survey):
    saved(survey, 20, 0, 10)

    assert timing.times(survey).median == 20 * MINUTES


def test_who_saved_one_page_cannot_be_timed(survey):
    saved(survey, 3)

    assert timing.times(survey) is None


def test_moments_are_read_to_the_second(survey):
    saved(survey, 0.9 / 60, 10 + 0.2 / 60)

    assert timing.times(survey).median == 10 * MINUTES


def test_it_costs_one_query(survey, django_assert_num_queries):
    saved(survey, 0, 1)
    saved(survey, 0, 1)

    with django_assert_num_queries(1):
        timing.times(survey)
