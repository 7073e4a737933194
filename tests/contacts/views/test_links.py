from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from contacts import guessing, inviting, recording
from contacts.models import Invitation, PersonalLink
from surveys.models import Response, Survey
from tests.factories import MONDAY, InvitationFactory, ResponseFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER)


@pytest.fixture
def invitation():
    return InvitationFactory(organisation__name="Anytown <b>on Sea</b>")


@pytest.fixture
def link(invitation):
    return inviting.path(inviting.issue(invitation, now=LATER))


def heading(answer):
    return BeautifulSoup(answer.content, "html.parser").h1.get_text(strip=True)


def buttons(answer):
    return [button.get_text(strip=True) for button in BeautifulSoup(answer.content, "html.parser").main("button")]


def test_the_page_says_whom_it_is_for_and_offers_to_start(client, link):
    answer = client.get(link)

    assert (answer.status_code, heading(answer), buttons(answer)) == (200, "Test", ["Start now"])
    assert "Anytown &lt;b&gt;on Sea&lt;/b&gt;" in answer.content.decode()


def test_the_page_says_what_the_questionnaire_says_of_itself(client, link, invitation):
    questionnaire = invitation.survey.questionnaire
    questionnaire.purpose, questionnaire.minutes, questionnaire.privacy = ["Why"], "ten minutes", ["Only we see it"]
    questionnaire.digest = "of other words"
    questionnaire.save()
    Survey.objects.update(helpline_email="help@example.org", helpline_phone="01632 960123")

    text = BeautifulSoup(client.get(link).content, "html.parser").get_text(" ", strip=True)

    for said in ("Why", "It takes ten minutes.", "Only we see it", "09:00 on", "Monday 23 November 2026"):
        assert said in text
    for said in ("help@example.org", "01632 960123"):
        assert said in text


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_changes_nothing(client, link, invitation, method):
    assert getattr(client, method)(link).status_code == 200

    invitation.refresh_from_db()
    assert invitation.response is None
    assert Response.objects.count() == 0
    assert PersonalLink.objects.count() == 1


def test_starting_leads_to_the_first_page_with_the_respondents_cookie(client, link):
    answer = client.post(link)

    response = Response.objects.get()
    first = reverse("surveys:page", args=[response.public_id, "page-q1"])
    assert (answer.status_code, answer.url) == (302, first)
    assert client.get(first).status_code == 200


def test_starting_from_another_device_goes_on_with_the_same_response(client, link):
    client.post(link)

    elsewhere = Client()
    assert buttons(elsewhere.get(link)) == ["Continue"]
    elsewhere.post(link)

    assert Response.objects.count() == 1


