from datetime import timedelta

import pytest

from contacts.models import Organisation
from contacts.tracking import dispositions
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, SurveyFactory

pytestmark = pytest.mark.django_db

OPEN, CLOSED = MONDAY + timedelta(days=1), MONDAY + timedelta(weeks=4)


@pytest.fixture
def survey():
    return SurveyFactory()


def found(survey, code, now):
    every = Organisation.objects.in_survey(survey)
    return [each.name for each in dispositions.with_disposition(every, survey, code, now=now)]


def test_while_the_survey_is_open_what_was_begun_is_in_progress(survey):
    place(survey, "partial", name="Half")
    place(survey, "break_off", name="Hardly")
    place(survey, "not_returned")

    assert found(survey, "in_progress", OPEN) == ["Half", "Hardly"]
    assert found(survey, "partial", OPEN) == found(survey, "break_off", OPEN) == []


def test_once_it_is_closed_half_of_the_path_tells_partial_from_break_off(survey):
    place(survey, "partial", name="Half")
    place(survey, "break_off", name="Hardly", answers={"q1": "Place", "q2": "u"})
    place(
        survey, "break_off", name="District", type="d", answers={"q1": "Place", "q2": "d", "q3": "n"}
    )  # asked one more

    assert found(survey, "partial", CLOSED) == ["Half"]
    assert found(survey, "break_off", CLOSED) == ["Hardly", "District"]
    assert found(survey, "in_progress", CLOSED) == []


def test_an_outcome_recorded_by_hand_stays_whatever_was_begun(survey):
    begun = place(survey, "partial")
    begun.invitations.update(outcome="refusal", outcome_reason="Said so")

    assert found(survey, "refusal", CLOSED) == [begun.name]
    assert found(survey, "partial", CLOSED) == []


def test_each_is_told_as_it_is_at_the_moment(survey):
    placed = {each: place(survey, each) for each in ("partial", "break_off", "complete", "bounced", "ineligible")}
    shown = list(Organisation.objects.in_survey(survey))

    assert dispositions.of_each(shown, survey, now=CLOSED) == {made.pk: each for each, made in placed.items()}
    assert dispositions.of_each(shown, survey, now=OPEN)[placed["partial"].pk] == "in_progress"


def test_without_a_survey_nobody_is_invited():
    place(None, "not_invited")
    shown = Organisation.objects.in_survey(None)

    assert list(dispositions.of_each(shown, None, now=OPEN).values()) == ["not_invited"]
    assert dispositions.with_disposition(shown, None, "not_invited", now=OPEN).count() == 1


def test_one_that_was_merged_into_another_is_not_among_the_unfinished(survey):
    kept, merged = place(survey, "partial"), place(survey, "partial")
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)

    assert [invitation.organisation for invitation in dispositions.unfinished(survey)] == [kept]
