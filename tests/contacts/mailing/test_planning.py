from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from contacts.exceptions import AlreadyLaunched, MailHeldBack, MailingIsSettled, NotLaunched, SurveyIsOver
from contacts.mailing import planning, queueing, wording
from contacts.models import Fieldwork, Mailing
from surveys.models import Survey
from tests.factories import MONDAY, InvitationFactory, MessageFactory, PersonFactory, SurveyFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def survey():
    """Open from a Monday, 09:00, until the Monday three weeks later, 09:00."""
    return SurveyFactory()


@pytest.fixture
def plan(survey):
    return planning.make_plan(survey, now=MONDAY)


@pytest.fixture
def launched(survey, plan):
    """The plan, confirmed, of a survey in the field."""
    with transaction.atomic():
        planning.begin(planning.held(survey), by=None, now=MONDAY, at_once=False)
    return list(survey.mailings.all())


def titles(survey):
    return [planning.title(mailing) for mailing in survey.mailings.all()]


def again(mailing):
    return Mailing.objects.get(pk=mailing.pk)


def settle(mailing):
    Mailing.objects.filter(pk=mailing.pk).update(queued_at=MONDAY, confirmed_at=MONDAY)


# The plan as a whole ------------------------------------------------------------------------------


def test_a_plan_is_an_invitation_reminders_and_a_last_call(survey, plan):
    assert [(planning.title(each), each.due_at) for each in plan] == [
        ("Invitation", MONDAY),
        ("Reminder 1", MONDAY + 7 * DAY + HOUR),
        ("Reminder 2", MONDAY + 11 * DAY + HOUR),
        ("Last call", MONDAY + 17 * DAY + HOUR),
    ]


def test_the_mailings_of_a_plan_have_texts_and_are_not_confirmed(plan):
    assert [planning.text_problems(each) for each in plan] == [[]] * 4
    assert plan[3].subject == wording.LAST_CALLS.subject
    assert [each.confirmed_at for each in plan] == [None] * 4


def test_a_plan_is_made_once(survey, plan):
    plan[1].subject = "Another"
    plan[1].save()

    assert planning.make_plan(survey, now=MONDAY + DAY) == plan
    assert survey.mailings.get(number=1).subject == "Another"


@pytest.mark.django_db(transaction=True)
def test_plans_that_are_made_at_the_same_moment_are_one(survey):
    plans = at_once(lambda _: planning.make_plan(Survey.objects.get(), now=MONDAY))

    assert plans == [list(survey.mailings.all())] * len(plans)
    assert Mailing.history.count() == 4


