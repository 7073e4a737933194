from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from surveys import fingerprints, respondent_access, responses
from surveys.models import PageSave, Response
from surveys.questionnaire.definition import Kind, Page
from tests.builders import appendix_a, chose, question, questionnaire
from tests.surveys.browsing import page_at, place, respondent
from tests.surveys.fielding import CLOSING, MONDAY, fielded, started
from tests.walking import TestBrowser, answer_survey, reference, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY)


@pytest.fixture
def survey():
    return fielded(
        questionnaire(
            question("q1"),
            Page("only-b", "Only b", (question("q2"),), chose("q1", "b")),
            question("q3", Kind.LONG_TEXT, required=False),
        )
    )


@pytest.fixture
def response(survey):
    return started(survey)


@pytest.fixture
def browser(client, response):
    return respondent(client, response)


def errors(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    return [li.get_text().strip() for li in soup.select(".govuk-error-summary li")]


def test_a_page_that_is_saved_leads_to_the_next(browser, response):
    answer = browser.post(page_at(response, "page-q1"), {"q1": "b"})

    assert answer.url == page_at(response, "only-b")


def test_the_last_page_leads_to_the_check_of_all_answers(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})

    assert browser.post(page_at(response, "page-q3"), {}).url == place(response, "check")


def test_the_response_resumes_at_the_first_unanswered_page(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "b"})

    assert browser.get(place(response, "next")).url == page_at(response, "only-b")


@pytest.mark.parametrize("code", ["only-b", "page-q3", "no-such-page"])
def test_no_page_opens_ahead_of_the_path(browser, response, code):
    assert browser.get(page_at(response, code)).url == page_at(response, "page-q1")


@pytest.mark.parametrize("name", ["check", "receipt"])
def test_neither_check_nor_receipt_opens_ahead_of_the_path(browser, response, name):
    assert browser.get(place(response, name)).url == page_at(response, "page-q1")


def test_a_page_sent_from_off_the_path_is_not_saved_and_says_so(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})

    answer = browser.post(page_at(response, "only-b"), {"q2": "a"}, follow=True)

    assert answer.redirect_chain == [(page_at(response, "page-q3"), 302)]
    assert b"so nothing on it was saved" in answer.content
    assert PageSave.objects.count() == 1


def test_an_answer_left_out_is_asked_for_beside_the_question(browser, response):
    answer = browser.post(page_at(response, "page-q1"), {})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert errors(answer) == ["Question q1: select one answer"]
    assert soup.title.get_text().startswith("Error: ")
    assert soup.select_one("#id_q1-error").get_text(" ", strip=True) == "Error: Question q1: select one answer"


def test_a_long_text_that_is_refused_stays_in_its_box(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})
    long = "word " * 20_000

    answer = browser.post(page_at(response, "page-q3"), {"q3": long})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert errors(answer) == ["Question q3: your answer must be 10,000 characters or fewer; it has 99,999"]
    assert soup.find("textarea").get_text().strip() == long.strip()


def test_characters_that_cannot_be_shown_are_taken_out_of_the_box(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})

    answer = browser.post(page_at(response, "page-q3"), {"q3": "a\x00b\x1fc"})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.find("textarea").get_text().strip() == "abc"
    assert errors(answer) == [
        "Question q3: your answer held characters that cannot be shown. "
        "They are taken out here: check the text and continue"
    ]


def test_a_stale_form_is_shown_beside_what_another_window_saved(browser, response):
    first = BeautifulSoup(browser.get(page_at(response, "page-q1")).content, "html.parser")
    shown = first.find("input", {"name": "shown"})["value"]
    browser.post(page_at(response, "page-q1"), {"q1": "a", "shown": shown})

    answer = browser.post(page_at(response, "page-q1"), {"q1": "b", "shown": shown})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert [dd.get_text(strip=True) for dd in soup.select(".govuk-error-summary dd")] == ["Option a"]
    assert [radio["value"] for radio in soup.select("input[checked]")] == ["b"]
    response.refresh_from_db()
    assert response.answers == {"q1": "a"}


def test_sending_the_stale_form_again_keeps_it(browser, response):
    shown = fingerprints.of_page(responses.path(response)[0], response)
    browser.post(page_at(response, "page-q1"), {"q1": "a", "shown": shown})
    answer = browser.post(page_at(response, "page-q1"), {"q1": "b", "shown": shown})
    soup = BeautifulSoup(answer.content, "html.parser")

    again = soup.find("input", {"name": "shown"})["value"]
    browser.post(page_at(response, "page-q1"), {"q1": "b", "shown": again})

    response.refresh_from_db()
    assert response.answers == {"q1": "b"}


def complete(browser, response):
    browser.post(page_at(response, "page-q1"), {"q1": "a"})
    browser.post(page_at(response, "page-q3"), {"q3": "Some words"})


