import email
from datetime import timedelta
from email.policy import default

import pytest
from django.core import mail

from contacts import inviting
from contacts.exceptions import ServerUnreachable
from contacts.mailing import claiming, composing, delivering, queueing, stopping, transport
from contacts.models import DeliveryNotice, Message, PersonalLink, StoppedAddress
from tests.contacts.mailing.conftest import free_port
from tests.factories import MONDAY, InvitationFactory, PersonFactory, ResponseFactory

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def invited(survey, email="pat@example.org", **person):
    invitation = InvitationFactory(survey=survey)
    PersonFactory(organisation=invitation.organisation, email=email, **person)
    return invitation


@pytest.fixture
def queued(survey, mailing):
    """Makes an invitation whose first email is in the queue."""
    first = mailing()

    def make(email="pat@example.org", **person):
        invitation = invited(survey, email, **person)
        queueing.queue(first, now=MONDAY)
        return Message.objects.get(invitation=invitation)

    return make


def deliver(now=MONDAY):
    return delivering.deliver(clock=lambda: now)


def states():
    return [message.state for message in Message.objects.order_by("pk")]


def test_an_email_goes_out_once(smtp, queued):
    message = queued(name="Pat Example")

    assert [deliver(), deliver()] == [1, 0]

    message.refresh_from_db()
    assert [taken["message_id"] for taken in smtp.taken] == [message.message_id]
    assert (message.state, message.sent_at, message.to, message.claim) == ("sent", MONDAY, "pat@example.org", "")


def test_what_was_claimed_and_not_begun_leaves_no_link_behind(queued):
    message = queued()
    batch = claiming.claim(1, now=MONDAY)
    list(composing.composed(batch, now=MONDAY))

    claiming.release(batch)

    assert (states(), PersonalLink.objects.filter(message=message).count()) == (["queued"], 0)


def test_it_bears_a_link_of_its_own_that_opens_the_invitation(queued, mailoutbox):
    message = queued()

    deliver()

    (sent,) = mailoutbox
    (token,) = {part.split("/")[0] for part in sent.body.split("/s/")[1:]}
    assert inviting.find(token) == message.invitation
    assert PersonalLink.objects.get().message == message
    assert sent.extra_headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000/s/{token}/stop/>"


