from datetime import timedelta

import pytest

from contacts.exceptions import NotToBeDecided
from contacts.mailing import claiming, settling
from contacts.models import Message
from tests.factories import MONDAY, InvitationFactory, MessageFactory, SurveyFactory
from tests.racing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(days=4)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def survey():
    return SurveyFactory()


@pytest.fixture
def pat(django_user_model):
    return django_user_model.objects.create_user("pat", first_name="Pat", last_name="Example")


def message(survey, state, **further):
    parts = {"person": None, "to": "a@example.org", "sent_at": None, "state": state} | further
    return MessageFactory(invitation=InvitationFactory(survey=survey), **parts)


def unknown(survey):
    """As the sweep leaves it: with its claim, so that a slow sender can still say what became of it."""
    return message(survey, "unknown", claim="c", claimed_at=MONDAY)


def again(message):
    return Message.objects.get(pk=message.pk)


def test_unknown_and_stale_messages_wait_for_a_decision(survey):
    waiting = [unknown(survey), message(survey, "queued", due_at=MONDAY)]
    message(survey, "queued", due_at=NOW)
    message(survey, "sent", sent_at=MONDAY)
    message(
        SurveyFactory._meta.model.objects.create(code="o", title="O", questionnaire=survey.questionnaire), "unknown"
    )

    assert list(settling.undecided(survey, now=NOW).order_by("pk")) == waiting
    assert list(settling.stale(survey, now=NOW)) == waiting[1:]


def test_an_answer_to_a_query_is_never_stale(survey):
    Message.objects.create(kind="reply", to="a@example.org", body="Yes", due_at=MONDAY, state="queued")

    assert settling.undecided(survey, now=NOW).count() == 0


def test_what_was_found_to_be_delivered_counts_as_sent(survey, pat):
    settled = unknown(survey)

    settling.decide_sent(settled, by=pat, reason="The server's log says so", now=NOW)

    settled = again(settled)
    assert (settled.state, settled.sent_at, settled.claim) == ("sent", MONDAY, "")
    assert settled.detail == "Found to be delivered, says Pat Example: The server's log says so"


def test_what_is_to_be_sent_again_is_due_at_once_and_stays_the_same_message(survey, pat):
    before = unknown(survey)

    settling.decide_resend(before, by=pat, reason="Never arrived", now=NOW)

    assert list(claiming.due(LATER)) == [before]
    assert again(before).message_id == before.message_id


def test_stale_messages_can_be_sent_all_at_once(survey, pat):
    for _ in range(2):
        message(survey, "queued", due_at=MONDAY)
    unknown(survey)

    assert settling.resend_stale(survey, by=pat, reason="The server was down", now=NOW) == 2
    assert claiming.due(LATER).count() == 2


def test_stale_messages_can_be_left(survey, pat):
    left = message(survey, "queued", due_at=MONDAY)

    assert settling.drop_stale(survey, by=pat, reason="", now=NOW) == 1
    assert (again(left).state, again(left).detail) == ("dropped", "Too late to be sent, says Pat Example.")


def test_one_stale_message_can_be_left(survey, pat):
    left = message(survey, "queued", due_at=MONDAY)

    settling.decide_drop(left, by=pat, reason="Not wanted", now=NOW)

    assert again(left).state == "dropped"


@pytest.mark.parametrize("state", ["queued", "claimed", "sending", "sent", "refused", "cancelled", "dropped"])
@pytest.mark.parametrize("decide", [settling.decide_sent, settling.decide_resend, settling.decide_drop])
def test_what_is_known_is_not_decided(survey, pat, state, decide):
    known = message(survey, state, sent_at=MONDAY, due_at=NOW)

    with pytest.raises(NotToBeDecided):
        decide(known, by=pat, reason="I think so", now=NOW)

    assert again(known).state == state


@pytest.mark.django_db(transaction=True)
def test_of_several_decisions_at_the_same_moment_one_counts(survey, pat):
    settled = unknown(survey)

    def decide(number):
        try:
            settling.decide_resend(settled, by=pat, reason=str(number), now=NOW)
        except NotToBeDecided:
            return 0
        return 1

    assert sorted(at_once(decide)) == [0] * (AT_ONCE - 1) + [1]
