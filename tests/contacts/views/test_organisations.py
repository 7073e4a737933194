import pytest
from bs4 import BeautifulSoup

from contacts import inviting
from contacts.models import Invitation, Organisation, Person
from surveys.models import Condition, Questionnaire
from tests.factories import (
    MONDAY,
    InvitationFactory,
    OrganisationFactory,
    PersonFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/staff/organisations/"
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


def names(client, query=""):
    return [link.get_text(strip=True) for link in page_of(client.get(LIST + query)).select("tbody th a")]


def links(page):
    return [link.get_text(strip=True) for link in page.select("a")]


def errors(answer):
    return [error.get_text(strip=True) for error in page_of(answer).select(".govuk-error-summary li")]


def test_the_list_shows_who_is_where_and_how_it_stands(researcher, organisation):
    (row,) = page_of(researcher.get(LIST)).select("tbody tr")

    assert [cell.get_text(" ", strip=True) for cell in row(["th", "td"])] == [
        *("Anytown A1", "Unitary", "North East", "Pat Example", "Not invited")
    ]


@pytest.mark.parametrize("search", ["a1", "ANYT", "example", "any pat"])
def test_an_organisation_is_found_by_reference_name_or_contact(researcher, organisation, search):
    OrganisationFactory(reference="B2", name="Elsewhere")

    assert names(researcher, f"?q={search}") == ["Anytown"]


def test_a_former_contact_is_not_searched_for_and_not_listed_twice(researcher, organisation):
    PersonFactory(organisation=organisation, name="Sam Sample", until=MONDAY)

    assert names(researcher) == ["Anytown"]
    assert names(researcher, "?q=sample") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?region=y", ["Second"]),
        ("?type=d", ["Third"]),
        ("?disposition=complete", ["Third"]),
        ("?disposition=not_invited", ["First", "Second"]),
        ("?region=n&type=d", ["Third"]),
        ("?region=nonsense&page=99", ["First", "Second", "Third"]),
    ],
)
def test_the_list_is_filtered(researcher, survey, query, found):
    OrganisationFactory(reference="1", name="First")
    OrganisationFactory(reference="2", name="Second", region="y")
    third = OrganisationFactory(reference="3", name="Third", type="d")
    invitation = InvitationFactory(survey=survey, organisation=third)
    ResponseFactory(survey=survey, invitation=invitation, submitted=MONDAY)

    assert names(researcher, query) == found


def test_a_long_list_has_pages_that_keep_the_filter(researcher):
    OrganisationFactory.create_batch(51, region="y")
    page = page_of(researcher.get(f"{LIST}?region=y"))

    assert len(page.select("tbody tr")) == 50
    following = page.select_one("a[rel=next]")["href"]
    assert len(names(researcher, following)) == 1


def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(researcher, organisation, django_assert_num_queries):
    researcher.get(LIST)

    with django_assert_num_queries(7):
        researcher.get(LIST)
    for number in range(2):
        PersonFactory(organisation__reference=f"B{number}")
    with django_assert_num_queries(7):
        researcher.get(LIST)


def test_nothing_found_says_what_to_do(researcher):
    assert "No organisation fits." in page_of(researcher.get(f"{LIST}?q=nowhere")).get_text()


def test_the_list_can_be_looked_at_before_there_is_a_questionnaire(researcher, organisation, survey):
    survey.delete()
    Condition.objects.all().delete()
    Questionnaire.objects.all().delete()

    (row,) = page_of(researcher.get(LIST)).select("tbody tr")
    assert [cell.get_text(" ", strip=True) for cell in row("td")][:2] == ["u", "n"]


def test_only_an_admin_is_shown_what_only_an_admin_may_do(researcher, admin, organisation):
    changes = {"Change the details", "Change the contact"}

    assert changes & set(links(page_of(researcher.get(ONE)))) == set()
    assert changes <= set(links(page_of(admin.get(ONE))))
    assert "Import a contact list" not in links(page_of(researcher.get(LIST)))
    assert "Import a contact list" in links(page_of(admin.get(LIST)))


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


def test_an_unknown_organisation_is_not_found(admin):
    for address in (ONE, f"{ONE}details/", f"{ONE}person/"):
        assert admin.get(address).status_code == 404
    assert admin.post(f"{ONE}link/").status_code == 404


def test_a_new_link_is_shown_once(researcher, organisation):
    page = page_of(researcher.post(f"{ONE}link/"))

    token = page.select_one("#personal-link").get_text(strip=True).rstrip("/").rpartition("/")[2]
    assert inviting.find(token) == Invitation.objects.get(organisation=organisation)
    assert page_of(researcher.get(ONE)).select_one("#personal-link") is None


def test_asking_for_a_link_by_a_get_gives_none(researcher, organisation):
    assert researcher.get(f"{ONE}link/").status_code == 405
    assert Invitation.objects.count() == 0


def test_an_admin_changes_the_details(admin, organisation):
    answer = admin.post(f"{ONE}details/", {"name": " Anytown  on Sea", "type": "d", "region": "y"})

    organisation.refresh_from_db()
    assert answer.url == ONE
    assert (organisation.name, organisation.type, organisation.region) == ("Anytown on Sea", "d", "y")
    assert Organisation.history.first().history_user.username == "admin"


def test_details_that_cannot_be_kept_are_refused_beside_the_field(admin, organisation):
    answer = admin.post(f"{ONE}details/", {"name": "=1+1", "type": "x", "region": "y"})

    assert errors(answer) == [
        "Name: the cell begins with “=”, as a formula does; enter the text itself",
        "Type: Select a valid choice. x is not one of the available choices.",
    ]
    organisation.refresh_from_db()
    assert organisation.region == "n"


def test_an_admin_corrects_the_contact(admin, organisation):
    sent = {"who": "same", "name": "Pat Example", "email": "pat.example@example.org", "telephone": "01632 960001"}

    assert admin.post(f"{ONE}person/", sent).url == ONE

    person = Person.objects.get()
    assert (person.email, person.telephone) == ("pat.example@example.org", "01632 960001")


def test_an_admin_enters_who_has_taken_over(admin, organisation):
    admin.post(f"{ONE}person/", {"who": "another", "name": "Sam Sample", "email": "sam@example.org"})

    assert list(Person.objects.filter(until__isnull=True).values_list("name", flat=True)) == ["Sam Sample"]
    assert Person.objects.count() == 2


def test_an_admin_enters_a_contact_where_there_was_none(admin):
    OrganisationFactory(reference="A1")

    admin.post(f"{ONE}person/", {"name": "Sam Sample", "email": "sam@example.org"})

    assert Person.objects.get().name == "Sam Sample"


def test_an_address_that_is_none_is_refused_beside_the_field(admin, organisation):
    sent = {"who": "same", "name": "", "email": "pat"}

    assert errors(admin.post(f"{ONE}person/", sent)) == [
        "Name: this cell is empty; fill it",
        "Email address: “pat” is not an email address, such as name@example.org",
    ]


def test_without_a_survey_there_is_nothing_that_a_link_could_lead_to(researcher, organisation, survey):
    survey.delete()

    answer = researcher.post(f"{ONE}link/", follow=True)

    assert "There is no survey that a link could lead to." in page_of(answer).get_text()
