import json
from datetime import timedelta

import pytest

from contacts.mailing import planning, progress
from contacts.mailing.progress import Stage
from contacts.models import Fieldwork, Mailing
from tests.factories import MONDAY, InvitationFactory, MessageFactory, SurveyFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
EMPTY = dict.fromkeys(["queued", "claimed", "sending", "sent", "refused", "unknown", "cancelled", "dropped"], 0)


@pytest.fixture
def survey():
    made = SurveyFactory()
    planning.make_plan(made, now=MONDAY)
    planning.begin(planning.held(made), by=None, now=MONDAY, at_once=False)
    return made


def message(survey, state, number=0):
    mailing = survey.mailings.get(number=number)
    sent_at = MONDAY if state == "sent" else None
    invitation = InvitationFactory(survey=survey)
    MessageFactory(
        invitation=invitation, mailing=mailing, person=None, to="a@example.org", state=state, sent_at=sent_at
    )
    Mailing.objects.filter(pk=mailing.pk).update(queued_at=MONDAY)


def stage(survey, *, number=0, now=MONDAY, **changes):
    Mailing.objects.filter(survey=survey, number=number).update(**changes)
    work = Fieldwork.objects.get()
    return progress.progress(survey)[number].stage(survey, work, now=now)


def test_messages_are_counted_by_mailing_and_state(survey):
    for state in ("sent", "sent", "queued", "refused"):
        message(survey, state)
    message(survey, "unknown", number=1)

    counted = progress.progress(survey)

    assert [each.messages for each in counted] == [
        EMPTY | {"sent": 2, "queued": 1, "refused": 1},
        EMPTY | {"unknown": 1},
        EMPTY,
        EMPTY,
    ]
    assert (counted[0].total, counted[0].settled, counted[0].sent) == (4, 3, 2)
    assert counted[0].others == [("refused", "Refused by the mail server", 1)]


def test_progress_is_one_query(survey, django_assert_num_queries):
    message(survey, "sent")

    with django_assert_num_queries(1):
        progress.progress(survey)


def test_a_survey_without_mailings_has_no_progress():
    assert progress.progress(SurveyFactory()) == []


def test_a_mailing_is_told_as_json(survey):
    message(survey, "sent")

    told = json.loads(json.dumps(progress.progress(survey)[0].as_json()))

    assert told == {
        "number": 0,
        "kind": "invitation",
        "due_at": "2026-11-02T09:00:00+00:00",
        "confirmed": True,
        "queued_at": "2026-11-02T09:00:00+00:00",
        "messages": EMPTY | {"sent": 1},
    }


def test_a_mailing_that_nobody_confirmed_is_planned(survey):
    assert stage(survey, confirmed_at=None) is Stage.PLANNED


def test_a_mailing_that_waits_for_its_time_is_confirmed(survey):
    assert stage(survey, number=1) is Stage.CONFIRMED


def test_a_mailing_whose_time_has_come_is_about_to_go_out(survey):
    assert stage(survey, now=MONDAY - timedelta(seconds=1)) is Stage.CONFIRMED
    assert stage(survey, now=MONDAY) is Stage.ABOUT


def test_a_mailing_that_did_not_go_out_in_time_is_overdue(survey):
    assert stage(survey, now=MONDAY + DAY + timedelta(hours=8)) is Stage.ABOUT
    assert stage(survey, now=MONDAY + DAY + timedelta(hours=9)) is Stage.OVERDUE


def test_a_mailing_that_was_dropped_is_dropped(survey):
    assert stage(survey, dropped_at=MONDAY, now=MONDAY + 9 * DAY) is Stage.DROPPED


def test_a_mailing_that_the_close_overtook_is_missed(survey):
    assert stage(survey, number=3, now=survey.closes_at) is Stage.MISSED


def test_a_mailing_with_messages_on_their_way_is_being_sent(survey):
    message(survey, "sent")
    message(survey, "queued")

    assert stage(survey) is Stage.SENDING


def test_a_mailing_without_any_message_on_its_way_is_sent(survey):
    message(survey, "sent")
    message(survey, "refused")

    assert stage(survey) is Stage.SENT


@pytest.mark.parametrize("on_its_way", [True, False])
def test_what_is_to_come_is_held_back_while_the_survey_is_paused(survey, on_its_way):
    if on_its_way:
        message(survey, "queued")
    Fieldwork.objects.update(paused_at=MONDAY)

    assert stage(survey) is Stage.HELD_BACK


def test_what_is_out_is_not_held_back(survey):
    message(survey, "sent")
    Fieldwork.objects.update(paused_at=MONDAY)

    assert stage(survey) is Stage.SENT