def test_a_form_without_its_token_starts_nothing(link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert Response.objects.count() == 0


def test_the_page_costs_at_most_three_queries(client, link, django_assert_max_num_queries):
    client.get(link)  # reads the questionnaire, once in each process

    with django_assert_max_num_queries(3):
        client.get(link)


def test_the_page_is_kept_by_nobody_and_its_address_told_to_nobody_else(client, link):
    answer = client.get(link)

    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_an_answered_link_shows_the_reference(client, link, invitation):
    response = ResponseFactory(survey=invitation.survey, invitation=invitation, submitted=LATER)

    answer = client.get(link)

    assert (answer.status_code, heading(answer), buttons(answer)) == (
        200,
        "You have already answered",
        ["See or change my answers"],
    )
    assert response.reference in answer.content.decode()


def test_an_answered_link_opens_the_receipt(client, link, invitation):
    response = ResponseFactory(survey=invitation.survey, invitation=invitation, submitted=LATER)

    answer = client.post(link, follow=True)

    assert heading(answer) == "Your answers have been sent"
    assert answer.redirect_chain == [(reverse("surveys:receipt", args=[response.public_id]), 302)]


def test_an_answered_link_shows_the_reference_after_closing_too(client, link, invitation, time_machine):
    ResponseFactory(survey=invitation.survey, invitation=invitation, submitted=LATER)
    time_machine.move_to(invitation.survey.closes_at)

    assert heading(client.get(link)) == "You have already answered"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_to_a_closed_survey_says_so(client, link, invitation, time_machine, method):
    time_machine.move_to(invitation.survey.closes_at)

    answer = getattr(client, method)(link)

    assert (answer.status_code, heading(answer)) == (410, "This survey has closed")
    assert Response.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_to_a_survey_that_has_not_opened_says_so(client, link, time_machine, method):
    time_machine.move_to(MONDAY - timedelta(seconds=1))

    answer = getattr(client, method)(link)

    assert heading(answer) == "This survey has not opened yet"
    assert Response.objects.count() == 0


def test_the_closing_moment_is_exact(client, link, invitation, time_machine):
    time_machine.move_to(invitation.survey.closes_at - timedelta(seconds=1))

    assert client.get(link).status_code == 200


def test_a_link_that_nobody_has_is_not_recognised(client, link):
    for wrong in (link[:-2] + "/", link[:-1] + "./", "/s/x/", "/s/%00/", "/s/%F0%9F%94%91/"):
        answer = client.get(wrong)
        assert (answer.status_code, heading(answer)) == (404, "This link is not recognised")


def test_a_link_that_was_withdrawn_is_like_one_that_never_was(client, link):
    PersonalLink.objects.all().delete()

    withdrawn, never = client.get(link), client.get("/s/xxxxxxxxxxxxxxxxxxxxxx/")

    assert withdrawn.status_code == never.status_code == 404
    assert withdrawn.content == never.content


def withdraw(invitation):
    inviting.withdraw_links(invitation.organisation, by=User.objects.create_user("researcher"), now=LATER)


@pytest.mark.parametrize("name", ["surveys:next", "surveys:check", "surveys:receipt", "contacts:someone_else"])
def test_a_browser_in_which_a_link_was_opened_is_shut_out_once_it_is_withdrawn(client, link, invitation, name):
    client.post(link)
    address = reverse(name, args=[Response.objects.get().public_id])

    withdraw(invitation)

    answer = client.get(address)
    assert (answer.status_code, heading(answer)) == (403, "Open your personal link again")


def test_such_a_browser_saves_and_sends_nothing_more(client, link, invitation):
    page = client.post(link).url
    check = reverse("surveys:check", args=[Response.objects.get().public_id])

    withdraw(invitation)

    assert [client.post(page, {"q1": "Anytown"}).status_code, client.post(check).status_code] == [403, 403]
    response = Response.objects.get()
    assert (response.answers, response.submitted_at) == ({}, None)


def test_the_draft_of_a_withdrawn_link_goes_on_by_a_new_one(client, link, invitation):
    client.post(client.post(link).url, {"q1": "Anytown"})
    withdraw(invitation)

    address = client.post(inviting.path(inviting.issue(invitation, now=LATER))).url

    assert "/page/page-q2/" in address
    assert client.get(address).status_code == 200
    assert Response.objects.get().answers == {"q1": "Anytown"}


def test_others_go_on_when_a_link_is_withdrawn(client, link, invitation):
    page = client.post(link).url

    withdraw(InvitationFactory(survey=invitation.survey))

    assert client.get(page).status_code == 200


def test_a_new_contact_leaves_link_and_draft_as_they_are(client, link, invitation):
    page = client.post(link).url

    recording.replace_person(invitation.organisation, today=LATER.date(), name="New", email="new@example.org")

    assert [client.get(address).status_code for address in (page, link)] == [200, 200]


def test_thirty_wrong_links_from_one_network_are_enough(client, time_machine):
    for number in range(guessing.MOST):
        assert client.get(f"/s/wrong{number}/").status_code == 404

    answer = client.get("/s/wrong/")
    assert (answer.status_code, heading(answer)) == (429, "Please wait a few minutes")
    assert answer["Retry-After"] == "600"
    assert Client(REMOTE_ADDR="192.0.2.1").get("/s/wrong/").status_code == 404
    time_machine.shift(guessing.WITHIN + 1)
    assert client.get("/s/wrong/").status_code == 404


def test_a_right_link_opens_however_many_wrong_ones_came_from_its_network(client, link):
    for _ in range(guessing.MOST + 1):
        client.get("/s/wrong/")

    assert client.get(link).status_code == 200


def test_right_links_are_not_counted(client, link):
    for _ in range(guessing.MOST + 1):
        assert client.get(link).status_code == 200


def test_what_a_browser_says_of_its_address_does_not_count(client):
    for number in range(guessing.MOST):
        client.get("/s/wrong/", headers={"X-Forwarded-For": f"198.51.100.{number}"})

    assert client.get("/s/wrong/", headers={"X-Forwarded-For": "198.51.100.99"}).status_code == 429


def test_addresses_of_one_ipv6_network_are_counted_together():
    for number in range(guessing.MOST):
        Client(REMOTE_ADDR=f"2001:db8::{number:x}").get("/s/wrong/")

    assert Client(REMOTE_ADDR="2001:db8::ffff:1").get("/s/wrong/").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").get("/s/wrong/").status_code == 404


def test_wrong_links_do_not_lock_staff_out(client):
    for _ in range(guessing.MOST + 1):
        client.get("/s/wrong/")

    assert client.get(reverse("account_login")).status_code == 200


def test_invitations_to_two_surveys_lead_to_two_responses(client, link, invitation):
    other = Survey.objects.create(
        code="other",
        title="Other",
        questionnaire=invitation.survey.questionnaire,
        opens_at=MONDAY,
        closes_at=MONDAY + timedelta(days=1),
    )
    (second,) = inviting.invite(other, [invitation.organisation], now=LATER)

    client.post(link)
    client.post(inviting.path(inviting.issue(second, now=LATER)))

    assert set(Invitation.objects.values_list("response__survey__code", flat=True)) == {"test", "other"}
