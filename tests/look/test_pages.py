"""Every component in every state: what belongs together is tied together."""

import pytest

from surveys.questionnaire import routing
from tests.builders import appendix_a
from tests.look import specimens
from tests.look.reading import faults, soup, words

STATES = ["", "filled", "wrong"]
PAGES = [page.code for page in routing.route(appendix_a(), {"q2": "d", "q7": ["a", "d", "g"]})]


@pytest.mark.parametrize("state", STATES)
def test_a_page_of_all_kinds_has_no_loose_ends(request_for, state):
    page = soup(specimens.kinds_page(request_for(f"/?state={state}")))

    assert faults(page) == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("code", PAGES)
def test_a_page_of_the_study_has_no_loose_ends(request_for, code, state):
    page = soup(specimens.question_page(request_for(f"/?state={state}"), code))

    assert faults(page) == []


@pytest.mark.parametrize("state", ["", "wrong"])
def test_an_ordinary_form_has_no_loose_ends(request_for, state):
    page = soup(specimens.plain_page(request_for(f"/?state={state}")))

    assert faults(page) == []


def test_the_other_components_have_no_loose_ends(request_for):
    assert faults(soup(specimens.pieces_page(request_for()))) == []


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500"])
def test_an_error_page_has_no_loose_ends(request_for, name):
    assert faults(soup(specimens.error_page(request_for(), name))) == []


def test_the_language_of_a_page_is_british_english(request_for):
    page = soup(specimens.kinds_page(request_for()))

    assert page.html["lang"] == "en-gb"


def test_the_title_says_that_there_is_an_error(request_for):
    page = soup(specimens.kinds_page(request_for("/?state=wrong")))

    assert page.title.string == "Error: Your partnership – Community safety capacity in local government"


def test_the_title_of_a_page_without_errors_is_its_own(request_for):
    page = soup(specimens.kinds_page(request_for()))

    assert page.title.string == "Your partnership – Community safety capacity in local government"


def test_a_page_says_how_to_get_help(request_for):
    page = soup(specimens.kinds_page(request_for()))

    assert (
        words(page.footer)
        == "Get help Email: help@example.org Telephone: 01632 960123 Ask a question Accessibility statement"
    )


def test_the_summary_of_errors_leads_to_every_control_in_the_order_of_the_page(request_for):
    page = soup(specimens.kinds_page(request_for("/?state=wrong")))

    names = [page.select_one(link["href"])["name"] for link in page.select(".govuk-error-summary a")]
    assert names == [control.name for control in specimens.asked(*specimens.kinds()).controls]


def test_navigation_marks_where_one_is(request_for):
    page = soup(specimens.pieces_page(request_for()))

    assert [words(link) for link in page.select("nav [aria-current]")] == ["Report"]
