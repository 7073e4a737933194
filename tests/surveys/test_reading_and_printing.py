"""The whole questionnaire before it is answered, and a copy of the answers after."""

import io

import pytest
from pypdf import PdfReader

from tests.builders import appendix_a
from tests.factories import MONDAY
from tests.surveys.browsing import place, respondent, soup, words
from tests.surveys.fielding import fielded, started
from tests.walking import TestBrowser, answer_survey

pytestmark = pytest.mark.django_db

READ = "/questionnaire/community-safety-capacity/"


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def survey():
    return fielded(appendix_a())


def text_of(answer):
    """The words of a PDF, page by page, in one line."""
    reader = PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_every_question_can_be_read_before_it_is_answered(client, survey):
    page = soup(client.get(READ))

    numbers = [heading.get_text().split(".")[0] for heading in page.select("main h3")]
    assert numbers == [question.number for question in appendix_a().questions]


def test_it_says_who_is_asked_what(client, survey):
    assert "Only if the answer to question 7 is “The Portfolio holder”" in words(client.get(READ))


def test_it_says_how_each_question_is_answered(client, survey):
    assert "Select up to 3" in words(client.get(READ))


def test_reading_it_needs_no_link_and_says_nothing_of_any_organisation(client, survey):
    started(survey, name="Anytown CDRP")

    answer = client.get(READ)

    assert answer.status_code == 200
    assert "Anytown" not in answer.content.decode()


def test_a_questionnaire_that_is_not_in_the_field_is_not_there(client, db):
    assert client.get("/questionnaire/nothing/").status_code == 404


def test_the_questions_can_be_printed(client, survey):
    answer = client.get(f"{READ}questionnaire.pdf")

    assert answer.headers["Content-Type"] == "application/pdf"
    text = text_of(answer)
    for question in appendix_a().questions:
        assert " ".join(question.text.split()[:4]) in text


def test_a_pdf_is_tagged_and_names_its_language_and_title(client, survey):
    root = PdfReader(io.BytesIO(client.get(f"{READ}questionnaire.pdf").content))

    catalogue = root.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of the reader's own
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"] == "en-GB"
    assert root.metadata.title == "Community safety capacity in local government"


def sent(client, survey, **answers):
    response = started(survey, name="Anytown CDRP", type="d", region="f")
    answer_survey(TestBrowser(respondent(client, response)), place(response, "next"), {"q7": ["a"], **answers})
    response.refresh_from_db()
    return response


def test_a_copy_of_the_answers_can_be_kept(client, survey):
    response = sent(client, survey, q22_text="Longer notice")

    text = text_of(client.get(place(response, "answers_pdf")))

    assert response.reference in text
    assert "Longer notice" in text


@pytest.mark.parametrize(
    "markup",
    ["#panic()", "*bold* _slanted_", "= A heading", '#read("/etc/passwd")', "$x^2$", "#let x = 1", "\\u{1F600}", "<a>"],
)
def test_what_was_written_is_never_read_as_markup(client, survey, markup):
    response = sent(client, survey, q22_text=markup)

    assert markup in text_of(client.get(place(response, "answers_pdf")))


def test_a_copy_can_be_read_and_printed_from_the_page(client, survey):
    response = sent(client, survey, q22_text="Longer notice")

    page = client.get(place(response, "answers"))

    assert "Longer notice" in words(page)
    assert soup(page).select(".govuk-summary-list__actions") == []


@pytest.mark.parametrize("name", ["answers", "answers_pdf"])
def test_there_is_no_copy_of_what_was_not_sent(client, survey, name):
    response = started(survey)

    assert respondent(client, response).get(place(response, name)).status_code == 302
