"""Until the survey closes, what was sent can be changed; until the changes are sent, what was sent before counts."""

import pytest

from surveys import coding
from surveys.models import CodedResponse
from surveys.questionnaire.definition import Kind, Page
from tests.builders import chose, question, questionnaire
from tests.surveys.browsing import hidden, page_at, place, respondent, soup, words
from tests.surveys.fielding import CLOSING, MONDAY, fielded, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def response():
    only_b = Page("only-b", "Only b", (question("q2"),), chose("q1", "b"))
    return started(fielded(questionnaire(question("q1"), only_b, question("q3", Kind.LONG_TEXT, required=False))))


@pytest.fixture
def browser(client, response):
    """In which everything was answered and sent."""
    respondent(client, response)
    client.post(page_at(response, "page-q1"), {"q1": "a"})
    client.post(page_at(response, "page-q3"), {"q3": "Some words"})
    client.post(place(response, "check"))
    response.refresh_from_db()
    return client


def test_changing_leads_to_all_answers(browser, response):
    assert browser.post(place(response, "change")).url == place(response, "check")


def test_what_was_sent_counts_until_the_changes_are_sent(browser, response):
    before = bytes(response.coded.record)
    browser.post(place(response, "change"))
    browser.post(page_at(response, "page-q3", then="check"), {"q3": "Other words"})
    browser.post(page_at(response, "page-q1", then="check"), {"q1": "b"})

    response.refresh_from_db()
    assert response.answers == {"q1": "a", "q3": "Some words"}
    assert response.changes == {"q1": "b", "q3": "Other words"}
    assert bytes(CodedResponse.objects.get().record) == before
    assert list(coding.differences(response.survey)) == []


def test_changes_that_open_a_question_have_to_answer_it(browser, response):
    browser.post(place(response, "change"))

    assert browser.post(page_at(response, "page-q1", then="check"), {"q1": "b"}).url == page_at(
        response, "only-b", then="check"
    )


def test_changes_that_were_sent_count_under_the_same_reference(browser, response, time_machine):
    reference, sent_at, record = response.reference, response.submitted_at, bytes(response.coded.record)
    browser.post(place(response, "change"))
    browser.post(page_at(response, "page-q1"), {"q1": "b"})
    browser.post(page_at(response, "only-b"), {"q2": "b"})
    time_machine.move_to(MONDAY.replace(hour=15), tick=False)
    browser.post(place(response, "check"))

    response.refresh_from_db()
    assert response.answers == {"q1": "b", "q2": "b", "q3": "Some words"}
    assert (response.changes, response.reference, response.submitted_at) == (None, reference, sent_at)
    assert response.changed_at == MONDAY.replace(hour=15)
    assert bytes(CodedResponse.objects.get().record) != record
    assert list(coding.differences(response.survey)) == []


def test_the_receipt_says_when_they_were_changed(browser, response, time_machine):
    time_machine.move_to(MONDAY.replace(hour=15), tick=False)
    browser.post(place(response, "change"))
    browser.post(place(response, "check"))

    assert "You changed them on Monday 2 November 2026 at 15:00" in words(browser.get(place(response, "receipt")))


def test_changes_can_be_left(browser, response):
    browser.post(place(response, "change"))
    browser.post(page_at(response, "page-q3"), {"q3": "Other words"})

    assert browser.post(place(response, "change"), {"keep": "1"}).url == place(response, "receipt")
    response.refresh_from_db()
    assert (response.answers["q3"], response.changes) == ("Some words", None)


def test_changes_left_for_another_day_are_there_again(browser, response):
    browser.post(place(response, "change"))
    browser.post(page_at(response, "page-q3"), {"q3": "Other words"})

    assert browser.get(place(response, "next")).url == place(response, "check")
    assert "Other words" in words(browser.get(place(response, "check")))
    assert "You began to change them" in words(browser.get(place(response, "receipt")))


def test_nothing_is_changed_after_the_closing_hour(browser, response, time_machine):
    time_machine.move_to(CLOSING, tick=False)
    respondent(browser, response)

    assert browser.post(place(response, "change")).status_code == 410
    assert soup(browser.get(place(response, "receipt"))).find("form") is None


def test_changes_that_come_after_the_closing_hour_leave_what_was_sent(browser, response, time_machine):
    browser.post(place(response, "change"))
    browser.post(page_at(response, "page-q3"), {"q3": "Other words"})
    time_machine.move_to(CLOSING, tick=False)
    respondent(browser, response)

    assert browser.post(place(response, "check")).status_code == 410
    response.refresh_from_db()
    assert response.answers["q3"] == "Some words"


def test_another_answer_that_came_after_sending_is_there_when_it_is_changed(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "b"})  # from a window that was still open
    browser.post(place(response, "change"))

    page = soup(browser.get(page_at(response, "page-q1")))

    assert [radio["value"] for radio in page.select("input[checked]")] == ["b"]


def test_two_windows_that_change_stand_in_each_others_way_as_before(browser, response):
    browser.post(place(response, "change"))
    shown = hidden(browser.get(page_at(response, "page-q3")), "shown")
    browser.post(page_at(response, "page-q3"), {"q3": "One", "shown": shown})

    answer = browser.post(page_at(response, "page-q3"), {"q3": "Two", "shown": shown})

    assert [dd.get_text(strip=True) for dd in soup(answer).select(".govuk-error-summary dd")] == ["One"]


def test_the_copy_shows_what_was_sent_and_not_what_is_being_changed(browser, response):
    browser.post(place(response, "change"))
    browser.post(page_at(response, "page-q3"), {"q3": "Other words"})

    copy = soup(browser.get(place(response, "answers")))

    assert [dd.get_text(strip=True) for dd in copy.select("dd")] == ["Option a", "Some words"]
