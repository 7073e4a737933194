"""“Email me my link”: to the address on record, whoever asks, and three times an hour at most."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from contacts.mailing import delivering
from contacts.models import Message, PersonalLink
from surveys.models import Response
from tests.factories import MONDAY, InvitationFactory, PersonFactory, ResponseFactory
from tests.surveys.browsing import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def invitation():
    invitation = InvitationFactory()
    PersonFactory(organisation=invitation.organisation, name="Pat Example", email="pat@example.org")
    ResponseFactory(survey=invitation.survey, invitation=invitation)
    invitation.refresh_from_db()
    return invitation


@pytest.fixture
def address(invitation):
    return reverse("contacts:mail_link", args=[invitation.response.public_id])


def test_the_link_goes_to_the_address_on_record(client, address):
    answer = client.post(address, {"email": "somebody@else.example"}, follow=True)

    assert "If we have an email address for your organisation, a new link arrives there" in words(answer)
    assert list(Message.objects.values_list("kind", "to")) == [("link", "pat@example.org")]


def test_the_email_holds_a_link_that_opens_the_answers(client, address, invitation):
    client.post(address)
    delivering.deliver(clock=lambda: MONDAY)

    (email,) = mail.outbox
    (link,) = PersonalLink.objects.all()
    assert email.subject == f"Your link: {invitation.survey.title}"
    assert email.to == ['"Pat Example" <pat@example.org>']
    assert "/s/" in email.body
    assert link.message.kind == Message.Kind.LINK


def test_the_row_of_the_outbox_holds_no_link(client, address):
    client.post(address)

    assert list(Message.objects.values_list("subject", "body")) == [("", "")]


def test_looking_at_the_page_sends_nothing(client, address):
    client.get(address)
    client.get(f"{address}?sent")

    assert Message.objects.count() == 0


def test_a_button_pressed_twice_sends_one(client, address):
    client.post(address)
    client.post(address)

    assert Message.objects.count() == 1


def test_no_more_than_three_go_out_in_an_hour(client, address, time_machine):
    for minute in range(0, 50, 5):
        time_machine.move_to(MONDAY.replace(minute=minute), tick=False)
        assert client.post(address).status_code == 302

    assert Message.objects.count() == 3


def test_whoever_asks_for_answers_that_nobody_gave_is_told_the_same(client, address):
    known = client.post(address, follow=True)
    unknown = client.post(reverse("contacts:mail_link", args=["00000000-0000-4000-8000-000000000000"]), follow=True)

    assert words(unknown) == words(known)


def test_where_there_is_no_address_nothing_is_sent_and_the_page_says_what_to_do(client, address, invitation):
    invitation.organisation.people.update(email="")

    answer = client.post(address, follow=True)

    assert Message.objects.count() == 0
    assert "If nothing has come within an hour, ask the help line below" in words(answer)


def test_it_is_sent_at_any_hour_and_while_mailings_are_held_back(client, address, invitation, time_machine):
    night = MONDAY.replace(hour=3)
    time_machine.move_to(night, tick=False)
    client.post(address)

    delivering.deliver(clock=lambda: night)

    assert len(mail.outbox) == 1


def test_it_is_sent_to_who_has_answered_so_that_they_can_change_it(client, address, invitation):
    Response.objects.update(submitted_at=MONDAY, reference="BC2DF3GH")
    client.post(address)

    delivering.deliver(clock=lambda: MONDAY)

    assert len(mail.outbox) == 1


def test_the_page_that_does_not_open_offers_it(invitation, address):
    answer = Client().get(reverse("surveys:next", args=[invitation.response.public_id]))

    assert answer.status_code == 403
    assert soup(answer).main.find("form")["action"] == address


def test_a_link_that_was_asked_for_is_no_mailing_that_a_new_contact_waits_for(client, address, invitation):
    client.post(address)
    delivering.deliver(clock=lambda: MONDAY)

    assert list(invitation.messages.values_list("kind", flat=True)) == ["link"]
