from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contacts.models import Organisation
from contacts.tracking import returns
from surveys.models import Survey
from surveys.responses import enter
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, MailingFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
FIRST = date(2026, 11, 2)
DAY = timedelta(days=1)


@pytest.fixture
def survey():
    return SurveyFactory()


def answered(survey, *days):
    """One organisation for each of these days after the opening."""
    return [place(survey, "complete", submitted=MONDAY + day * DAY) for day in days]


def so_far(found):
    return [(day.number, day.submitted, day.so_far) for day in found.days]


def test_returns_are_counted_by_the_day_in_london(survey):
    for moment in (
        datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("UTC")),  # half past midnight in summer time
        datetime(2026, 10, 26, 0, 10, tzinfo=LONDON),
        datetime(2026, 10, 26, 23, 59, 59, 999999, tzinfo=LONDON),
    ):
        place(survey, "complete", submitted=moment)

    assert returns.by_day(survey) == {date(2026, 10, 25): 1, date(2026, 10, 26): 2}


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_every_hour_of_a_day_on_which_clocks_change_is_of_that_day(survey, day):
    midnight = datetime(day.year, day.month, day.day, tzinfo=LONDON).astimezone(ZoneInfo("UTC"))
    after = datetime(day.year, day.month, day.day, 23, 59, tzinfo=LONDON).astimezone(ZoneInfo("UTC"))
    for moment in (midnight, midnight + timedelta(hours=1, minutes=30), after):
        place(survey, "complete", submitted=moment)

    assert returns.by_day(survey) == {day: 3}


def test_every_day_from_the_opening_to_today_is_there(survey):
    answered(survey, 0, 2, 2)

    found = returns.returns(survey, None, today=FIRST + 3 * DAY)

    assert [day.date for day in found.days] == [FIRST, FIRST + DAY, FIRST + 2 * DAY, FIRST + 3 * DAY]
    assert so_far(found) == [(1, 1, 1), (2, 0, 1), (3, 2, 3), (4, 0, 3)]
    assert found.last_number == 22  # the day it closes


def test_days_end_with_the_survey(survey):
    answered(survey, 0)

    assert returns.returns(survey, None, today=FIRST + 300 * DAY).days[-1].date == FIRST + 21 * DAY


def test_what_came_in_before_or_after_is_not_lost(survey):
    answered(survey, -2, 25)

    found = returns.returns(survey, None, today=FIRST)

    assert (found.days[0].date, found.days[-1].date, found.days[-1].so_far) == (FIRST - 2 * DAY, FIRST + 25 * DAY, 2)
    assert found.last_number == found.days[-1].number == 28


def test_a_survey_without_returns_has_its_days(survey):
    assert so_far(returns.returns(survey, None, today=FIRST)) == [(1, 0, 0)]


def test_a_survey_that_opens_later_has_one_day(survey):
    assert so_far(returns.returns(survey, None, today=FIRST - 5 * DAY)) == [(1, 0, 0)]


def test_a_survey_without_dates_begins_today():
    survey = SurveyFactory()
    Survey.objects.update(opens_at=None, closes_at=None)
    survey.refresh_from_db()

    assert returns.returns(survey, None, today=FIRST).days[0].date == FIRST


def test_only_organisations_of_the_frame_count(survey):
    kept, merged = answered(survey, 0, 0)
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)
    enter(survey, {}, known={}, codes={}, channel="import", now=MONDAY)

    assert returns.by_day(survey) == {FIRST: 1}


def test_mailings_stand_on_the_day_they_went_out(survey):
    for number, kind in enumerate(("invitation", "reminder", "last_call")):
        MailingFactory(
            survey=survey, number=number, kind=kind, confirmed_at=MONDAY, queued_at=MONDAY + (number > 0) * DAY
        )
    MailingFactory(survey=survey, number=3)  # not yet

    found = returns.returns(survey, None, today=FIRST + DAY)

    assert [[mailed.title for mailed in day.mailings] for day in found.days] == [
        ["Invitation"],
        ["Reminder 1", "Last call"],
    ]
    assert [mailed.short for mailed in found.mailings] == ["I", "R1", "L"]


def test_an_earlier_wave_is_set_beside_by_the_day_of_fieldwork(survey):
    opened = MONDAY - timedelta(days=700)
    earlier = Survey.objects.create(
        code="earlier",
        title="Earlier",
        questionnaire=survey.questionnaire,
        opens_at=opened,
        closes_at=opened + timedelta(days=21),
    )
    for day in (0, 0, 2):
        place(earlier, "complete", submitted=opened + day * DAY)

    found = returns.returns(survey, earlier, today=FIRST + 4 * DAY)

    assert [day.earlier for day in found.days] == [2, 2, 3, 3, 3]
    assert found.earlier == [2, 2, 3]


def test_an_earlier_wave_without_returns_is_none(survey):
    earlier = Survey.objects.create(code="earlier", title="Earlier", questionnaire=survey.questionnaire)

    found = returns.returns(survey, earlier, today=FIRST)

    assert ([day.earlier for day in found.days], found.earlier) == ([None], [])


def test_it_costs_as_many_queries_whatever_came_in(survey, django_assert_num_queries):
    answered(survey, 0, 1, 2)

    with django_assert_num_queries(3):
        returns.returns(survey, survey, today=FIRST)
