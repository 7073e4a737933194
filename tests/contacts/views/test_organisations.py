import pytest
from bs4 import BeautifulSoup

from contacts import inviting
from contacts.models import Invitation, Organisation, Person
from tests.factories import (
    MONDAY,
    InvitationFactory,
    OrganisationFactory,
    PersonFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

ONE = "/staff/organisations/A1/"


@pytest.fixture(autouse=True)
def survey():
    return SurveyFactory()


@pytest.fixture
def organisation():
    made = OrganisationFactory(reference="A1", name="Anytown")
    PersonFactory(organisation=made, name="Pat Example", email="pat@example.org")
    return made


def page_of(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser").main


def links(page):
    return [link.get_text(strip=True) for link in page.select("a")]


def errors(answer):
    return [error.get_text(strip=True) for error in page_of(answer).select(".govuk-error-summary li")]


def test_a_researcher_is_offered_every_change(researcher, organisation):
    assert {"Change the details", "Change the contact"} <= set(links(page_of(researcher.get(ONE))))


def test_the_page_shows_the_contacts_now_and_before(researcher, organisation):
    PersonFactory(organisation=organisation, name="Sam Sample", until=MONDAY)

    text = page_of(researcher.get(ONE)).get_text(" ", strip=True)

    assert text.index("Pat Example") < text.index("Sam Sample (until 2 November 2026)")


def test_the_page_shows_what_was_confirmed_otherwise(researcher, organisation, survey):
    invitation = InvitationFactory(survey=survey, organisation=organisation)
    ResponseFactory(survey=survey, invitation=invitation, answers={"q1": "Anytown on Sea", "q2": "u"}, submitted=MONDAY)

    text = page_of(researcher.get(ONE)).get_text(" ", strip=True)

    assert "Text of q1: Anytown in the frame, Anytown on Sea in the answer" in text
    assert "Text of q2" not in text


def test_an_unknown_organisation_is_not_found(researcher):
    for address in (ONE, f"{ONE}details/", f"{ONE}person/"):
        assert researcher.get(address).status_code == 404
    assert researcher.post(f"{ONE}link/").status_code == 404


def test_a_new_link_is_shown_once(researcher, organisation):
    page = page_of(researcher.post(f"{ONE}link/"))

    token = page.select_one("#personal-link").get_text(strip=True).rstrip("/").rpartition("/")[2]
    assert inviting.find(token) == Invitation.objects.get(organisation=organisation)
    assert page_of(researcher.get(ONE)).select_one("#personal-link") is None


def test_asking_for_a_link_by_a_get_gives_none(researcher, organisation):
    assert researcher.get(f"{ONE}link/").status_code == 405
    assert Invitation.objects.count() == 0


def test_a_researcher_changes_the_details(researcher, organisation):
    answer = researcher.post(f"{ONE}details/", {"name": " Anytown  on Sea", "type": "d", "region": "y"})

    organisation.refresh_from_db()
    assert answer.url == ONE
    assert (organisation.name, organisation.type, organisation.region) == ("Anytown on Sea", "d", "y")
    assert Organisation.history.first().history_user.username == "researcher"


def test_details_that_cannot_be_kept_are_refused_beside_the_field(researcher, organisation):
    answer = researcher.post(f"{ONE}details/", {"name": "=1+1", "type": "x", "region": "y"})

    assert errors(answer) == [
        "Name: the cell begins with “=”, as a formula does; enter the text itself",
        "Type: Select a valid choice. x is not one of the available choices.",
    ]
    organisation.refresh_from_db()
    assert organisation.region == "n"


def test_a_researcher_corrects_the_contact(researcher, organisation):
    sent = {"who": "same", "name": "Pat Example", "email": "pat.example@example.org", "telephone": "01632 960001"}

    assert researcher.post(f"{ONE}person/", sent).url == ONE

    person = Person.objects.get()
    assert (person.email, person.telephone) == ("pat.example@example.org", "01632 960001")


def test_a_researcher_enters_who_has_taken_over(researcher, organisation):
    researcher.post(f"{ONE}person/", {"who": "another", "name": "Sam Sample", "email": "sam@example.org"})

    assert list(Person.objects.filter(until__isnull=True).values_list("name", flat=True)) == ["Sam Sample"]
    assert Person.objects.count() == 2


def test_a_researcher_enters_a_contact_where_there_was_none(researcher):
    OrganisationFactory(reference="A1")

    researcher.post(f"{ONE}person/", {"name": "Sam Sample", "email": "sam@example.org"})

    assert Person.objects.get().name == "Sam Sample"


def test_an_address_that_is_none_is_refused_beside_the_field(researcher, organisation):
    sent = {"who": "same", "name": "", "email": "pat"}

    assert errors(researcher.post(f"{ONE}person/", sent)) == [
        "Name: this cell is empty; fill it",
        "Email address: “pat” is not an email address, such as name@example.org",
    ]


def test_without_a_survey_there_is_nothing_that_a_link_could_lead_to(researcher, organisation, survey):
    survey.delete()

    answer = researcher.post(f"{ONE}link/", follow=True)

    assert "There is no survey that a link could lead to." in page_of(answer).get_text()
