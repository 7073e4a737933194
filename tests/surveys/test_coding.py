from datetime import timedelta

import pytest

from surveys import coding, framing
from surveys.models import CodedResponse, FormerRecord
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def response(db):
    survey = SurveyFactory()
    framing.add(survey.questionnaire, "q7_text", "Money")
    return ResponseFactory(survey=survey, answers={"q2": "u", "q7_text": "More"}, submitted=MONDAY)


def test_codes_make_a_new_record_and_the_one_of_before_is_kept(response):
    before = bytes(response.coded.record)

    coding.give_codes(response.pk, "q7_codes", ["T1"], now=TUESDAY)

    (former,) = FormerRecord.objects.all()
    assert (bytes(former.record), former.since, former.until) == (before, MONDAY, TUESDAY)
    assert CodedResponse.objects.get().since == TUESDAY


def test_codes_that_change_nothing_leave_the_record_as_it_is(response):
    coding.give_codes(response.pk, "q7_codes", ["T1"], now=TUESDAY)
    record = CodedResponse.objects.get()

    coding.give_codes(response.pk, "q7_codes", ["T1"], now=TUESDAY + timedelta(days=1))

    assert CodedResponse.objects.get() == record
    assert FormerRecord.objects.count() == 1


def test_codes_can_be_taken_away_again(response):
    coding.give_codes(response.pk, "q7_codes", ["T1"], now=TUESDAY)

    coding.give_codes(response.pk, "q7_codes", [], now=TUESDAY)

    response.refresh_from_db()
    assert response.codes == {}


def test_records_written_anew_keep_their_time(response):
    coding.give_codes(response.pk, "q7_codes", ["T1"], now=TUESDAY)

    coding.rebuild(response.survey)

    assert CodedResponse.objects.get().since == TUESDAY


def test_a_record_that_was_missing_is_from_when_the_answers_were_sent(response):
    CodedResponse.objects.all().delete()

    coding.rebuild(response.survey)

    assert CodedResponse.objects.get().since == MONDAY