def test_its_headers_say_who_writes_and_how_to_be_left_alone(queued, mailoutbox):
    message = queued(name='Zoë "Z" O\\Neill, Dr')

    deliver()

    parsed = email.message_from_bytes(mailoutbox[0].message().as_bytes(), policy=default)
    assert {name: parsed[name] for name in ("To", "Reply-To", "Message-ID", "List-Unsubscribe-Post")} == {
        "To": '"Zoë Z ONeill, Dr" <pat@example.org>',
        "Reply-To": "help@example.org",
        "Message-ID": message.message_id,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert parsed["X-Canvass-Message"] == message.message_id.strip("<>")
    assert parsed["To"].addresses[0].addr_spec == "pat@example.org"


def test_who_has_begun_gets_the_text_for_part_done(survey, queued, mailoutbox):
    ResponseFactory(survey=survey, invitation=queued().invitation)

    deliver()

    assert mailoutbox[0].subject == "Mailing 0, go on"


def test_an_address_that_is_refused_gets_nothing_more_and_opens_a_telephone_task(smtp, queued):
    message = queued("refused.pat@example.org")

    deliver()

    message.refresh_from_db()
    assert (message.state, message.detail) == ("refused", "550 5.1.1 No such user here")
    assert StoppedAddress.objects.get().address == "refused.pat@example.org"
    assert DeliveryNotice.objects.get().message == message
    assert message.invitation.organisation.call_tasks.get().reason == "bounced"


def test_an_email_that_cannot_be_written_is_refused_and_the_others_go_out(smtp, queued):
    queued()
    broken = queued("other@example.org")
    broken.invitation.organisation.people.update(email="other@example.org\nBcc: third@example.org")

    assert deliver() == 1

    assert states() == ["sent", "refused"]
    assert Message.objects.get(pk=broken.pk).detail.startswith("It cannot be written: ")


def test_an_email_whose_content_is_refused_stops_no_address(smtp, queued):
    queued("no-content.pat@example.org")

    deliver()

    assert states() == ["refused"]
    assert not StoppedAddress.objects.exists()


def test_a_server_that_says_later_is_asked_again_after_longer_and_longer_waits(smtp, queued):
    message = queued("later.pat@example.org")
    now, waits = MONDAY, []

    while states() == ["queued"]:
        deliver(now)
        message.refresh_from_db()
        waits.append(round((message.due_at - now) / MINUTE))
        now = message.due_at

    assert (waits[:5], states()) == ([1, 5, 15, 60, 60], ["refused"])


def test_an_email_of_unknown_fate_is_listed_and_never_sent_again(smtp, queued):
    queued("breaks.pat@example.org")
    queued("pat@example.org")

    assert [deliver(), deliver(), deliver(MONDAY + DAY)] == [1, 0, 0]

    assert states() == ["unknown", "sent"]
    assert [taken["to"] for taken in smtp.taken] == ["breaks.pat@example.org", "pat@example.org"]


def test_without_a_server_everything_waits(queued, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    message = queued()

    with pytest.raises(ServerUnreachable):
        deliver()

    message.refresh_from_db()
    assert (message.state, message.attempts, message.claim) == ("queued", 0, "")


def submit(message):
    ResponseFactory(survey=message.invitation.survey, invitation=message.invitation, submitted=MONDAY)


def opt_out(message):
    stopping.stop("PAT@example.org", reason="opted_out", now=MONDAY)


def refuse(message):
    type(message.invitation).objects.filter(pk=message.invitation_id).update(outcome="refusal", outcome_reason="So")


def close(message):
    survey = message.invitation.survey
    survey.opens_at, survey.closes_at = MONDAY - DAY, MONDAY
    survey.save()


def merge(message):
    other = InvitationFactory(survey=message.invitation.survey).organisation
    type(other).objects.filter(pk=message.invitation.organisation_id).update(merged_into=other)


A_MOMENT_BEFORE = {
    submit: "The questionnaire had been submitted.",
    opt_out: "Mail to this address is stopped.",
    refuse: "An outcome had been recorded: Refusal.",
    close: "The survey was closed.",
    merge: "The organisation was merged into another one.",
}


@pytest.mark.parametrize("happens", A_MOMENT_BEFORE)
def test_what_happens_between_claim_and_sending_is_heeded(queued, mailoutbox, monkeypatch, happens):
    """The sender holds the message already; what it asks at the last moment decides."""
    message = queued()
    hand_over = transport._Whole.__call__

    def a_moment_later(self, mail, begin):
        happens(message)
        return hand_over(self, mail, begin)

    monkeypatch.setattr(transport._Whole, "__call__", a_moment_later)

    assert deliver() == 0

    message.refresh_from_db()
    assert (message.state, message.detail) == ("cancelled", A_MOMENT_BEFORE[happens])
    assert mailoutbox == []


def test_mail_that_is_held_back_in_the_middle_goes_out_after_the_pause(survey, queued, mailoutbox):
    for number in range(3):
        queued(f"{number}@example.org")
    batch = claiming.claim(3, now=MONDAY)
    survey.fieldwork.paused_at = MONDAY
    survey.fieldwork.save()
    assert [claiming.begin(message, now=MONDAY) for message in batch] == [False, False, False]
    claiming.release(batch)
    assert deliver() == 0

    survey.fieldwork.paused_at = None
    survey.fieldwork.save()

    assert deliver() == 3


def test_a_contact_replaced_while_the_email_waits_gets_it_instead(queued, mailoutbox):
    message = queued()
    message.invitation.organisation.people.update(until=MONDAY.date())
    PersonFactory(organisation=message.invitation.organisation, email="new@example.org")

    deliver()

    assert [sent.to[0].split("<")[1] for sent in mailoutbox] == ["new@example.org>"]


def test_nobody_is_written_to_where_nobody_is_left(queued, mailoutbox):
    message = queued()
    message.invitation.organisation.people.update(until=MONDAY.date())

    deliver()

    message.refresh_from_db()
    assert (message.state, message.detail, mailoutbox) == ("cancelled", "There was nobody to write to.", [])


def test_two_senders_never_hold_the_same_message(queued):
    for number in range(5):
        queued(f"{number}@example.org")

    first, second = claiming.claim(3, now=MONDAY), claiming.claim(3, now=MONDAY)

    assert [len(first), len(second)] == [3, 2]
    assert {message.pk for message in first} & {message.pk for message in second} == set()


def test_what_a_dead_sender_had_only_claimed_goes_out_after_the_lease(queued, mailoutbox):
    queued()
    claiming.claim(1, now=MONDAY)

    claiming.sweep(now=MONDAY + claiming.LEASE)
    assert states() == ["claimed"]
    claiming.sweep(now=MONDAY + claiming.LEASE + MINUTE)

    assert deliver(MONDAY + 6 * MINUTE) == 1


def test_what_a_dead_sender_had_begun_is_of_unknown_fate(queued, mailoutbox):
    queued()
    (message,) = claiming.claim(1, now=MONDAY)
    claiming.begin(message, now=MONDAY)

    claiming.sweep(now=MONDAY + claiming.LEASE + MINUTE)

    assert states() == ["unknown"]
    assert deliver(MONDAY + DAY) == 0


def test_a_slow_sender_can_still_say_what_became_of_it(queued):
    queued()
    (message,) = claiming.claim(1, now=MONDAY)
    claiming.begin(message, now=MONDAY)
    claiming.sweep(now=MONDAY + claiming.LEASE + MINUTE)

    claiming.record_sent(claiming.Sent(message.pk, message.claim, MONDAY + 7 * MINUTE, "250 OK"))

    assert states() == ["sent"]


def test_a_sender_whose_claim_was_taken_back_begins_nothing(queued):
    queued()
    (message,) = claiming.claim(1, now=MONDAY)
    claiming.sweep(now=MONDAY + claiming.LEASE + MINUTE)

    assert claiming.begin(message, now=MONDAY) is False


def test_what_has_waited_too_long_is_left_to_staff(queued, mailoutbox):
    queued()

    assert deliver(MONDAY + 2 * DAY) == 0
    assert states() == ["queued"]


def test_each_email_costs_one_statement_and_a_batch_a_few(queued, mailoutbox, django_assert_max_num_queries):
    for number in range(20):
        queued(f"{number}@example.org")

    with django_assert_max_num_queries(20 + 20):
        deliver()

    assert len(mail.outbox) == 20
