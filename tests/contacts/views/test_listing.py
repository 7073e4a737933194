import csv
import io

import openpyxl
import pytest
from bs4 import BeautifulSoup

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


@pytest.fixture(autouse=True)
def survey():
    return SurveyFactory()


@pytest.fixture
def organisation():
    made = OrganisationFactory(reference="A1", name="Anytown", county="Anyshire", covers="Anytown; Elsefield")
    PersonFactory(organisation=made, name="Pat Example", email="pat@example.org")
    return made


def page_of(answer, status=200):
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser").main


def names(client, query=""):
    return [link.get_text(strip=True) for link in page_of(client.get(LIST + query)).select("tbody th a")]


def test_the_list_shows_who_is_where_and_how_it_stands(researcher, organisation):
    (row,) = page_of(researcher.get(LIST)).select("tbody tr")

    assert [cell.get_text(" ", strip=True) for cell in row(["th", "td"])] == [
        *("Anytown", "A1", "Unitary", "North East", "Anyshire", "Pat Example", "Not invited")
    ]


@pytest.mark.parametrize("search", ["a1", "ANYT", "example", "any pat", "pat@example.org", "anyshire", "elsefield"])
def test_an_organisation_is_found_by_all_that_it_is_known_by(researcher, organisation, search):
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

    with django_assert_num_queries(8):
        researcher.get(LIST)
    for number in range(2):
        PersonFactory(organisation__reference=f"B{number}")
    with django_assert_num_queries(8):
        researcher.get(LIST)


def test_nothing_found_says_what_to_do(researcher):
    assert "No organisation fits." in page_of(researcher.get(f"{LIST}?q=nowhere")).get_text()


def test_the_list_can_be_looked_at_before_there_is_a_questionnaire(researcher, organisation, survey):
    survey.delete()
    Condition.objects.all().delete()
    Questionnaire.objects.all().delete()

    (row,) = page_of(researcher.get(LIST)).select("tbody tr")
    assert [cell.get_text(" ", strip=True) for cell in row("td")][1:3] == ["u", "n"]


def test_once_the_survey_is_closed_the_list_tells_break_offs(researcher, survey, time_machine):
    invitation = InvitationFactory(survey=survey, organisation__name="Anytown")
    ResponseFactory(survey=survey, invitation=invitation)
    time_machine.move_to(survey.opens_at)
    assert names(researcher, "?disposition=in_progress") == ["Anytown"]

    time_machine.move_to(survey.closes_at)

    assert names(researcher, "?disposition=in_progress") == []
    assert names(researcher, "?disposition=break_off") == ["Anytown"]
    assert page_of(researcher.get(LIST)).select("tbody td")[-1].get_text() == "Break-off"


@pytest.fixture
def three(survey):
    for reference, name, kind, region, county, contact in (
        ("1", "Carr", "d", "n", "Beds", "Pat"),
        ("2", "Ash", "u", "y", "Avon", "Sam"),
        ("3", "Bray", "u", "n", "Cumbria", ""),
    ):
        place = OrganisationFactory(reference=reference, name=name, type=kind, region=region, county=county)
        if contact:
            PersonFactory(organisation=place, name=contact)
    InvitationFactory(survey=survey, organisation__reference="4", organisation__name="Dale", organisation__county="Z")


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("name", "Ash Bray Carr Dale"),
        ("-name", "Dale Carr Bray Ash"),
        ("reference", "Carr Ash Bray Dale"),
        ("-reference", "Dale Bray Ash Carr"),
        ("type", "Carr Ash Bray Dale"),
        ("-type", "Ash Bray Dale Carr"),
        ("region", "Carr Bray Dale Ash"),
        ("county", "Ash Carr Bray Dale"),
        ("contact", "Carr Ash Bray Dale"),
        ("-contact", "Ash Carr Bray Dale"),
        ("disposition", "Carr Ash Bray Dale"),
        ("-disposition", "Dale Carr Ash Bray"),
        ("nonsense", "Carr Ash Bray Dale"),
    ],
)
def test_the_list_is_sorted_by_each_column(researcher, three, sort, order):
    assert names(researcher, f"?sort={sort}") == order.split()


def test_the_head_of_a_column_turns_the_order_and_keeps_search_and_filters(researcher, three):
    page = page_of(researcher.get(f"{LIST}?q=a&region=n&sort=name&page=1"))

    heads = {head.get_text(strip=True): head for head in page.select("thead th")}
    assert [label for label, head in heads.items() if head.get("aria-sort")] == ["Organisation"]
    assert heads["Organisation"]["aria-sort"] == "ascending"
    assert heads["Organisation"].a["href"] == "?q=a&region=n&sort=-name"
    assert heads["County"].a["href"] == "?q=a&region=n&sort=county"
    assert page.select_one("input[name=sort]")["value"] == "name"


def test_what_is_listed_can_be_taken_away_in_the_same_columns_as_a_list(researcher, organisation):
    OrganisationFactory(reference="B2", region="y")

    answer = researcher.post(f"{LIST}take-away/?region=n", {"ending": "csv", "why": "For the printer"})

    assert list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))) == [
        {
            "reference": "A1",
            "name": "Anytown",
            "type": "Unitary",
            "region": "North East",
            "contact_name": "Pat Example",
            "job_title": "",
            "email": "pat@example.org",
            "telephone": "",
            "address": "",
            "postcode": "",
            "county": "Anyshire",
            "covers": "Anytown; Elsefield",
        }
    ]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="organisations.csv"'


def test_the_list_can_be_taken_away_as_a_workbook(researcher, organisation):
    OrganisationFactory(reference="B2", name="Second")

    answer = researcher.post(f"{LIST}take-away/?sort=-reference", {"ending": "xlsx", "why": "To check"})

    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert [row[:2] for row in sheet.iter_rows(values_only=True)] == [
        ("reference", "name"),
        ("B2", "Second"),
        ("A1", "Anytown"),
    ]
