import pytest
from bs4 import BeautifulSoup

from contacts import ticking
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db


def page_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def figures(page):
    numbers = [number.get_text(strip=True) for number in page.select(".canvass-figures__number")]
    labels = [label.get_text(strip=True) for label in page.select(".canvass-figures__label")]
    return dict(zip(labels, numbers, strict=True))


def cells(page, table):
    return [[cell.get_text(strip=True) for cell in row(["th", "td"])] for row in page.select(f"#{table} tbody tr")]


def test_the_page_tells_how_the_survey_stands(researcher):
    survey = SurveyFactory()
    OrganisationFactory(region="y", type="d")
    InvitationFactory(survey=survey)
    ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey))
    ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey), submitted=MONDAY)

    page = page_of(researcher.get("/staff/"))

    assert figures(page) == {
        "Organisations": "4",
        "Invited": "3",
        "Started, not submitted": "1",
        "Submitted": "1",
        "Response rate": "25.0%",
    }
    assert cells(page, "by-region") == [
        ["North East", "3", "3", "1", "1", "33.3%"],
        ["Yorkshire and the Humber", "1", "0", "0", "0", "0.0%"],
        ["All", "4", "3", "1", "1", "25.0%"],
    ]
    assert cells(page, "by-type") == [
        ["Unitary", "3", "3", "1", "1", "33.3%"],
        ["District / Borough", "1", "0", "0", "0", "0.0%"],
        ["All", "4", "3", "1", "1", "25.0%"],
    ]
    assert cells(page, "returns") == [["Monday 2 November 2026", "1", "1"]]


def test_its_links_lead_to_the_organisations_they_count(researcher):
    survey = SurveyFactory()
    InvitationFactory(survey=survey, organisation__name="Anytown")
    OrganisationFactory(name="Elsewhere", region="y")
    links = {link.get_text(strip=True): link["href"] for link in page_of(researcher.get("/staff/")).select("a")}

    def names(link):
        rows = page_of(researcher.get(links[link])).select("tbody th a")
        return [row.get_text(strip=True) for row in rows]

    assert names("Invited, not started") == ["Anytown"]
    assert names("Not invited") == names("Yorkshire and the Humber") == ["Elsewhere"]


def test_the_page_says_when_work_in_the_background_was_last_seen(researcher):
    assert "Work in the background has not been seen yet." in page_of(researcher.get("/staff/")).get_text()

    ticking.tick(now=MONDAY)

    text = page_of(researcher.get("/staff/")).get_text()
    assert "Work in the background was last seen at 09:00 on 2 November 2026." in text


def test_there_may_be_no_survey_yet(researcher):
    assert "There is no survey yet." in page_of(researcher.get("/staff/")).get_text()


def test_a_frame_of_three_costs_as_many_queries_as_a_frame_of_one(researcher, django_assert_num_queries):
    survey = SurveyFactory()
    InvitationFactory(survey=survey)
    researcher.get("/staff/")

    with django_assert_num_queries(8):
        researcher.get("/staff/")
    for region in "ny":
        ResponseFactory(
            survey=survey,
            invitation=InvitationFactory(survey=survey, organisation__region=region),
            submitted=MONDAY,
        )
    with django_assert_num_queries(8):
        researcher.get("/staff/")
