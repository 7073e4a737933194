from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from contacts import inviting
from contacts.models import Invitation
from surveys import respondent_access
from surveys.models import Channel, PageSave, Response
from surveys.responses import Source
from tests.contacts.views.conftest import signed_in
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, ResponseFactory, SurveyFactory
from tests.walking import TestBrowser, answer_survey, reference

pytestmark = pytest.mark.django_db
ONE = "/staff/organisations/A1/"
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER)


@pytest.fixture(autouse=True)
def survey():
    return SurveyFactory()


@pytest.fixture
def organisation():
    return OrganisationFactory(reference="A1", name="Anytown")


@pytest.fixture
def response(researcher, organisation):
    """One that the researcher has begun to fill in."""
    researcher.post(f"{ONE}telephone/")
    return Response.objects.get()


def soup(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def first_page(response):
    return reverse("surveys:page", args=[response.public_id, "page-q1"])


def save(client, response):
    return client.post(first_page(response), {"q1": "Anytown"})


def saves():
    return list(PageSave.objects.values_list("channel", "entered_by__username"))


def with_cookie(value, *, user=None):
    """A browser that has this cookie, and in which this person is signed in."""
    client = Client()
    if user:
        client.force_login(user)
    client.cookies[respondent_access.NAME] = value
    return client


def test_the_button_invites_and_leads_to_the_first_page(researcher, organisation):
    answer = researcher.post(f"{ONE}telephone/")

    invitation = Invitation.objects.get()
    assert (invitation.organisation, answer.url) == (organisation, first_page(invitation.response))


def test_every_page_says_for_whom_it_is_filled_in(researcher, response):
    page = soup(researcher.get(first_page(response)))

    assert page.select_one(".canvass-telephone").get_text(strip=True) == (
        "You are filling this in forAnytownby telephone."
    )


def test_what_is_saved_says_by_telephone_and_by_whom(researcher, response):
    save(researcher, response)

    assert saves() == [("telephone", "researcher")]


def test_a_survey_filled_in_by_telephone_says_so_and_leads_back(researcher, organisation):
    browser = TestBrowser(researcher)
    page = browser.post(f"{ONE}telephone/", {})

    receipt = answer_survey(browser, page.address, {"q2": "u", "q3": "n", "q4": ["a"]})

    response = Response.objects.get()
    assert (reference(receipt), response.channel) == (response.reference, Channel.TELEPHONE)
    back = receipt.soup.find("a", string="Back to Anytown")["href"]
    shown = browser.get(back)
    assert shown.address == ONE
    text = shown.soup.main.get_text(" ", strip=True)
    assert "by telephone, entered by staff" in text
    assert "By telephone, entered by researcher@example.org" in text


def test_a_survey_left_in_mid_call_leads_back_to_the_organisation(researcher, organisation):
    browser = TestBrowser(researcher)
    page = browser.post(f"{ONE}telephone/", {})
    later = browser.get(page.address.split("page/")[0] + "later/")

    back = later.soup.main.find("a", string="Back to Anytown")["href"]

    assert browser.get(back).address == ONE
    assert later.soup.main.find("button") is None  # no email to whoever is on the telephone


def test_a_respondents_own_browser_stays_a_respondents(researcher, response):
    own = Client()
    own.post(inviting.path(inviting.issue(Invitation.objects.get(), now=LATER)))

    save(researcher, response)
    save(own, response)

    assert saves() == [("telephone", "researcher"), ("web", None)]
    assert soup(own.get(first_page(response))).select_one(".canvass-telephone") is None


def test_what_was_begun_by_telephone_and_sent_by_the_respondent_came_by_the_web(researcher, organisation):
    save(researcher, Response.objects.get(pk=begun(researcher).pk))
    own = TestBrowser(Client())
    page = own.post(inviting.path(inviting.issue(Invitation.objects.get(), now=LATER)), {})

    answer_survey(own, page.address, {"q2": "u", "q3": "n", "q4": ["a"]})

    assert Response.objects.get().channel == Channel.WEB


def begun(client):
    client.post(f"{ONE}telephone/")
    return Response.objects.get()


def test_the_cookie_opens_nothing_once_its_owner_has_signed_out(researcher, response):
    researcher.logout()
    cookie = granted(response, User.objects.get(username="researcher"))

    assert with_cookie(cookie).get(first_page(response)).status_code == 403


def test_the_cookie_of_one_of_the_staff_is_of_no_use_to_another(researcher, response):
    cookie = granted(response, User.objects.get(username="researcher"))
    signed_in("admin")

    assert with_cookie(cookie, user=User.objects.get(username="admin")).get(first_page(response)).status_code == 403


def test_the_cookie_of_somebody_whose_account_is_off_opens_nothing(researcher, response):
    User.objects.update(is_active=False)

    assert researcher.get(first_page(response)).status_code == 403


@pytest.mark.parametrize("salt", ["", "surveys.respondent", "respondentother"])
def test_a_cookie_that_was_not_signed_for_this_is_no_cookie(researcher, response, salt):
    user = User.objects.get(username="researcher")
    value = f"{response.public_id}.telephone.{user.pk}"
    forged = signing.TimestampSigner(key="guessed", salt=salt).sign(value) if salt else value

    client = with_cookie(forged, user=user)

    assert client.post(first_page(response), {"q1": "x"}).status_code == 403
    assert PageSave.objects.count() == 0


def test_a_respondents_cookie_with_more_written_behind_it_is_no_cookie(researcher, response):
    user = User.objects.get(username="researcher")
    answer = HttpResponse()
    respondent_access.grant(answer, response.public_id)
    value, rest = answer.cookies[respondent_access.NAME].value.split(":", 1)

    client = with_cookie(f"{value}.telephone.{user.pk}:{rest}", user=user)

    assert client.get(first_page(response)).status_code == 403


def granted(response, user):
    answer = HttpResponse()
    respondent_access.grant(answer, response.public_id, Source(Channel.TELEPHONE, user.pk))
    return answer.cookies[respondent_access.NAME].value


def test_only_staff_get_it(organisation):
    answer = Client().post(f"{ONE}telephone/")

    assert answer.url == "/accounts/login/"
    assert respondent_access.NAME not in answer.cookies
    assert Response.objects.count() == 0


def test_a_get_begins_nothing(researcher, organisation):
    assert researcher.get(f"{ONE}telephone/").status_code == 405
    assert Response.objects.count() == 0


@pytest.mark.parametrize("moment", [MONDAY - timedelta(seconds=1), MONDAY + timedelta(weeks=3)])
def test_a_survey_that_is_not_open_is_not_filled_in(organisation, time_machine, moment):
    time_machine.move_to(moment)

    answer = signed_in("researcher").post(f"{ONE}telephone/", follow=True)

    assert "There is no survey open that could be filled in." in soup(answer).main.get_text()
    assert Invitation.objects.count() == 0


def test_answers_that_were_sent_open_at_their_receipt_and_can_be_changed(researcher, organisation, survey):
    ResponseFactory(
        survey=survey, invitation=InvitationFactory(survey=survey, organisation=organisation), submitted=LATER
    )

    answer = researcher.post(f"{ONE}telephone/", follow=True)

    page = soup(answer)
    assert page.h1.get_text() == "Your answers have been sent"
    assert page.find("button", string="Change my answers") is not None


def test_an_answer_of_no_organisation_leads_nowhere(researcher, survey):
    response = ResponseFactory(survey=survey)

    assert researcher.get(f"/staff/responses/{response.public_id}/").status_code == 404
