from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User

from contacts.models import Message, Person, Query, QueryEntry
from tests.factories import (
    MONDAY,
    InvitationFactory,
    NamedContactFactory,
    PersonFactory,
    QueryFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/staff/help/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(MONDAY + timedelta(days=2), tick=False)


@pytest.fixture
def query():
    return QueryFactory(invitation__organisation__name="Anytown", page="page-q1")


@pytest.fixture
def address(query):
    return f"{LIST}{query.pk}/"


def page_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def text_of(answer):
    return page_of(answer).get_text(" ", strip=True)


def errors(answer):
    return [error.get_text(strip=True) for error in page_of(answer).select(".govuk-error-summary li")]


def test_the_inbox_shows_who_asks_what_and_since_when(researcher, query):
    (row,) = page_of(researcher.get(LIST)).select("tbody tr")

    cells = [" ".join(cell.get_text(" ", strip=True).split()) for cell in row(["th", "td"])]
    assert cells == ["Pat Example Anytown", "Whom do you mean?", "2 days", "–", "Open"]


def test_the_inbox_is_filtered(researcher, query):
    QueryFactory(name="Closed", invitation=None, closed_at=MONDAY)

    def names(show):
        rows = page_of(researcher.get(f"{LIST}?show={show}")).select("tbody th a")
        return [row.get_text(strip=True) for row in rows]

    assert (names(""), names("closed"), names("mine")) == (["Pat Example", "Closed"], ["Closed"], [])
    assert names("nonsense") == ["Pat Example", "Closed"]


def test_an_inbox_of_three_costs_as_many_queries_as_one_of_one(researcher, query, django_assert_num_queries):
    researcher.get(LIST)
    with django_assert_num_queries(5):
        researcher.get(LIST)
    for _ in range(2):
        NamedContactFactory(query=QueryFactory(invitation=InvitationFactory(survey=query.survey)))

    with django_assert_num_queries(5):
        researcher.get(LIST)


def test_the_page_shows_organisation_disposition_and_where_it_was_asked(researcher, query, address):
    page = page_of(researcher.get(address))

    assert page.find("a", string="Anytown")["href"] == query.invitation.organisation.get_absolute_url()
    text = page.get_text(" ", strip=True)
    for part in ("Nothing returned", "Page “Page”", "Whom do you mean?"):
        assert part in text


def test_a_query_without_a_link_offers_to_search_for_the_organisation(researcher):
    query = QueryFactory(invitation=None, organisation_name="Any & town")

    page = page_of(researcher.get(f"{LIST}{query.pk}/"))

    assert page.find("a", string="search")["href"] == "/staff/organisations/?q=Any%20%26%20town"


def test_an_answer_goes_out_and_stands_in_the_thread(researcher, query, address):
    sent = {"subject": "Your question", "body": "Your own team."}

    answer = researcher.post(f"{address}answer/", sent, follow=True)

    assert "The answer is on its way." in text_of(answer)
    assert Message.objects.get().body == "Your own team."
    (entry,) = page_of(answer).select("#entries li")
    assert "Answer, researcher@example.org (Waiting): Your own team." in " ".join(entry.get_text(" ").split())


def test_an_answer_without_words_is_asked_for(researcher, address):
    answer = researcher.post(f"{address}answer/", {"subject": "Hello", "body": " "})

    assert errors(answer) == ["Answer: Write the answer"]
    assert page_of(answer).select_one("[name=subject]")["value"] == "Hello"


def test_who_left_no_address_is_telephoned(researcher):
    query = QueryFactory(email="", telephone="01632 960 000")
    address = f"{LIST}{query.pk}/"

    assert page_of(researcher.get(address)).select_one("a[href='tel:01632960000']") is not None
    answer = researcher.post(f"{address}answer/", {"subject": "Hello", "body": "Words"})

    assert "They left no email address." in text_of(answer)
    assert Message.objects.count() == 0


def test_a_note_is_for_staff_only(researcher, address):
    researcher.post(f"{address}note/", {"note": "Rang them"})

    assert (QueryEntry.objects.get().text, Message.objects.count()) == ("Rang them", 0)
    assert errors(researcher.post(f"{address}note/")) == ["Note, for staff only: Write what is to be kept"]


def test_a_query_is_assigned_to_me_to_another_and_to_nobody(researcher, address):
    other = StaffFactory()

    researcher.post(f"{address}take/")
    assert Query.objects.get().assigned_to == User.objects.get(username="researcher")
    researcher.post(f"{address}assign/", {"to": other.pk})
    assert Query.objects.get().assigned_to == other
    researcher.post(f"{address}assign/", {"to": ""})
    assert Query.objects.get().assigned_to is None


def test_somebody_whose_account_is_off_is_assigned_nothing(researcher, address):
    gone = StaffFactory(is_active=False)

    assert len(errors(researcher.post(f"{address}assign/", {"to": gone.pk}))) == 1


def test_a_query_is_closed_and_opened_again(researcher, address):
    researcher.post(f"{address}close/")
    assert Query.objects.get().closed_at == MONDAY + timedelta(days=2)
    researcher.post(f"{address}reopen/")
    assert Query.objects.get().closed_at is None


@pytest.fixture
def named(query):
    PersonFactory(organisation=query.invitation.organisation, name="Pat Example")
    return NamedContactFactory(query=query)


def test_whom_a_query_names_becomes_the_contact_once(researcher, named, address):
    for _ in range(2):
        answer = researcher.post(f"{address}accept/", follow=True)

    assert "Made the contact on 4 November 2026" in text_of(answer)
    assert list(Person.objects.values_list("name", flat=True)) == ["Sam Sample", "Pat Example"]
    assert Person.history.filter(name="Sam Sample").get().history_user.username == "researcher"


def test_whom_a_query_names_is_declined_and_then_not_accepted(researcher, named, address):
    researcher.post(f"{address}decline/")

    answer = researcher.post(f"{address}accept/", follow=True)

    assert "Somebody else has decided about this person before, and otherwise." in text_of(answer)
    assert Person.objects.get(until=None).name == "Pat Example"


@pytest.mark.parametrize("step", ["take", "assign", "note", "answer", "close", "reopen", "accept", "decline"])
def test_a_get_changes_nothing(researcher, named, address, step):
    assert researcher.get(f"{address}{step}/").status_code == 405


@pytest.mark.parametrize("step", ["", "take/", "accept/"])
def test_a_query_that_is_not_there_is_not_found(researcher, step):
    method = researcher.post if step else researcher.get

    assert method(f"{LIST}99/{step}").status_code == 404
