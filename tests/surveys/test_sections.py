"""The sections as a list of tasks."""

import pytest

from surveys.questionnaire.definition import Page, Questionnaire, Section
from tests.builders import chose, question
from tests.surveys.browsing import page_at, place, respondent, soup, words
from tests.surveys.fielding import MONDAY, fielded, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def page(code, condition=None):
    return Page(f"page-{code}", f"Page {code}", (question(code),), condition)


@pytest.fixture
def response():
    """A first section of which the second page decides about the last section; the middle one hangs on nothing."""
    first = Section("first", "First", (page("q1"), page("q2")))
    middle = Section("middle", "Middle", (page("q3"), page("q4")))
    last = Section("last", "Last", (page("q5"), page("q6", chose("q2", "b"))))
    return started(fielded(Questionnaire("test", "Test", (first, middle, last))))


@pytest.fixture
def browser(client, response):
    return respondent(client, response)


def tasks(browser, response):
    """What the list says, and where its links lead."""
    items = soup(browser.get(place(response, "sections"))).select(".govuk-task-list__item")
    return [(" ".join(item.get_text(" ").split()), item.a["href"] if item.a else "") for item in items]


def test_sections_wait_for_the_question_that_decides_what_is_asked(browser, response):
    assert tasks(browser, response) == [
        ("First Not started yet", page_at(response, "page-q1")),
        ("Middle Cannot start yet", ""),
        ("Last Cannot start yet", ""),
    ]


def test_after_that_they_can_be_answered_in_any_order(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})
    browser.post(page_at(response, "page-q2"), {"q2": "b"})
    browser.post(page_at(response, "page-q5"), {"q5": "a"})

    assert tasks(browser, response) == [
        ("First Done", page_at(response, "page-q1")),
        ("Middle Not started yet", page_at(response, "page-q3")),
        ("Last In progress", page_at(response, "page-q6")),
    ]


def test_something_typed_makes_a_section_begun(browser, response):
    browser.post(f"{page_at(response, 'page-q1')}draft/", {"window": "one", "q1": "a"})

    assert tasks(browser, response)[0] == ("First In progress", page_at(response, "page-q1"))


def test_only_pages_that_are_asked_count(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})

    assert "1 of 5 pages answered" in words(browser.get(place(response, "sections")))
    browser.post(page_at(response, "page-q2"), {"q2": "b"})
    assert "2 of 6 pages answered" in words(browser.get(place(response, "sections")))


def test_saving_and_finishing_later_saves_the_page(browser, response):
    answer = browser.post(page_at(response, "page-q1"), {"q1": "a", "later": "1"})

    assert answer.url == place(response, "later")
    response.refresh_from_db()
    assert response.answers == {"q1": "a"}


def test_a_page_that_is_not_complete_is_kept_for_later_as_it_is(browser, response):
    answer = browser.post(page_at(response, "page-q1"), {"later": "1"}, follow=True)

    assert answer.redirect_chain == [(place(response, "later"), 302)]
    assert "“Page q1” is not complete yet. What you entered on it is kept as it is." in words(answer)


def test_whoever_comes_back_goes_on_where_they_stopped(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a", "later": "1"})

    goes_on = soup(browser.get(place(response, "later"))).find("a", string="Go on now")["href"]

    assert goes_on == page_at(response, "page-q2")


def test_showing_the_sections_takes_two_statements(browser, response, django_assert_num_queries):
    tasks(browser, response)

    with django_assert_num_queries(2):
        browser.get(place(response, "sections"))
