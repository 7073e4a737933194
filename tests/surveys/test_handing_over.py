"""A section goes to a colleague by a link of its own, shows them nothing else, and comes back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from contacts import inviting
from surveys import handing_over, respondent_access
from surveys.models import HandOver, PageSave
from surveys.questionnaire.definition import Page, Questionnaire, Section
from tests.builders import chose, question
from tests.factories import OrganisationFactory
from tests.surveys.browsing import hidden, page_at, place, respondent, soup, words
from tests.surveys.fielding import CLOSING, MONDAY, fielded, started

pytestmark = pytest.mark.django_db


def section(code, *codes, condition=None):
    return Section(
        code, f"Section {code}", tuple(Page(f"page-{c}", f"Page {c}", (question(c),)) for c in codes), condition
    )


@pytest.fixture(autouse=True)
def in_the_field(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def response():
    sections = (
        section("first", "q1"),
        section("second", "q2", "q3"),
        section("third", "q4", condition=chose("q3", "a")),
    )
    return started(fielded(Questionnaire("test", "Test", sections)), name="Anytown CDRP")


@pytest.fixture
def browser(client, response):
    return respondent(client, response)


def hand_over_at(response, code):
    return reverse("surveys:hand_over", args=[response.public_id, code])


def handed(browser, response, code="second", **entered):
    """The address of the link to a section, as the page shows it."""
    page = browser.post(hand_over_at(response, code), entered, follow=True)
    return re.search(r"/section/.*", soup(page).find("input", {"id": "link"})["value"])[0]


@pytest.fixture
def link(browser, response):
    return handed(browser, response)


@pytest.fixture
def colleague(link):
    """The browser in which a colleague opened the link."""
    browser = Client()
    browser.post(link)
    return browser


def their_page(code):
    return reverse("surveys:page", args=[HandOver.objects.get().public_id, code])


def theirs(name):
    return reverse(f"surveys:{name}", args=[HandOver.objects.get().public_id])


def test_looking_at_the_page_makes_no_link(browser, response):
    browser.get(hand_over_at(response, "second"))

    assert HandOver.objects.count() == 0


def handed_over_at(response, code):
    return reverse("surveys:handed_over", args=[response.public_id, code])


def test_a_page_loaded_again_shows_the_same_link(browser, response, link):
    again = browser.get(handed_over_at(response, "second"))

    assert link in soup(again).find("input", {"id": "link"})["value"]
    assert HandOver.objects.count() == 1


def test_the_link_is_shown_for_five_minutes(browser, response, link, time_machine):
    time_machine.move_to(MONDAY.replace(minute=6), tick=False)

    assert browser.get(handed_over_at(response, "second")).url == place(response, "sections")


def test_no_other_browser_of_the_respondent_is_shown_the_link(response, link):
    other = respondent(Client(), response)

    assert other.get(handed_over_at(response, "second")).url == place(response, "sections")


def test_only_the_hash_of_the_link_is_kept(link):
    token = link.strip("/").rpartition("/")[2]

    (kept,) = HandOver.objects.values_list("token_hash", flat=True)
    assert len(kept) == 64
    assert token not in kept
    assert handing_over.find(token) == HandOver.objects.get()


def test_opening_the_link_changes_nothing_and_says_what_it_is_for(link):
    page = Client().get(link)

    assert soup(page).h1.get_text() == "Section second"
    assert "It has 2 pages." in words(page)
    assert respondent_access.NAME not in page.cookies


def test_a_colleague_answers_the_section_and_comes_to_its_end(colleague):
    first = colleague.post(their_page("page-q2"), {"q2": "a"})
    last = colleague.post(first.url, {"q3": "b"})

    assert first.url == their_page("page-q3")
    assert last.url == theirs("give_back")


def test_a_colleague_sees_how_many_pages_the_section_has(colleague):
    assert "Page 1 of 2: Section second" in words(colleague.get(their_page("page-q2")))


@pytest.mark.parametrize("code", ["page-q1", "page-q4", "nowhere"])
def test_a_colleague_sees_no_page_of_another_section(colleague, code):
    assert colleague.get(their_page(code)).url == their_page("page-q2")


@pytest.mark.parametrize("code", ["page-q1", "page-q4"])
def test_a_colleague_saves_no_page_of_another_section(colleague, response, code):
    colleague.post(their_page(code), {"q1": "a", "q4": "a"})
    draft = colleague.post(f"{their_page(code)}draft/", {"q1": "a", "q4": "a"})

    assert draft.status_code == 404
    response.refresh_from_db()
    assert (response.answers, response.drafts) == ({}, {})


@pytest.mark.parametrize("name", ["check", "receipt", "sections", "answers", "answers_pdf"])
def test_a_colleague_sees_nothing_of_the_whole(colleague, name):
    assert colleague.get(theirs(name)).url == theirs("next")


@pytest.mark.parametrize("name", ["check", "change"])
def test_a_colleague_sends_and_changes_nothing(colleague, response, name):
    assert colleague.post(theirs(name)).url == theirs("next")
    response.refresh_from_db()
    assert response.submitted_at is None


def test_the_link_of_a_colleague_opens_no_page_of_the_response_itself(colleague, response):
    assert colleague.get(page_at(response, "page-q2")).status_code == 403


def test_what_a_colleague_saves_says_through_which_link_it_came(colleague):
    colleague.post(their_page("page-q2"), {"q2": "a"})

    assert [save.hand_over for save in PageSave.objects.all()] == [HandOver.objects.get()]


def test_the_respondent_sees_what_the_colleague_answered(colleague, browser, response):
    colleague.post(their_page("page-q2"), {"q2": "b"})

    page = soup(browser.get(page_at(response, "page-q2")))

    assert [radio["value"] for radio in page.select("input[checked]")] == ["b"]


def test_respondent_and_colleague_on_one_page_are_shown_both_answers(colleague, browser, response):
    shown = hidden(colleague.get(their_page("page-q2")), "shown")
    browser.post(page_at(response, "page-q2"), {"q2": "a"})

    answer = colleague.post(their_page("page-q2"), {"q2": "b", "shown": shown})

    assert [dd.get_text(strip=True) for dd in soup(answer).select(".govuk-error-summary dd")] == ["Option a"]


def test_a_section_that_is_given_back_opens_no_more(colleague, link, browser, response):
    colleague.post(theirs("give_back"))

    assert colleague.get(their_page("page-q2")).status_code == 403
    assert Client().get(link).status_code == 404
    assert "given back on 2 November" in words(browser.get(place(response, "sections")))


def test_looking_at_the_end_of_a_section_does_not_give_it_back(colleague):
    colleague.get(theirs("give_back"))

    assert HandOver.objects.get().given_back_at is None


def test_a_section_that_is_taken_back_opens_no_more(colleague, browser, response):
    browser.post(reverse("surveys:take_back", args=[response.public_id, "second"]))

    assert colleague.get(their_page("page-q2")).status_code == 403
    assert colleague.post(their_page("page-q2"), {"q2": "a"}).status_code == 403
    assert PageSave.objects.count() == 0


def test_passing_a_section_on_again_ends_the_link_before(browser, response, link):
    again = handed(browser, response)

    assert Client().get(link).status_code == 404
    assert Client().get(again).status_code == 200


def test_a_section_is_with_one_colleague_at_a_time(browser, response, link):
    handed(browser, response, colleague="Sam Sample")

    page = words(browser.get(place(response, "sections")))
    assert "Section second: with Sam Sample since 2 November" in page
    assert HandOver.objects.filter(taken_back_at__isnull=True).count() == 1


def test_a_section_that_cannot_start_yet_is_not_passed_on(browser, response):
    assert browser.post(hand_over_at(response, "third")).url == place(response, "sections")
    assert HandOver.objects.count() == 0


def test_a_link_that_nobody_has_is_not_recognised(db):
    assert Client().get("/section/nothing/").status_code == 404


def test_the_link_says_when_the_survey_has_closed(link, time_machine):
    time_machine.move_to(CLOSING, tick=False)

    assert Client().get(link).status_code == 410


def test_withdrawing_the_links_of_an_organisation_ends_those_of_its_colleagues(colleague, link, response, admin_user):
    organisation = OrganisationFactory()
    (invitation,) = inviting.invite(response.survey, [organisation], now=MONDAY)
    invitation.response = response
    invitation.save()

    inviting.withdraw_links(organisation, by=admin_user, now=MONDAY)

    assert Client().get(link).status_code == 404
    assert colleague.get(their_page("page-q2")).status_code == 403


def test_a_colleague_can_ask_the_help_line(colleague):
    assert colleague.get(reverse("contacts:help", args=[HandOver.objects.get().public_id])).status_code == 200


def test_what_a_colleague_typed_outlives_the_time_of_their_browser(colleague, response, time_machine):
    page = colleague.get(their_page("page-q2"))
    sent = {"key": hidden(page, "key"), "shown": hidden(page, "shown"), "q2": "a"}
    time_machine.move_to(MONDAY.replace(hour=22), tick=False)

    assert "What you have just entered is kept." in words(colleague.post(their_page("page-q2"), sent))
    response.refresh_from_db()
    assert response.drafts["page-q2"]["values"] == {"q2": "a"}


def test_the_key_of_a_colleagues_page_leaves_no_draft_elsewhere(colleague, response, time_machine):
    key = hidden(colleague.get(their_page("page-q2")), "key")
    time_machine.move_to(MONDAY.replace(hour=22), tick=False)

    colleague.post(their_page("page-q1"), {"key": key, "q1": "a"})

    response.refresh_from_db()
    assert response.drafts == {}
