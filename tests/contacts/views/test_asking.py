from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from contacts import inviting
from contacts.helping import asking
from contacts.models import NamedContact, PersonalLink, Query
from surveys import respondent_access
from surveys.models import Response, Survey
from tests.factories import MONDAY, InvitationFactory, PersonFactory

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)
QUESTION = {"text": "Whom do you mean?", "name": "Pat", "email": "pat@example.org", "telephone": "", "page": "page-q1"}
SAM = {"name": "Sam Sample", "job_title": "Head", "email": "sam@example.org", "telephone": "", "note": "", "page": ""}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER)


@pytest.fixture
def invitation():
    made = InvitationFactory(organisation__name="Anytown")
    Survey.objects.update(helpline_email="help@example.org", helpline_phone="01632 960123")
    PersonFactory(organisation=made.organisation, name="Pat Example")
    return made


@pytest.fixture
def link(invitation):
    return inviting.path(inviting.issue(invitation, now=LATER))


@pytest.fixture
def response(client, link):
    """One that this browser may open."""
    client.post(link)
    return Response.objects.get()


def page_of(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def errors(answer, status=200):
    return [error.get_text(strip=True) for error in page_of(answer, status).select(".govuk-error-summary li")]


def place(name, response):
    return reverse(f"contacts:{name}", args=[response.public_id])


def ask_link(page):
    return page.footer.find("a", string="Ask a question")["href"]


def test_every_page_of_the_survey_leads_to_a_form_that_remembers_it(client, response):
    page = page_of(client.get(reverse("surveys:page", args=[response.public_id, "page-q1"])))

    assert ask_link(page) == f"{place('help', response)}?page=page-q1"
    form = page_of(client.get(ask_link(page))).select_one("form[method=post]")
    assert form.select_one("[name=page]")["value"] == "page-q1"


def test_the_page_of_the_link_leads_to_a_form_too(client, link):
    assert ask_link(page_of(client.get(link))) == f"{link}help/?page=link"


@pytest.mark.parametrize("address", ["/s/wrong/"])
def test_a_page_that_no_link_led_to_leads_to_the_form_for_everybody(client, invitation, address):
    page = page_of(client.get(address), 404)

    assert ask_link(page) == "/help/?page=link"
    assert page_of(client.get(ask_link(page))).h1.get_text(strip=True) == "Ask a question"


def test_the_footer_has_the_telephone_and_the_address(client, link):
    footer = page_of(client.get(link)).footer.get_text(" ", strip=True)

    assert "Email: help@example.org Telephone: 01632 960123 Ask a question" in footer


def test_a_question_from_the_survey_is_tied_to_the_organisation(client, invitation, response):
    answer = client.post(place("help", response), QUESTION, follow=True)

    query = Query.objects.get()
    assert (query.invitation, query.text, query.page) == (invitation, "Whom do you mean?", "page-q1")
    page = page_of(answer)
    assert page.h1.get_text(strip=True) == "Your question has been sent"
    assert "answers by email" in page.main.get_text()
    assert page.main.find("a", string="Go back to where you were")["href"] == reverse(
        "surveys:next", args=[response.public_id]
    )


def test_a_question_from_a_browser_whose_link_was_withdrawn_is_tied_to_nobody(client, invitation, response):
    address = place("help", response)
    respondent_access.end([response], now=MONDAY)

    assert client.get(address).status_code == 200
    client.post(address, QUESTION | {"organisation_name": "Anytown"})
    assert Query.objects.get().invitation is None


def test_a_question_from_the_link_is_tied_to_the_organisation(client, invitation, link):
    client.post(f"{link}help/", QUESTION)

    assert Query.objects.get().invitation == invitation


def test_a_question_without_a_link_says_which_organisation_it_is(client, invitation):
    assert errors(client.post("/help/", QUESTION)) == [
        "Your organisation: Enter the name of your organisation, so that we can find it"
    ]

    client.post("/help/", QUESTION | {"organisation_name": "Anytown"})

    query = Query.objects.get()
    assert (query.invitation, query.organisation_name, query.survey) == (None, "Anytown", invitation.survey)


def test_before_there_is_any_survey_one_can_ask(client):
    client.post("/help/", QUESTION | {"organisation_name": "Anytown"})

    assert Query.objects.get().survey is None


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, link):
    answer = client.post(f"{link}help/", {"text": "A long question", "page": "page-q1"})

    assert errors(answer) == [
        "Your name: Enter your name",
        "Email address: Enter an email address or a telephone number, so that we can answer",
    ]
    page = page_of(answer)
    assert page.select_one("textarea").get_text(strip=True) == "A long question"
    assert page.select_one("[name=page]")["value"] == "page-q1"


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "x" * 5001},
        {"name": "=1+1"},
        {"name": "x" * 201},
        {"email": "pat"},
        {"telephone": "call me"},
        {"email": "", "telephone": ""},
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(client, link, sent):
    assert len(errors(client.post(f"{link}help/", QUESTION | sent))) == 1
    assert Query.objects.count() == 0


