from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contacts import fieldwork
from contacts.exceptions import SurveyIsOver, SurveyNotOpen
from contacts.models import Fieldwork, Invitation
from surveys import loading
from surveys.models import Survey
from tests.builders import question, questionnaire
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def survey():
    return SurveyFactory()


def test_launching_invites_everybody_who_was_not(survey):
    InvitationFactory(survey=survey)
    OrganisationFactory.create_batch(2)

    assert fieldwork.launch(survey, now=MONDAY) == 2
    assert fieldwork.launch(survey, now=MONDAY) == 0
    assert Invitation.objects.count() == 3


def test_launching_sets_the_dates_that_are_not_set(survey):
    Survey.objects.update(opens_at=None, closes_at=None)
    survey.refresh_from_db()

    fieldwork.launch(survey, now=MONDAY)

    survey.refresh_from_db()
    assert (survey.opens_at, survey.closes_at) == (MONDAY, datetime(2026, 11, 23, 17, tzinfo=LONDON))


def test_launching_leaves_the_dates_that_are_set(survey):
    before = (survey.opens_at, survey.closes_at)

    fieldwork.launch(survey, now=MONDAY + timedelta(days=1))

    survey.refresh_from_db()
    assert (survey.opens_at, survey.closes_at) == before


def test_three_weeks_end_at_five_across_a_change_of_the_clocks():
    assert fieldwork.closing(datetime(2026, 10, 12, 9, tzinfo=LONDON)) == datetime(2026, 11, 2, 17, tzinfo=LONDON)


def test_a_closed_survey_is_not_launched_again(survey):
    OrganisationFactory()

    with pytest.raises(SurveyIsOver, match="was closed on 23 November 2026 at 09:00"):
        fieldwork.launch(survey, now=survey.closes_at)

    assert Invitation.objects.count() == 0


def test_closing_ends_the_survey_now(survey):
    now = MONDAY + timedelta(days=1)

    fieldwork.close(survey, now=now)

    survey.refresh_from_db()
    assert survey.closes_at == now
    with pytest.raises(SurveyIsOver):
        fieldwork.close(survey, now=now)


def test_a_survey_that_has_not_opened_cannot_be_closed(survey):
    with pytest.raises(SurveyNotOpen):
        fieldwork.close(survey, now=MONDAY - timedelta(days=1))


def test_pausing_holds_until_resumed(survey):
    fieldwork.pause(survey, now=MONDAY)
    assert Fieldwork.objects.get().paused_at == MONDAY

    fieldwork.resume(survey, now=MONDAY)
    assert Fieldwork.objects.get().paused_at is None


def test_mailings_of_a_closed_survey_are_neither_paused_nor_resumed(survey):
    later = MONDAY + timedelta(hours=1)
    fieldwork.close(survey, now=later)

    with pytest.raises(SurveyIsOver):
        fieldwork.pause(survey, now=later)
    with pytest.raises(SurveyIsOver):
        fieldwork.resume(survey, now=later)


def test_a_draft_is_put_into_the_field_for_three_weeks():
    draft = loading.load(questionnaire(question("q1")))

    opened = fieldwork.opened(draft.code, now=MONDAY)

    assert (opened.questionnaire, opened.opens_at) == (draft, MONDAY)
    assert opened.closes_at == fieldwork.closing(MONDAY)


def test_nothing_is_opened_where_there_is_no_draft_or_its_survey_is_there(survey):
    assert fieldwork.opened(survey.code, now=MONDAY) is None
    assert fieldwork.opened("no-such-code", now=MONDAY) is None
