"""What is typed on a page is kept before it is saved: as it is, for its own window, and never over somebody else's."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from surveys import responses
from surveys.models import PageSave
from surveys.questionnaire.definition import Kind
from tests.builders import question, questionnaire
from tests.surveys.browsing import hidden, page_at, place, respondent, soup, words
from tests.surveys.fielding import CLOSING, MONDAY, fielded, started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def response():
    kinds = (question("q1"), question("q2", Kind.NUMBERS), question("q3", Kind.MULTIPLE))
    return started(fielded(questionnaire(*kinds)))


@pytest.fixture
def browser(client, response):
    return respondent(client, response)


def draft_at(response, code):
    return f"{page_at(response, code)}draft/"


def keep(browser, response, code="page-q1", window="one", **typed):
    shown = hidden(browser.get(page_at(response, code)), "shown")
    return browser.post(draft_at(response, code), {"shown": shown, "window": window, **typed})


def test_a_draft_is_kept_and_says_when(browser, response):
    answer = keep(browser, response, q1="a")

    assert answer.status_code == 200
    assert answer.json()["message"] == "Kept at 09:00, not sent yet"
    response.refresh_from_db()
    assert response.drafts == {"page-q1": {"window": "one", "values": {"q1": "a"}}}


def test_a_draft_of_any_length_a_page_can_hold_is_kept(browser, response):
    assert keep(browser, response, q1="a" * responses.LONGEST_DRAFT).status_code == 200


def test_a_draft_that_is_too_long_is_refused_in_words_and_what_was_kept_stays(browser, response):
    keep(browser, response, q1="a")

    answer = keep(browser, response, q1="a" * (responses.LONGEST_DRAFT + 1))

    assert answer.status_code == 413
    assert answer.json()["message"] == "This is too long to be kept. It is still here: shorten it before you go on."
    response.refresh_from_db()
    assert response.drafts == {"page-q1": {"window": "one", "values": {"q1": "a"}}}


def test_leaving_with_a_text_that_is_too_long_shows_it_with_what_is_wrong(browser):
    other = replace(questionnaire(question("q1", Kind.LONG_TEXT)), code="other")
    response = started(fielded(other))
    page = page_at(response, "page-q1")
    respondent(browser, response)

    answer = browser.post(page, {"q1": "a" * (responses.LONGEST_DRAFT + 1), "later": ""})

    assert "There is a problem" in words(answer)


def test_a_draft_is_no_answer(browser, response):
    keep(browser, response, q1="a")

    response.refresh_from_db()
    assert response.answers == {}
    assert PageSave.objects.count() == 0


def test_a_page_opens_with_its_draft_and_says_so(browser, response):
    keep(browser, response, q1="b")

    page = browser.get(page_at(response, "page-q1"))

    assert [radio["value"] for radio in soup(page).select("input[checked]")] == ["b"]
    assert "You had typed what stands here before, and not saved it." in words(page)


def test_a_draft_holds_what_could_not_be_saved(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})
    keep(browser, response, "page-q2", q2_x="about two")

    page = browser.get(page_at(response, "page-q2"))

    assert soup(page).find("input", {"name": "q2_x"})["value"] == "about two"


def test_boxes_that_were_unticked_stay_unticked_in_a_draft(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})
    browser.post(page_at(response, "page-q2"), {"q2_x": "1", "q2_y": "1"})
    browser.post(page_at(response, "page-q3"), {"q3": ["a", "b"]})
    keep(browser, response, "page-q3", q3=["b"])

    page = browser.get(page_at(response, "page-q3"))

    assert [box["value"] for box in soup(page).select("input[checked]")] == ["b"]


def test_saving_the_page_ends_its_draft(browser, response):
    keep(browser, response, q1="a")
    browser.post(page_at(response, "page-q1"), {"q1": "b"})

    response.refresh_from_db()
    assert (response.answers, response.drafts) == ({"q1": "b"}, {})


def test_a_draft_takes_four_statements(browser, response, django_assert_num_queries):
    shown = hidden(browser.get(page_at(response, "page-q1")), "shown")

    with django_assert_num_queries(4):
        browser.post(draft_at(response, "page-q1"), {"shown": shown, "window": "one", "q1": "a"})


def test_characters_that_no_database_can_hold_are_left_out_of_a_draft(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})

    assert keep(browser, response, "page-q2", q2_x="1\x002").status_code == 200
    response.refresh_from_db()
    assert response.drafts["page-q2"]["values"]["q2_x"] == "12"


def test_the_window_that_typed_goes_on_even_if_it_missed_an_answer(browser, response):
    shown = hidden(browser.get(page_at(response, "page-q1")), "shown")
    typed = {"shown": shown, "window": "one"}
    browser.post(draft_at(response, "page-q1"), typed | {"q1": "a"})  # whose answer got lost

    assert browser.post(draft_at(response, "page-q1"), typed | {"q1": "b"}).status_code == 200
    assert browser.post(page_at(response, "page-q1"), typed | {"q1": "b"}).status_code == 302


def test_a_draft_does_not_replace_that_of_another_window(browser, response):
    shown = hidden(browser.get(page_at(response, "page-q1")), "shown")
    browser.post(draft_at(response, "page-q1"), {"shown": shown, "window": "one", "q1": "a"})

    answer = browser.post(draft_at(response, "page-q1"), {"shown": shown, "window": "two", "q1": "b"})

    assert answer.status_code == 409
    assert answer.json()["message"].startswith("This page was changed in another window.")
    response.refresh_from_db()
    assert response.drafts["page-q1"]["values"] == {"q1": "a"}


def test_saving_over_what_another_window_typed_shows_both(browser, response):
    shown = hidden(browser.get(page_at(response, "page-q1")), "shown")
    browser.post(draft_at(response, "page-q1"), {"shown": shown, "window": "one", "q1": "a"})

    answer = browser.post(page_at(response, "page-q1"), {"shown": shown, "window": "two", "q1": "b"})

    assert [dd.get_text(strip=True) for dd in soup(answer).select(".govuk-error-summary dd")] == ["Option a"]
    assert [radio["value"] for radio in soup(answer).select("input[checked]")] == ["b"]


def test_a_draft_does_not_replace_what_another_window_saved(browser, response):
    shown = hidden(browser.get(page_at(response, "page-q1")), "shown")
    browser.post(page_at(response, "page-q1"), {"q1": "a"})

    answer = browser.post(draft_at(response, "page-q1"), {"shown": shown, "window": "two", "q1": "b"})

    assert answer.status_code == 409
    response.refresh_from_db()
    assert (response.answers, response.drafts) == ({"q1": "a"}, {})


def test_a_draft_of_a_page_ahead_is_not_kept():
    ahead = started(fielded(questionnaire(question("q1"), question("q2"))))
    outcome = responses.keep_draft(ahead.public_id, "nowhere", {"q1": "a"}, shown="", now=MONDAY)

    assert outcome.result is responses.Result.NOT_ASKED


def test_a_draft_after_the_closing_hour_is_told_so(browser, response, time_machine):
    shown = hidden(browser.get(page_at(response, "page-q1")), "shown")
    time_machine.move_to(CLOSING, tick=False)
    respondent(browser, response)

    answer = browser.post(draft_at(response, "page-q1"), {"shown": shown, "window": "one", "q1": "a"})

    assert answer.status_code == 410
    assert answer.json()["message"] == "The survey has closed. Copy what you typed if you still need it."


def asleep(browser, response, time_machine, **span):
    """The page as it was shown before the browser slept for so long."""
    page = browser.get(page_at(response, "page-q1"))
    kept = {name: hidden(page, name) for name in ("shown", "key")}
    time_machine.move_to(MONDAY + timedelta(**span), tick=False)
    return kept


def test_what_was_typed_outlives_the_time_of_its_browser(browser, response, time_machine):
    kept = asleep(browser, response, time_machine, hours=13)

    answer = browser.post(draft_at(response, "page-q1"), kept | {"window": "one", "q1": "a"})

    assert answer.status_code == 200
    assert "your time here is over" in answer.json()["message"]
    response.refresh_from_db()
    assert response.drafts["page-q1"]["values"] == {"q1": "a"}


def test_a_page_sent_after_its_time_is_kept_and_says_so(browser, response, time_machine):
    kept = asleep(browser, response, time_machine, hours=13)

    answer = browser.post(page_at(response, "page-q1"), kept | {"q1": "a"})

    assert answer.status_code == 403
    assert "What you have just entered is kept." in words(answer)
    response.refresh_from_db()
    assert response.drafts["page-q1"]["values"] == {"q1": "a"}


def test_a_page_that_was_open_for_more_than_a_week_is_not_kept(browser, response, time_machine):
    kept = asleep(browser, response, time_machine, days=8)

    answer = browser.post(page_at(response, "page-q1"), kept | {"q1": "a"})

    assert "What you have just entered is kept." not in words(answer)
    response.refresh_from_db()
    assert response.drafts == {}


def test_an_hour_of_sleep_changes_nothing(browser, response, time_machine):
    kept = asleep(browser, response, time_machine, hours=1)

    assert browser.post(page_at(response, "page-q1"), kept | {"q1": "a"}).status_code == 302


def test_the_key_of_one_page_leaves_nothing_at_another_response(browser, response):
    key = hidden(browser.get(page_at(response, "page-q1")), "key")
    other = started(response.survey)

    answer = Client().post(draft_at(other, "page-q1"), {"key": key, "q1": "a"})

    assert answer.status_code == 403
    other.refresh_from_db()
    assert other.drafts == {}


def test_the_key_of_a_page_lets_nobody_read(browser, response):
    key = hidden(browser.get(page_at(response, "page-q1")), "key")

    assert Client().get(page_at(response, "page-q1"), {"key": key}).status_code == 403


def test_the_check_names_pages_whose_draft_would_not_be_sent(browser, response):
    for code, answers in (("page-q1", {"q1": "a"}), ("page-q2", {"q2_x": "1", "q2_y": "1"}), ("page-q3", {"q3": "a"})):
        browser.post(page_at(response, code), answers)
    keep(browser, response, "page-q2", q2_x="many", q2_y="1")

    page = soup(browser.get(place(response, "check")))

    assert [link["href"] for link in page.select(".govuk-inset-text a")] == [page_at(response, "page-q2", then="check")]


def test_a_draft_that_says_what_was_saved_is_not_named(browser, response):
    for code, answers in (("page-q1", {"q1": "a"}), ("page-q2", {"q2_x": "1", "q2_y": "1"}), ("page-q3", {"q3": "a"})):
        browser.post(page_at(response, code), answers)
    keep(browser, response, "page-q2", q2_x="1", q2_y="1.0")

    assert soup(browser.get(place(response, "check"))).select(".govuk-inset-text") == []