def test_hostile_texts_are_kept_as_texts(client, link, researcher):
    hostile = {"text": "<script>x</script>{{ 7*7 }}\x00", "name": "Pat\r\nBcc: x@example.org", "page": "<b>" * 100}

    client.post(f"{link}help/", QUESTION | hostile)

    query = Query.objects.get()
    assert (query.text, query.name, len(query.page)) == (
        *("<script>x</script>{{ 7*7 }}", "Pat Bcc: x@example.org", 200),
    )
    shown = researcher.get(f"/staff/help/{query.pk}/").content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;{{ 7*7 }}" in shown


def test_a_browser_that_may_no_longer_open_the_survey_can_still_ask_and_loses_nothing(response):
    answer = Client().post(place("help", response), QUESTION)

    assert errors(answer) == ["Your organisation: Enter the name of your organisation, so that we can find it"]
    assert page_of(answer).select_one("textarea").get_text(strip=True) == "Whom do you mean?"


def test_the_help_of_a_link_that_nobody_has_is_not_recognised_and_counted(client):
    statuses = [client.get(f"/s/wrong{number}/{page}/").status_code for number in range(16) for page in PLACES]

    assert statuses == [404] * 30 + [429] * 2


PLACES = ("help", "someone-else")


def test_a_withdrawn_link_takes_no_question(client, link):
    PersonalLink.objects.all().delete()

    for name in PLACES:
        assert client.post(f"{link}{name}/", QUESTION).status_code == 404
    assert Query.objects.count() == 0


def test_one_network_asks_so_many_questions_and_then_waits_with_its_text(client, link, time_machine):
    for number in range(asking.LIMIT.most):
        assert client.post(f"{link}help/", QUESTION | {"text": f"Question {number}"}).status_code == 302

    answer = client.post(f"{link}help/", QUESTION | {"text": "One more"})

    page = page_of(answer, 429)
    assert "Many questions came from your network" in page.select_one(".govuk-error-summary").get_text()
    assert page.select_one("textarea").get_text(strip=True) == "One more"
    assert Query.objects.count() == asking.LIMIT.most
    assert Client(REMOTE_ADDR="192.0.2.1").post(f"{link}help/", QUESTION).status_code == 302
    time_machine.shift(asking.LIMIT.within + 1)
    assert client.post(f"{link}help/", QUESTION | {"text": "One more"}).status_code == 302


def test_questions_that_have_to_be_mended_do_not_count(client, link):
    for _ in range(asking.LIMIT.most + 1):
        assert client.post(f"{link}help/", {}).status_code == 200


def test_the_start_page_leads_to_naming_the_right_person(client, link):
    page = page_of(client.get(link))

    address = page.find("a", string="I am not the right person to answer")["href"]
    assert address == f"{link}someone-else/"
    assert page_of(client.get(address)).h1.get_text(strip=True) == "Who is the right person to answer?"


def test_the_form_for_a_question_leads_there_too_where_a_link_was_opened(client, link, response):
    def leads_to(address):
        found = page_of(client.get(address)).find("a", string="I am not the right person to answer")
        return found and found["href"]

    assert leads_to(f"{link}help/") == f"{link}someone-else/"
    assert leads_to(place("help", response)) == place("someone_else", response)
    assert leads_to("/help/") is None


def test_the_right_person_is_named_from_the_link_and_from_the_survey(client, invitation, link, response):
    client.post(f"{link}someone-else/", SAM)
    answer = client.post(place("someone_else", response), SAM | {"email": "kim@example.org"}, follow=True)

    named = NamedContact.objects.order_by("pk")
    assert [each.email for each in named] == ["sam@example.org", "kim@example.org"]
    assert {each.query.invitation for each in named} == {invitation}
    assert page_of(answer).h1.get_text(strip=True) == "Thank you for telling us"


def test_somebody_without_name_and_address_cannot_be_written_to(client, link):
    assert errors(client.post(f"{link}someone-else/", {"note": "Not me"})) == [
        "Their name: Enter the name of the right person",
        "Their email address: Enter the email address of the right person",
    ]


def test_naming_from_the_survey_needs_the_opened_link(response):
    assert Client().get(place("someone_else", response)).status_code == 403


@pytest.mark.parametrize("name", ["help", "someone-else"])
def test_looking_at_a_form_keeps_nothing(client, link, name):
    client.get(f"{link}{name}/?page=link")
    client.get(f"{link}{name}/?sent")

    assert Query.objects.count() == 0


def test_a_form_without_its_token_asks_nothing(link):
    assert Client(enforce_csrf_checks=True).post(f"{link}help/", QUESTION).status_code == 403
    assert Query.objects.count() == 0


def test_the_forms_are_kept_by_nobody(client, link, response):
    for address in (f"{link}help/", f"{link}someone-else/", place("help", response), "/help/"):
        assert "no-store" in client.get(address)["Cache-Control"]