def test_the_check_shows_each_answer_with_its_change_link(browser, response):
    complete(browser, response)

    soup = BeautifulSoup(browser.get(place(response, "check")).content, "html.parser")

    rows = soup.select(".govuk-summary-list__row")
    assert [row.find("dd").get_text(strip=True) for row in rows] == ["Option a", "Some words"]
    assert [row.find("a")["href"] for row in rows] == [
        f"{page_at(response, 'page-q1', then='check')}#id_q1",
        f"{page_at(response, 'page-q3', then='check')}#id_q3",
    ]


def test_a_change_leads_back_to_the_check(browser, response):
    complete(browser, response)

    answer = browser.post(page_at(response, "page-q3", then="check"), {"q3": "Other words"})

    assert answer.url == place(response, "check")


def test_a_change_that_opens_new_questions_leads_there_first_and_then_back(browser, response):
    complete(browser, response)

    opened = browser.post(page_at(response, "page-q1", then="check"), {"q1": "b"})
    back = browser.post(opened.url, {"q2": "a"})

    assert opened.url == page_at(response, "only-b", then="check")
    assert back.url == place(response, "check")


def test_sending_gives_a_receipt_and_sending_again_the_same(browser, response):
    complete(browser, response)

    first = browser.post(place(response, "check"), follow=True)
    second = browser.post(place(response, "check"), follow=True)

    response.refresh_from_db()
    assert response.reference in first.content.decode()
    assert response.reference in second.content.decode()


def test_after_sending_every_page_is_the_receipt(browser, response):
    complete(browser, response)
    browser.post(place(response, "check"))

    assert browser.get(page_at(response, "page-q1")).url == place(response, "receipt")
    assert browser.post(page_at(response, "page-q1"), {"q1": "a"}).url == place(response, "receipt")


def test_a_mistake_in_a_stale_form_hides_nothing_of_what_another_window_saved(browser, response):
    shown = fingerprints.of_page(responses.path(response)[0], response)
    browser.post(page_at(response, "page-q1"), {"q1": "a", "shown": shown})

    answer = browser.post(page_at(response, "page-q1"), {"shown": shown})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert [dd.get_text(strip=True) for dd in soup.select(".govuk-error-summary dd")] == ["Option a"]
    assert "Question q1: select one answer" in errors(answer)


def test_another_answer_that_comes_after_sending_is_shown_beside_what_was_sent(browser, response):
    complete(browser, response)
    browser.post(place(response, "check"))

    answer = browser.post(page_at(response, "page-q1"), {"q1": "b"})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.h1.get_text() == "Your answers were sent in another window"
    assert [dd.get_text(strip=True) for dd in soup.select("dd")] == ["Option b", "Option a"]
    response.refresh_from_db()
    assert response.answers["q1"] == "a"


def test_answers_changed_in_another_window_are_checked_again_before_they_are_sent(browser, response):
    complete(browser, response)
    soup = BeautifulSoup(browser.get(place(response, "check")).content, "html.parser")
    shown = soup.find("input", {"name": "shown"})["value"]
    browser.post(page_at(response, "page-q3"), {"q3": "Other words"})

    answer = browser.post(place(response, "check"), {"shown": shown}, follow=True)

    assert answer.redirect_chain == [(place(response, "check"), 302)]
    assert "Some answers were changed in another window" in answer.content.decode()
    response.refresh_from_db()
    assert response.submitted_at is None


def test_a_question_that_came_up_in_another_window_is_answered_before_sending(browser, response):
    complete(browser, response)
    browser.post(page_at(response, "page-q1"), {"q1": "b"})

    answer = browser.post(place(response, "check"), follow=True)

    assert answer.redirect_chain == [(page_at(response, "only-b", then="check"), 302)]
    assert "A question came up through a change in another window" in answer.content.decode()


def test_a_text_that_came_too_late_is_shown_to_be_copied(client, time_machine):
    response = started(fielded(questionnaire(question("q1_text", Kind.LONG_TEXT))))
    time_machine.move_to(CLOSING)
    browser = respondent(client, response)

    answer = browser.post(page_at(response, "page-q1_text"), {"q1_text": "What I wrote"})

    soup = BeautifulSoup(answer.content, "html.parser")
    assert "came too late and was not saved" in soup.main.get_text()
    assert [dd.get_text(strip=True) for dd in soup.select("dd")] == ["What I wrote"]


@pytest.mark.parametrize("address", ["page-q1", "check"])
def test_a_closed_survey_says_so(browser, response, address, time_machine):
    complete(browser, response)
    time_machine.move_to(CLOSING)
    respondent(browser, response)
    here = page_at(response, address) if address == "page-q1" else place(response, address)

    for answer in (browser.get(here), browser.post(here, {"q1": "b"})):
        assert answer.status_code == 410
        assert "It took answers until 09:00 on Monday 23 November 2026." in answer.content.decode()


@pytest.mark.parametrize("name", ["next", "check", "receipt"])
def test_a_browser_that_has_not_opened_the_link_is_told_to(client, response, name):
    answer = client.get(place(response, name))

    assert answer.status_code == 403
    assert "Open your personal link again" in answer.content.decode()