def test_the_database_refuses_two_mailings_of_one_number(plan):
    twin = Mailing(survey=plan[0].survey, number=0, kind="invitation", due_at=MONDAY, subject="x", body="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_other_dates_make_another_plan_and_keep_the_texts(survey, plan):
    planning.change(plan[1], subject="Our own words")

    planning.plan_anew(survey, opens_at=MONDAY, closes_at=MONDAY + 28 * DAY, reminders=2, now=MONDAY)

    assert titles(survey) == ["Invitation", "Reminder 1", "Last call"]
    assert survey.mailings.get(number=1).subject == "Our own words"
    assert Survey.objects.get().closes_at == MONDAY + 28 * DAY


def test_a_survey_in_the_field_is_not_planned_anew(survey, launched):
    with pytest.raises(AlreadyLaunched):
        planning.plan_anew(survey, opens_at=MONDAY, closes_at=MONDAY + 28 * DAY, reminders=2, now=MONDAY)

    assert Mailing.objects.count() == 4


def test_beginning_confirms_every_mailing_but_those_that_were_dropped(survey, plan, django_user_model):
    pat = django_user_model.objects.create_user("pat")
    planning.drop(plan[2], now=MONDAY)

    planning.begin(planning.held(survey), by=pat, now=MONDAY, at_once=False)

    assert [each.confirmed_by for each in survey.mailings.all()] == [pat, pat, None, pat]
    assert Fieldwork.objects.get().launched_at == MONDAY


def test_beginning_at_once_sends_the_invitation_whatever_the_hour(survey, plan):
    night = MONDAY + 14 * HOUR

    planning.begin(planning.held(survey), by=None, now=night, at_once=True)

    invitation = survey.mailings.get(number=0)
    assert (invitation.due_at, invitation.any_hour) == (night, True)


def test_a_plan_without_faults_has_no_problems(survey, plan):
    assert planning.problems(survey, now=MONDAY) == []


def test_what_is_about_to_go_is_no_problem(survey, launched):
    assert planning.problems(survey, now=MONDAY + 1 * HOUR) == []


def test_an_unconfirmed_mailing_whose_time_has_passed_is_one(survey, plan):
    assert planning.problems(survey, now=MONDAY + 1 * HOUR) == [(0, "This time has passed.")]


# One mailing --------------------------------------------------------------------------------------


def test_a_good_time_has_no_problems(plan):
    assert planning.time_problems(plan[1], MONDAY + 3 * DAY, now=MONDAY) == []


def test_a_wrong_time_is_told(plan):
    assert planning.time_problems(plan[1], MONDAY + DAY, now=MONDAY) == [
        "Leave at least 3 days after the mailing before it."
    ]


def test_a_time_too_near_to_the_next_mailing_is_told_by_its_name(plan):
    assert planning.time_problems(plan[1], MONDAY + 9 * DAY, now=MONDAY) == [
        "Reminder 2: Leave at least 3 days after the mailing before it."
    ]


def test_a_dropped_mailing_keeps_no_distance(plan):
    planning.drop(plan[2], now=MONDAY)

    assert planning.time_problems(plan[1], MONDAY + 9 * DAY, now=MONDAY) == []


def test_a_changed_mailing_has_to_be_confirmed_anew(launched):
    planning.change(launched[1], subject="Another")

    assert (again(launched[1]).subject, again(launched[1]).confirmed_at) == ("Another", None)


def test_what_is_saved_unchanged_stays_confirmed(launched):
    planning.change(launched[1], subject=launched[1].subject)

    assert again(launched[1]).confirmed_at == MONDAY


def test_another_time_is_one_within_the_hours(survey, plan):
    planning.begin(planning.held(survey), by=None, now=MONDAY, at_once=True)

    planning.change(survey.mailings.get(number=0), due_at=MONDAY + DAY)

    assert survey.mailings.get(number=0).any_hour is False


def test_history_tells_who_changed_a_mailing_before_and_how(plan):
    planning.change(plan[1], subject="Another")

    assert [each.subject for each in plan[1].history.all()] == ["Another", wording.REMINDERS.subject]


@pytest.mark.parametrize(
    "verb",
    [
        lambda mailing: planning.change(mailing, subject="Late"),
        lambda mailing: planning.confirm(mailing, by=None, now=MONDAY),
        lambda mailing: planning.send_now(mailing, by=None, now=MONDAY),
        lambda mailing: planning.drop(mailing, now=MONDAY),
        planning.remove,
    ],
    ids=["change", "confirm", "send now", "drop", "remove"],
)
def test_what_is_on_its_way_is_changed_no_more(launched, verb):
    settle(launched[1])

    with pytest.raises(MailingIsSettled, match="on its way"):
        verb(launched[1])

    assert again(launched[1]).subject == wording.REMINDERS.subject


def test_a_mailing_of_which_the_first_messages_are_made_is_on_its_way(survey, launched):
    invitation = InvitationFactory(survey=survey)
    MessageFactory(
        invitation=invitation, mailing=launched[1], person=None, to="a@example.org", state="queued", sent_at=None
    )

    with pytest.raises(MailingIsSettled, match="on its way"):
        planning.change(launched[1], subject="Late")


def test_a_dropped_mailing_is_changed_no_more(plan):
    planning.drop(plan[1], now=MONDAY)

    with pytest.raises(MailingIsSettled, match="was dropped"):
        planning.confirm(plan[1], by=None, now=MONDAY)


def test_sending_now_confirms_and_makes_due(launched, django_user_model):
    pat, night = django_user_model.objects.create_user("pat"), MONDAY + 3 * DAY + 14 * HOUR

    planning.send_now(launched[1], by=pat, now=night)

    sent = again(launched[1])
    assert (sent.due_at, sent.any_hour, sent.confirmed_at, sent.confirmed_by) == (night, True, night, pat)


def test_nothing_is_sent_now_before_the_launch(plan):
    with pytest.raises(NotLaunched):
        planning.send_now(plan[0], by=None, now=MONDAY)


def test_nothing_is_sent_now_while_mail_is_held_back(launched):
    Fieldwork.objects.update(paused_at=MONDAY)

    with pytest.raises(MailHeldBack):
        planning.send_now(launched[1], by=None, now=MONDAY)


def test_nothing_is_sent_now_once_the_survey_is_closed(survey, launched):
    with pytest.raises(SurveyIsOver):
        planning.send_now(launched[1], by=None, now=survey.closes_at)


# While it is queued -------------------------------------------------------------------------------


def invited(survey, number=1):
    for person in PersonFactory.create_batch(number):
        InvitationFactory(survey=survey, organisation=person.organisation)


@pytest.mark.parametrize(
    "verb",
    [
        lambda mailing: planning.change(mailing, subject="Another"),
        lambda mailing: planning.change(mailing, due_at=MONDAY + DAY),
        lambda mailing: planning.drop(mailing, now=MONDAY),
    ],
    ids=["texts", "time", "dropped"],
)
def test_what_was_changed_a_moment_before_it_is_queued_is_left_alone(survey, launched, verb):
    invited(survey)
    invitation = again(launched[0])
    verb(launched[0])

    assert queueing.queue(invitation, now=MONDAY) == 0
    assert again(invitation).queued_at is None


@pytest.mark.django_db(transaction=True)
def test_what_is_changed_and_queued_at_the_same_moment_is_one_of_the_two(survey, launched):
    """Without the lock of `queue` a mailing goes out that nobody has confirmed as it is."""
    invited(survey, 20)

    def act(number):
        if number == 0:
            with suppress(MailingIsSettled):
                planning.change(launched[0], subject="Another")
        else:
            queueing.queue_due(now=MONDAY)

    at_once(act)

    mailing = again(launched[0])
    found = (mailing.subject == "Another", mailing.confirmed_at is None, mailing.queued_at is None)
    assert found in [(True, True, True), (False, False, False)]
    assert mailing.messages.count() == (0 if mailing.queued_at is None else 20)


def test_what_was_to_go_out_now_and_did_not_for_days_is_left_to_staff(survey, launched):
    invited(survey)
    Mailing.objects.filter(pk=launched[0].pk).update(any_hour=True)

    assert queueing.queue_due(now=MONDAY + 3 * DAY) == 0


# More and fewer -----------------------------------------------------------------------------------


def test_another_reminder_comes_before_the_last_call(survey, launched):
    added = planning.add_reminder(survey, due_at=MONDAY + 14 * DAY)

    assert titles(survey) == ["Invitation", "Reminder 1", "Reminder 2", "Reminder 3", "Last call"]
    assert (added.number, added.confirmed_at) == (3, None)
    assert planning.problems(survey, now=MONDAY) == []


def test_another_reminder_has_the_texts_of_the_one_before(survey, plan):
    planning.change(plan[2], subject="Our own words")

    assert planning.add_reminder(survey, due_at=MONDAY + 14 * DAY).subject == "Our own words"


def test_after_the_last_call_went_out_a_reminder_comes_last(survey, launched):
    settle(launched[3])

    planning.add_reminder(survey, due_at=MONDAY + 20 * DAY)

    assert titles(survey) == ["Invitation", "Reminder 1", "Reminder 2", "Last call", "Reminder 4"]


def test_the_time_of_another_reminder_is_judged_in_its_place(survey, plan):
    reminder = planning.new_reminder(survey)

    assert planning.time_problems(reminder, MONDAY + 14 * DAY, now=MONDAY) == []
    assert planning.time_problems(reminder, MONDAY + 15 * DAY, now=MONDAY) == [
        "Last call: Leave at least 3 days after the mailing before it."
    ]


def test_a_reminder_can_be_taken_out(survey, plan):
    planning.remove(plan[1])

    assert titles(survey) == ["Invitation", "Reminder 1", "Last call"]
    assert survey.mailings.get(number=1) == plan[2]


def test_the_invitation_cannot_be_taken_out(plan):
    with pytest.raises(MailingIsSettled, match="without it nobody gets a link"):
        planning.remove(plan[0])


# The close ----------------------------------------------------------------------------------------


def test_a_later_close_takes_the_last_call_along_and_nothing_else(survey, launched):
    before = [each.due_at for each in launched]

    moved = planning.extend(survey, closes_at=survey.closes_at + 7 * DAY, now=MONDAY + DAY)

    assert [each.due_at for each in survey.mailings.all()] == [*before[:3], before[3] + 7 * DAY]
    assert (moved, moved.confirmed_at) == (launched[3], MONDAY)
    assert Survey.objects.get().closes_at == MONDAY + 28 * DAY


def test_a_last_call_that_is_out_stays_where_it_is(survey, launched):
    settle(launched[3])

    assert planning.extend(survey, closes_at=survey.closes_at + 7 * DAY, now=MONDAY) is None
    assert again(launched[3]).due_at == launched[3].due_at


def test_a_close_so_early_that_the_last_call_is_past_sends_it_next(survey, launched):
    now = MONDAY + 14 * DAY + 14 * HOUR

    moved = planning.extend(survey, closes_at=MONDAY + 16 * DAY, now=now)

    assert moved.due_at == MONDAY + 15 * DAY - HOUR


def test_the_close_of_a_closed_survey_is_not_moved(survey, launched):
    with pytest.raises(SurveyIsOver):
        planning.extend(survey, closes_at=survey.closes_at + DAY, now=survey.closes_at)
