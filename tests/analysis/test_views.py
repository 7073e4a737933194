import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client

from surveys.models import Survey
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture
def admin(db):
    user = User.objects.create_user("admin@example.org", "admin@example.org", "a long password of a test")
    user.groups.add(Group.objects.get_or_create(name="admin")[0])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def survey(db):
    made = SurveyFactory(title="Towns")
    ResponseFactory(survey=made, answers={"q2": "u", "q7_text": "=1+1"}, submitted=MONDAY)
    return made


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text().split())


def content(response):
    return b"".join(response.streaming_content)


def test_the_report_has_every_table_with_its_base(admin, survey):
    tables = page(admin, "/report/").select(".canvass-table")

    assert [table["id"] for table in tables] == ["Q2", "Q3", "Q4", "Q5", "Q6"]
    assert "Base: all respondents who were asked, 1" in words(tables[0])


def test_the_next_view_counts_an_answer_sent_a_moment_ago(admin, survey):
    assert "From 1 response," in words(page(admin, "/report/"))

    ResponseFactory(survey=survey, answers={"q2": "d"}, submitted=MONDAY)

    assert "From 2 responses," in words(page(admin, "/report/"))


def test_a_report_without_answers_says_so_kindly(admin, db):
    SurveyFactory(title="Towns")

    report = page(admin, "/report/")

    assert words(report.h1) == "Towns"
    assert "Nobody has answered yet." in words(report.main)
    assert report.select("table") == []


def test_a_report_without_a_survey_says_so_kindly(admin):
    assert "There is no survey yet." in words(page(admin, "/report/").main)


def test_a_table_has_a_page_of_its_own(admin, survey):
    found = page(admin, "/report/Q2/")

    assert [table["id"] for table in found.select(".canvass-table")] == ["Q2"]
    assert found.select_one(".govuk-back-link")["href"] == "/report/"


def test_every_table_of_the_report_leads_to_its_own_page(admin, survey):
    links = [link["href"] for link in page(admin, "/report/").select("main a") if link["href"].startswith("/report/Q")]

    assert links == [f"/report/Q{number}/" for number in range(2, 7)]


def test_the_report_is_there_as_json(admin, survey):
    response = admin.get("/report/report.json")

    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert [table["id"] for table in json.loads(response.content)["tables"]] == ["Q2", "Q3", "Q4", "Q5", "Q6"]


def test_the_comparison_shows_every_difference_with_its_erratum(admin, demonstration):
    found = page(admin, "/report/reconciliation/")

    assert "860 of 898 printed counts are found again" in words(found.main)
    assert [words(cell) for cell in found.find(id="T02").tbody.tr.find_all(["th", "td"])] == [
        *("North West / responses", "percent", "9", "8", "R01"),
    ]
    assert words(found.select_one("dt")) == "R01 T02 North West / responses"


@pytest.mark.parametrize("address", ["/report/reconciliation/", "/report/T99/", "/report/?survey=other"])
def test_what_a_survey_does_not_have_is_not_found(admin, survey, address):
    assert admin.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/report/Q2/", "/report/report.json"])
def test_nothing_is_found_without_a_survey(admin, address):
    assert admin.get(address).status_code == 404


def test_an_address_can_name_the_survey(admin, survey):
    Survey.objects.create(
        code="newer", title="Newer", questionnaire=survey.questionnaire, opens_at=MONDAY.replace(year=2027)
    )

    assert words(page(admin, "/report/").h1) == "Newer"
    named = page(admin, "/report/?survey=test")
    assert words(named.h1) == "Towns"
    assert "/report/Q2/?survey=test" in [link["href"] for link in named.select("main a")]


@pytest.mark.parametrize("address", ["/report/", "/report/report.json"])
def test_looking_changes_nothing_and_sending_is_not_asked_for(admin, survey, address):
    assert admin.post(address).status_code == 405