def test_the_link_of_one_response_does_not_open_another(browser, response):
    other = started(response.survey)

    assert browser.get(page_at(other, "page-q1")).status_code == 403
    assert browser.post(page_at(other, "page-q1"), {"q1": "a"}).status_code == 403
    assert PageSave.objects.count() == 0


def test_the_link_must_be_opened_again_after_twelve_hours(browser, response, time_machine):
    time_machine.move_to(MONDAY.replace(hour=21, minute=5, second=1))

    assert browser.get(page_at(response, "page-q1")).status_code == 403


def test_each_page_lets_the_twelve_hours_begin_anew(browser, response, time_machine):
    time_machine.move_to(MONDAY.replace(hour=20))
    browser.get(page_at(response, "page-q1"))
    time_machine.move_to((MONDAY + timedelta(days=1)).replace(hour=7))

    assert browser.get(page_at(response, "page-q1")).status_code == 200


def test_within_five_minutes_a_page_gives_no_new_cookie(browser, response, time_machine):
    time_machine.shift(timedelta(minutes=4))
    assert respondent_access.NAME not in browser.get(page_at(response, "page-q1")).cookies

    time_machine.shift(timedelta(minutes=2))
    assert respondent_access.NAME in browser.get(page_at(response, "page-q1")).cookies


def test_a_form_without_its_token_is_refused_and_nothing_is_saved(response):
    from_elsewhere = respondent(Client(enforce_csrf_checks=True), response)

    assert from_elsewhere.post(page_at(response, "page-q1"), {"q1": "a"}).status_code == 403
    assert PageSave.objects.count() == 0


@pytest.mark.parametrize("name", ["next", "check", "receipt"])
def test_looking_changes_nothing(browser, response, name):
    before = Response.objects.values().get()

    browser.get(place(response, name))
    browser.get(page_at(response, "page-q1"))

    assert Response.objects.values().get() == before
    assert PageSave.objects.count() == 0


@pytest.fixture
def study():
    return fielded(appendix_a())


def test_name_type_and_region_are_offered_from_the_frame(client, study):
    response = started(study, name="Anytown CDRP", type="d", region="f")

    answer = respondent(client, response).get(page_at(response, "your-cdrp"))

    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.find("input", {"name": "q1"})["value"] == "Anytown CDRP"
    assert [radio["value"] for radio in soup.select("input[type=radio][checked]")] == ["d", "f"]


def test_the_given_answer_is_kept_beside_what_the_frame_knows(client, study):
    response = started(study, name="Anytown CDRP", type="d", region="f")

    respondent(client, response).post(page_at(response, "your-cdrp"), {"q1": "Anytown", "q2": "a", "q3": "f"})

    response.refresh_from_db()
    assert (response.answers["q2"], response.known["type"]) == ("a", "d")


def test_the_whole_survey_is_answered_page_by_page(client, study):
    response = started(study, name="Anytown CDRP", type="d", region="f")

    receipt = answer_survey(
        TestBrowser(respondent(client, response)), place(response, "next"), {"q2": "d", "q7": ["a", "d"]}
    )

    response.refresh_from_db()
    assert reference(receipt) == response.reference
    assert [page for page in response.saves.values_list("page", flat=True) if page.startswith("chair-")] == [
        "chair-a",
        "chair-d",
    ]


@pytest.mark.parametrize("code", ["your-cdrp", "your-team", "chair", "strategic-involvement", "future-support"])
def test_showing_a_page_takes_one_statement_once_it_is_known_how_long_pages_take(
    client, study, code, django_assert_num_queries
):
    response = started(study, name="Anytown CDRP", type="d", region="f")
    browser = TestBrowser(respondent(client, response))
    answer_survey_until(browser, response, code)

    with django_assert_num_queries(1):
        assert client.get(page_at(response, code)).status_code == 200


def answer_survey_until(browser, response, code):
    page = browser.get(place(response, "next"))
    while page.address != page_at(response, code):
        page = send(browser, page, {})


@pytest.mark.parametrize("length", [3, 40])
def test_saving_a_page_takes_at_most_six_statements_whatever_the_length(client, length, django_assert_num_queries):
    survey = fielded(questionnaire(*(question(f"q{n}") for n in range(length))))
    response = started(survey)
    browser = respondent(client, response)
    browser.post(page_at(response, "page-q0"), {"q0": "a"})

    with django_assert_num_queries(5):
        browser.post(page_at(response, "page-q1"), {"q1": "a"})


def test_showing_and_sending_all_answers_takes_as_many_statements_whatever_the_length(
    client, django_assert_num_queries
):
    for length in (3, 40):
        response = started(fielded(questionnaire(*(question(f"q{n}") for n in range(length)), code=f"test-{length}")))
        browser = respondent(client, response)
        for n in range(length):
            browser.post(page_at(response, f"page-q{n}"), {f"q{n}": "a"})

        with django_assert_num_queries(1):
            browser.get(place(response, "check"))
        with django_assert_num_queries(6):
            browser.post(place(response, "check"))
