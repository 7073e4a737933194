from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from contacts import guessing, inviting
from contacts.models import Organisation, PersonalLink, StoppedAddress
from tests.factories import MONDAY, InvitationFactory, MessageFactory, PersonFactory, ResponseFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER)


@pytest.fixture
def invitation():
    return InvitationFactory(organisation=PersonFactory(email="Pat@example.org").organisation)


@pytest.fixture
def message(invitation):
    return MessageFactory(invitation=invitation)


@pytest.fixture
def token(message):
    return inviting.issue_for([message], now=LATER)[0]


@pytest.fixture
def address(token):
    return reverse("contacts:stop", args=[token])


def mail_program():
    return Client(enforce_csrf_checks=True)


def page(answer):
    return BeautifulSoup(answer.content, "html.parser").main


def heading(answer):
    return page(answer).h1.get_text(strip=True)


def links(answer):
    return [link["href"] for link in page(answer)("a")]


def stopped():
    return list(StoppedAddress.objects.values_list("address", "reason", "detail"))


def test_the_address_is_that_of_the_link_and_stop(token, address):
    assert address == f"{inviting.path(token)}stop/"


@pytest.mark.parametrize("method", ["get", "head"])
def test_however_often_a_gateway_fetches_the_page_nothing_changes(address, method):
    for _ in range(5):
        assert getattr(mail_program(), method)(address).status_code == 200

    assert stopped() == []
    assert StoppedAddress.history.count() == 0


def test_the_page_has_one_button_and_says_whose_mail_it_stops(client, address):
    answer = client.get(address)

    assert heading(answer) == "Stop these emails?"
    assert [button.get_text(strip=True) for button in page(answer)("button")] == ["Stop these emails"]
    assert page(answer).strong.get_text() == "Pat@example.org"


def test_the_button_stops_the_address_at_once(client, address):
    answer = client.post(address)

    assert (answer.status_code, heading(answer)) == (200, "You get no more emails from us")
    assert stopped() == [("pat@example.org", "opted_out", "")]


def test_a_mail_programs_one_click_works_without_cookie_token_page_or_redirect(address):
    answer = mail_program().post(address, ONE_CLICK)

    assert (answer.status_code, heading(answer), answer.cookies) == (200, "You get no more emails from us", {})
    assert stopped() == [("pat@example.org", "opted_out", "")]


def test_a_one_click_as_a_plain_form_works_too(address):
    body, kind = "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"

    assert mail_program().post(address, body, content_type=kind).status_code == 200
    assert len(stopped()) == 1


def test_a_broken_form_stops_mail_too(address):
    mail_program().post(address, b"\xff\x00", content_type="multipart/form-data; boundary=x")

    assert len(stopped()) == 1


def test_stopping_twice_is_stopping_once(client, address):
    client.post(address)
    answer = client.post(address)

    assert heading(answer) == "You get no more emails from us"
    assert StoppedAddress.history.count() == 1


def test_the_page_of_a_stopped_address_says_so(client, address):
    client.post(address)

    assert heading(client.get(address)) == "You get no more emails from us"


def test_a_reason_is_asked_for_and_kept(client, address):
    asked = client.post(address)
    answer = client.post(address, {"why": "We answered by post."})

    assert page(asked).find(attrs={"name": "why"}).name == "textarea"
    assert stopped() == [("pat@example.org", "opted_out", "We answered by post.")]
    assert page(answer).find(role="status").get_text() == "Thank you. What you wrote is kept for the research team."


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reason_may_be_left_out(client, address, why):
    client.post(address, {"why": "first"})
    client.post(address, {"why": why})

    assert stopped() == [("pat@example.org", "opted_out", "first")]


def test_too_long_a_reason_is_a_mistake_beside_the_field_and_mail_is_stopped(client, address):
    answer = client.post(address, {"why": "w" * 501})

    assert "500" in page(answer).find(class_="govuk-error-message").get_text()
    assert stopped() == [("pat@example.org", "opted_out", "")]


def test_the_ways_on_are_offered(client, token, address):
    ways = [inviting.path(token), reverse("contacts:link_someone_else", args=[token])]

    assert links(client.get(address)) == ways
    assert links(client.post(address)) == ways


def test_who_has_answered_is_not_asked_to_answer(client, token, address, invitation):
    ResponseFactory(survey=invitation.survey, invitation=invitation, submitted=LATER)

    assert links(client.get(address)) == [reverse("contacts:link_someone_else", args=[token])]


def test_the_survey_can_still_be_answered_after_stopping(client, token, address):
    client.post(address)

    assert client.post(inviting.path(token)).status_code == 302


def test_mail_is_stopped_after_the_survey_too(client, address, invitation, time_machine):
    time_machine.move_to(invitation.survey.closes_at + timedelta(days=1))

    answer = client.post(address)

    assert answer.status_code == 200
    assert len(stopped()) == 1


def test_the_address_that_got_the_email_is_stopped_and_not_that_of_who_came_after(client, address, invitation):
    invitation.organisation.people.update(until=date(2026, 11, 2))
    PersonFactory(organisation=invitation.organisation, email="sam@example.org")

    client.post(address)

    assert [each for each, *_ in stopped()] == ["pat@example.org"]


def test_a_link_that_staff_gave_out_stops_the_current_contact(client, invitation):
    token = inviting.issue(invitation, now=LATER)

    client.post(reverse("contacts:stop", args=[token]))

    assert [each for each, *_ in stopped()] == ["pat@example.org"]


def test_where_there_is_no_address_any_more_the_answer_is_polite(client, invitation):
    token = inviting.issue(invitation, now=LATER)
    invitation.organisation.people.all().delete()

    answers = [send(reverse("contacts:stop", args=[token])) for send in (client.get, client.post)]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [
        (200, "You get no more emails from us")
    ] * 2
    assert stopped() == []


def test_an_organisation_that_was_merged_stops_its_mail_all_the_same(client, address, invitation):
    into = PersonFactory().organisation
    Organisation.ever.filter(pk=invitation.organisation_id).update(merged_into=into)

    assert client.post(address).status_code == 200
    assert [each for each, *_ in stopped()] == ["pat@example.org"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_nobody_has_is_not_recognised_and_is_counted(client, address, method):
    forged = reverse("contacts:stop", args=["x" * 22])
    answers = [getattr(client, method)(forged) for _ in range(guessing.MOST + 1)]

    assert [answer.status_code for answer in answers] == [404] * guessing.MOST + [429]
    assert heading(answers[0]) == "This link is not recognised"
    assert stopped() == []
    assert getattr(client, method)(address).status_code == 200


def test_a_withdrawn_link_stops_nothing(client, address):
    PersonalLink.objects.all().delete()

    assert client.post(address).status_code == 404


def test_the_page_is_kept_by_nobody(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_the_page_costs_two_queries(client, address, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(address)
