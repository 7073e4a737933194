from datetime import timedelta

import pytest

from contacts.mailing import delivering, queueing, settling, stopping
from contacts.models import Invitation, Message, Person
from tests.factories import MONDAY, InvitationFactory, PersonFactory, ResponseFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
SENT = {"due_at": MONDAY, "sent_at": MONDAY}


def invited(survey, email="pat@example.org"):
    invitation = InvitationFactory(survey=survey)
    PersonFactory(organisation=invitation.organisation, email=email)
    return invitation


def recipients(mailing=None):
    messages = Message.objects.filter(mailing=mailing) if mailing else Message.objects.all()
    return [message.invitation for message in messages.order_by("invitation")]


def send_all(now):
    queueing.queue_due(now=now)
    return delivering.deliver(clock=lambda: now)


def replace(invitation, *, email, on=MONDAY):
    invitation.organisation.people.update(until=on.date())
    return Person.objects.create(organisation=invitation.organisation, name="New", email=email, from_date=on.date())


def test_a_mailing_that_is_due_gets_a_message_for_each_invitation(survey, mailing):
    invitations = [invited(survey), invited(survey)]
    mailing()

    assert queueing.queue_due(now=MONDAY) == 2
    assert recipients() == invitations


def test_what_is_due_is_queued_once_however_often_it_is_asked(survey, mailing):
    invited(survey)
    mailing()

    assert [queueing.queue_due(now=MONDAY) for _ in range(3)] == [1, 0, 0]
    assert [queueing.queue(mailing, now=MONDAY) for mailing in survey.mailings.all()] == [0]


@pytest.mark.parametrize(
    "change",
    [
        {"confirmed_at": None},
        {"due_at": MONDAY + MINUTE},
        {"dropped_at": MONDAY},
        {"due_at": MONDAY - 4 * DAY},
    ],
    ids=["not confirmed", "not due", "dropped", "stale"],
)
def test_a_mailing_stays_where_it_is(survey, mailing, change):
    invited(survey)
    mailing(**change)

    assert queueing.queue_due(now=MONDAY) == 0


@pytest.mark.parametrize("hour", [-2, 10], ids=["early", "late"])
def test_nothing_is_queued_outside_the_window_unless_somebody_said_so(survey, mailing, hour):
    invited(survey)
    now = MONDAY + timedelta(hours=hour)
    first = mailing(due_at=now)

    assert queueing.queue_due(now=now) == 0
    first.any_hour = True
    first.save()
    assert queueing.queue_due(now=now) == 1


def test_nothing_is_queued_while_mail_is_held_back(survey, mailing):
    invited(survey)
    mailing()
    survey.fieldwork.paused_at = MONDAY
    survey.fieldwork.save()

    assert queueing.queue_due(now=MONDAY) == 0


def test_nothing_is_queued_once_the_survey_is_closed(survey, mailing):
    invited(survey)
    mailing(due_at=survey.closes_at - MINUTE)

    assert queueing.queue_due(now=survey.closes_at) == 0


def test_who_answered_refused_opted_out_or_is_not_there_is_left_out(survey, mailing):
    ResponseFactory(survey=survey, invitation=invited(survey), submitted=MONDAY)
    Invitation.objects.filter(pk=invited(survey).pk).update(outcome="refusal", outcome_reason="Said so")
    invited(survey, email="No.More@example.org")
    stopping.stop("no.more@example.org", reason="opted_out", now=MONDAY)
    InvitationFactory(survey=survey)  # without anybody to write to
    begun = invited(survey)
    ResponseFactory(survey=survey, invitation=begun)
    first = mailing()

    queueing.queue_due(now=MONDAY)

    assert recipients(first) == [begun]


def test_a_reminder_goes_only_to_whom_an_email_went_before(survey, mailing):
    before = invited(survey)
    mailing()
    send_all(MONDAY)
    invited(survey)  # since then
    reminder = mailing(1, due_at=MONDAY + 7 * DAY)

    queueing.queue_due(now=MONDAY + 7 * DAY)

    assert recipients(reminder) == [before]


def test_a_reminder_waits_until_the_days_between_mailings_have_passed(survey, mailing):
    invited(survey)
    mailing(due_at=MONDAY)
    send_all(MONDAY + MINUTE)
    mailing(1, due_at=MONDAY + 2 * DAY)

    queued = [queueing.queue_due(now=MONDAY + days * DAY) for days in (2, 3)]

    assert queued == [0, 1]


def test_a_new_contact_is_invited_once_after_somebody_else_was_written_to(survey, mailing):
    invitation = invited(survey)
    mailing()
    send_all(MONDAY)
    new = replace(invitation, email="new@example.org")

    assert [queueing.queue_due(now=MONDAY + DAY) for _ in range(2)] == [1, 0]
    send_all(MONDAY + DAY)
    handover = Message.objects.get(kind="handover")
    assert (handover.person, handover.to, handover.state) == (new, "new@example.org", "sent")
    assert queueing.queue_due(now=MONDAY + DAY) == 0


def test_a_corrected_address_is_invited_too(survey, mailing):
    invitation = invited(survey, email="refused.typo@example.org")
    mailing()
    send_all(MONDAY)
    invitation.organisation.people.update(email="right@example.org")

    queueing.queue_due(now=MONDAY + DAY)

    assert Message.objects.get(kind="handover").to == "right@example.org"


def test_whom_staff_dropped_is_not_invited_after_all(survey, mailing, django_user_model):
    staff = django_user_model.objects.create_user("pat")
    written_to, left = invited(survey), invited(survey, email="left@example.org")
    Message.objects.create(invitation=written_to, mailing=mailing(), to="pat@example.org", state="sent", **SENT)
    queueing.queue_due(now=MONDAY)
    replace(written_to, email="new@example.org")
    queueing.queue_due(now=MONDAY)

    assert settling.drop_stale(survey, by=staff, reason="Too late", now=MONDAY + 4 * DAY) == 2

    assert queueing.queue_due(now=MONDAY + 4 * DAY) == 0
    assert left.messages.get().state == "dropped"
    assert [message.state for message in written_to.messages.order_by("pk")] == ["sent", "dropped"]


def test_a_new_contact_before_any_email_gets_the_invitation_like_everybody(survey, mailing):
    invitation = invited(survey)
    replace(invitation, email="new@example.org")
    mailing()

    send_all(MONDAY)

    assert [(message.kind, message.to) for message in Message.objects.all()] == [("mailing", "new@example.org")]


def test_the_number_of_statements_grows_with_batches_only(survey, mailing, django_assert_max_num_queries):
    for _ in range(20):
        invited(survey)
    mailing()

    with django_assert_max_num_queries(16):
        queueing.queue_due(now=MONDAY)
