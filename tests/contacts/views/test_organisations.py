import pytest
from bs4 import BeautifulSoup
from django.test import Client

from contacts import inviting
from contacts.models import Invitation, Organisation, Person
from surveys import responses
from tests.factories import (
    MONDAY,
    InvitationFactory,
    MailingFactory,
    MessageFactory,
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


def test_withdrawn_links_open_nothing_any_more(researcher, organisation, survey):
    invitation = InvitationFactory(survey=survey, organisation=organisation)
    tokens = [inviting.issue(invitation, now=MONDAY) for _ in range(2)]

    page = page_of(researcher.post(f"{ONE}links/withdraw/", follow=True))

    assert "2 links open nothing any more." in page.get_text()
    assert [Client().get(inviting.path(token)).status_code for token in tokens] == [404, 404]
    assert "Withdraw all personal links" not in page.get_text()


def test_where_there_is_no_link_none_is_withdrawn(researcher, organisation):
    page = page_of(researcher.post(f"{ONE}links/withdraw/", follow=True))

    assert "There was no personal link that still opened anything." in page.get_text()


def test_links_are_not_withdrawn_by_a_get(researcher, organisation):
    assert researcher.get(f"{ONE}links/withdraw/").status_code == 405


def test_the_page_shows_county_and_covered_authorities(researcher):
    OrganisationFactory(reference="A1", county="Anyshire", covers="Anytown; Elsewhere")

    text = page_of(researcher.get(ONE)).get_text(" ", strip=True)

    assert "County Anyshire Covers Anytown; Elsewhere" in text


def test_the_page_shows_what_was_sent_when_to_whom_and_what_became_of_it(researcher, organisation, survey):
    invitation = InvitationFactory(survey=survey, organisation=organisation)
    reminder = MailingFactory(survey=survey, number=1, kind="reminder")
    MessageFactory(
        invitation=invitation,
        mailing=reminder,
        person=organisation.people.get(),
        to="pat@example.org",
        state="sent",
        sent_at=MONDAY,
        due_at=MONDAY,
    )

    (row,) = page_of(researcher.get(ONE)).select("#messages tbody tr")

    assert [cell.get_text(" ", strip=True) for cell in row(["th", "td"])] == [
        *("2 November 2026, 09:00", "Reminder 1", "Pat Example pat@example.org", "Sent")
    ]


def test_the_history_says_who_changed_what_and_when(researcher, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    OrganisationFactory(reference="A1", name="Anytown")
    researcher.post(f"{ONE}details/", {"name": "Anytown on Sea", "type": "u", "region": "n"})

    first, *_ = page_of(researcher.get(f"{ONE}history/")).select("tbody tr")

    assert [cell.get_text(" ", strip=True) for cell in first(["th", "td"])] == [
        *("2 November 2026, 09:00", "researcher@example.org", "Organisation changed Name: Anytown → Anytown on Sea")
    ]


def test_the_page_of_a_merged_organisation_is_that_of_the_one_that_stays(researcher, organisation):
    OrganisationFactory(reference="A2", merged_into=organisation)

    assert researcher.get("/staff/organisations/A2/").url == ONE


def test_whoever_takes_over_goes_on_with_the_same_link_and_draft(researcher, organisation, survey, time_machine):
    time_machine.move_to(MONDAY)
    invitation = InvitationFactory(survey=survey, organisation=organisation)
    token = inviting.issue(invitation, now=MONDAY)
    draft = ResponseFactory(survey=survey, invitation=invitation)
    page = responses.path(draft)[0]
    responses.save_page(draft.public_id, page.code, {"q1": "Anytown on Sea"}, shown="", now=MONDAY)

    researcher.post(f"{ONE}person/", {"who": "another", "name": "Sam Sample", "email": "sam@example.org"})

    followed = Client().post(inviting.path(token))
    draft.refresh_from_db()
    assert str(draft.public_id) in followed.url
    assert draft.answers["q1"] == "Anytown on Sea"
    assert Invitation.objects.get().response == draft
    assert [person.name for person in organisation.people.all()] == ["Sam Sample", "Pat Example"]
    assert Person.history.filter(name="Pat Example").count() == 2


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
