from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contacts import fieldwork
from contacts.exceptions import SurveyIsOver, SurveyNotOpen
from contacts.models import Invitation
from surveys import loading
from surveys.models import Survey
from tests.builders import question, questionnaire
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


def organisation(survey, *, disposition, submitted=MONDAY, **details):
    """One in this disposition."""
    made = OrganisationFactory(**details)
    if disposition != "not_invited":
        invitation = InvitationFactory(survey=survey, organisation=made)
        if disposition != "invited":
            ResponseFactory(
                survey=survey, invitation=invitation, submitted=submitted if disposition == "submitted" else None
            )
    return made


@pytest.fixture
def survey():
    return SurveyFactory()


def test_every_organisation_is_in_exactly_one_disposition(survey):
    for disposition in ("not_invited", "invited", "invited", "started", "submitted"):
        organisation(survey, disposition=disposition)

    total = fieldwork.status(survey).total

    assert total.dispositions == {"not_invited": 1, "invited": 2, "started": 1, "submitted": 1}
    assert (total.frame, total.invited, total.started, total.submitted) == (5, 4, 1, 1)


def test_another_survey_does_not_matter(survey):
    organisation(survey, disposition="submitted")
    other = Survey.objects.create(code="other", title="Other", questionnaire=survey.questionnaire)

    assert fieldwork.status(other).total.dispositions == {
        "not_invited": 1,
        "invited": 0,
        "started": 0,
        "submitted": 0,
    }


def test_rr1_is_over_the_whole_frame_and_rr5_over_those_invited(survey):
    for disposition in ("not_invited", "invited", "started", "submitted"):
        organisation(survey, disposition=disposition)

    total = fieldwork.status(survey).total

    assert (total.rr1, total.rr5, total.percent) == (0.25, 0.3333, "25.0%")


def test_a_frame_without_organisations_has_no_rate(survey):
    total = fieldwork.status(survey).total

    assert (total.frame, total.rr1, total.rr5, total.percent) == (0, None, None, "–")


@pytest.mark.parametrize(("submitted", "frame", "percent"), [(142, 345, "41.2%"), (9, 16, "56.3%"), (1, 16, "6.3%")])
def test_a_rate_is_rounded_half_up(submitted, frame, percent):
    dispositions = {"not_invited": 0, "invited": frame - submitted, "started": 0, "submitted": submitted}

    assert fieldwork.Standing("", "", dispositions).percent == percent


def test_parts_of_the_frame_come_in_the_questionnaires_order_with_what_it_does_not_know_last(survey):
    for region, type_ in [("y", "d"), ("n", "d"), ("n", "x")]:
        organisation(survey, disposition="submitted", region=region, type=type_)

    status = fieldwork.status(survey)

    assert [(part.code, part.label, part.frame) for part in status.by_region] == [
        ("n", "North East", 2),
        ("y", "Yorkshire and the Humber", 1),
    ]
    assert [(part.code, part.label, part.frame) for part in status.by_type] == [
        ("d", "District / Borough", 2),
        ("x", "x", 1),
    ]


def test_returns_are_counted_by_the_day_in_london(survey):
    for moment in (
        datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("UTC")),  # half past midnight in summer time
        datetime(2026, 10, 26, 9, tzinfo=LONDON),
        datetime(2026, 10, 26, 10, tzinfo=LONDON),
    ):
        organisation(survey, disposition="submitted", submitted=moment)

    assert fieldwork.status(survey).returns == [(date(2026, 10, 25), 1, 1), (date(2026, 10, 26), 2, 3)]


def test_who_has_not_answered_is_told_by_what_they_did(survey):
    for disposition in ("invited", "started", "submitted"):
        organisation(survey, disposition=disposition)

    assert fieldwork.status(survey).unanswered == [
        ("not_invited", "Not invited", 0),
        ("invited", "Invited, not started", 1),
        ("started", "Started, not submitted", 1),
    ]


def test_the_status_costs_three_queries_whatever_the_frame(survey, django_assert_num_queries):
    fieldwork.status(survey)
    for _ in range(3):
        organisation(survey, disposition="submitted")

    with django_assert_num_queries(3):
        fieldwork.status(survey)


def test_launching_invites_everybody_who_was_not(survey):
    organisation(survey, disposition="invited")
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
    assert fieldwork.status(survey).paused_at == MONDAY

    fieldwork.resume(survey, now=MONDAY)
    assert fieldwork.status(survey).paused_at is None


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
