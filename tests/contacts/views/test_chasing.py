import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup

from contacts.models import Invitation
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, MessageFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LIST = "/staff/fieldwork/chase/"


@pytest.fixture(autouse=True)
def survey(time_machine):
    time_machine.move_to(MONDAY + timedelta(days=2), tick=False)
    return SurveyFactory()


def page_of(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def text_of(part):
    return " ".join(part.get_text(" ", strip=True).split())


def test_a_line_says_whom_to_ask_and_what_they_were_sent(researcher, survey):
    made = place(survey, "non_contact", reference="A1", name="Anytown")
    made.people.update(name="Pat Example", job_title="Head", email="pat@example.org", telephone="01632 960001")
    MessageFactory(invitation=Invitation.objects.get(organisation=made))

    (row,) = page_of(researcher.get(LIST)).select("tbody tr")

    assert [text_of(cell) for cell in row(["th", "td"])] == [
        "Anytown A1 Unitary, North East",
        "Pat Example Head 01632 960001 pat@example.org",
        "1 email Invitation, 2 November 2026",
        "Non-contact",
        "Said so",
    ]


def test_filters_that_cannot_be_read_are_passed_over(researcher, survey):
    place(survey, "not_returned", name="Anytown")

    page = page_of(researcher.get(LIST + "?region=nowhere&disposition=complete&page=99"))

    assert text_of(page.select_one("#found")) == "1 organisation"


def test_nobody_may_be_left(researcher):
    assert "Nobody is left to chase here." in text_of(page_of(researcher.get(LIST)))


def test_a_page_has_fifty(researcher, survey):
    for _ in range(51):
        place(survey, "not_returned")

    first, second = page_of(researcher.get(LIST)), page_of(researcher.get(LIST + "?page=2"))

    assert (len(first.select("tbody tr")), len(second.select("tbody tr"))) == (50, 1)


def test_the_files_hold_what_the_list_does(researcher, survey):
    place(survey, "not_returned", name="Anytown", region="y")
    place(survey, "not_returned", name="Elsewhere")
    link = page_of(researcher.get(LIST + "?region=y")).select_one(".canvass-actions a")["href"]

    workbook, text = (
        b"".join(researcher.post(link, {"ending": ending, "why": "Calls of Monday"}).streaming_content)
        for ending in ("xlsx", "csv")
    )

    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == ["Anytown"]
    assert [row["name"] for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig")))] == ["Anytown"]


def test_there_is_no_file_without_a_survey(researcher, survey):
    survey.delete()

    assert researcher.get(LIST + "take-away/").status_code == 404
