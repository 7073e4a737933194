"""No list of people leaves without a record of who took it, and what for."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import IntegrityError

from contacts.models import ListTaken
from tests.factories import MONDAY, OrganisationFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LIST = "/staff/organisations/take-away/"


@pytest.fixture(autouse=True)
def two_organisations():
    SurveyFactory()
    OrganisationFactory(name="Anytown", region="n")
    OrganisationFactory(name="Elsewhere", region="y")


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_who_takes_a_list_away_stands_on_record_with_what_and_why(researcher):
    researcher.post(f"{LIST}?region=n&page=1", {"ending": "csv", "why": "Letters to the North East"})

    taken = ListTaken.objects.values_list("what", "narrowed", "organisations", "taken_by__email", "why")
    assert list(taken) == [("organisations", "region=n", 1, "researcher@example.org", "Letters to the North East")]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"ending": "csv", "why": " "}, "Say what it is for"),
        ({"why": "Letters"}, "Select a file"),
    ],
)
def test_a_list_is_not_given_without_all_that_is_asked(researcher, sent, words):
    answer = researcher.post(LIST, sent)

    assert answer.status_code == 422
    assert page_of(answer).select_one("[data-error-summary] a").get_text(strip=True) == words
    assert ListTaken.objects.count() == 0


def test_the_page_tells_what_was_taken_before_and_leads_to_the_same_list(researcher):
    researcher.post(f"{LIST}?region=n", {"ending": "csv", "why": "Letters"})

    row = page_of(researcher.get(LIST)).select_one("tbody tr")

    assert row.a["href"] == "/staff/organisations/?region=n"
    assert row.select("td")[0].get_text(strip=True) == "1"
    assert row.select("td")[-1].get_text(strip=True) == "Letters"


def test_the_database_takes_no_record_without_a_reason():
    with pytest.raises(IntegrityError, match="list_taken_says_why"):
        ListTaken.objects.create(
            what="organisations",
            organisations=2,
            taken_at=MONDAY,
            taken_by=User.objects.create_user("kim@example.org"),
            why="",
        )
