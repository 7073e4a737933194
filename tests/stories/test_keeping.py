"""Nothing that was typed is lost: not to a tunnel, not to an hour of sleep, not to a second window."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from surveys.models import PageSave, Response
from tests.stories.filling import DISTRICT, answer_page, answer_without_browser, fill_in

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]

PAGE = "improving-capacity"  # of Question 18, a long text that may be left blank
WORDS = "More analysts, and a longer notice of what comes"


@pytest.fixture
def link(link_of):
    """The personal link of somebody who has answered all before Question 18."""
    made = link_of("Anytown CDRP", type="d", region="f")
    answer_without_browser(made, DISTRICT, until=PAGE)
    return made


@pytest.fixture
def page(new_page, link):
    return opened(new_page(), link)


def opened(page, link):
    page.goto(link)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"**/{PAGE}/")
    return page


def box(page):
    return page.locator("main textarea")


def kept(page):
    return page.locator("[data-kept]")


def go_on(page):
    page.get_by_role("button", name="Save and continue").click()


def test_what_is_typed_is_there_on_another_device_before_it_is_saved(new_page, page, link):
    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("Kept at")

    other = opened(new_page(width=320), link)

    expect(box(other)).to_have_value(WORDS)
    assert PageSave.objects.filter(page=PAGE).count() == 0


def test_what_is_typed_before_the_script_has_come_is_kept_too(page):
    late = []

    def hold(route):
        late.append(route)

    page.route("**/answering*.js", hold)
    page.reload(wait_until="commit")
    box(page).fill(WORDS)

    late[0].continue_()

    expect(kept(page)).to_contain_text("Kept at")
    assert Response.objects.get().drafts[PAGE]["values"]["q18_text"] == WORDS


def test_a_page_that_nobody_touched_leaves_no_draft(page):
    page.wait_for_timeout(2000)

    assert Response.objects.get().drafts == {}


def test_a_train_in_a_tunnel_is_told_and_what_was_typed_is_kept_after_it(page):
    page.context.set_offline(True)
    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("Not kept: no connection.")

    page.context.set_offline(False)

    expect(kept(page)).to_contain_text("Kept at")
    assert Response.objects.get().drafts[PAGE]["values"]["q18_text"] == WORDS


def test_a_page_sent_in_a_tunnel_stays_and_goes_on_after_it(page):
    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("Kept at")
    page.context.set_offline(True)
    box(page).fill(f"{WORDS}, please")
    go_on(page)
    expect(kept(page)).to_contain_text("No connection: nothing is lost.")
    expect(box(page)).to_have_value(f"{WORDS}, please")

    page.context.set_offline(False)
    page.wait_for_url("**/support-received/")

    assert Response.objects.get().answers["q18_text"] == f"{WORDS}, please"


def test_a_page_sent_into_a_dead_network_is_filled_in_again_when_it_is_back(page):
    dead, address = "**/page/*/", page.url
    page.route(dead, lambda route: route.abort())
    box(page).fill(WORDS)
    go_on(page)
    page.wait_for_url("chrome-error://chromewebdata/")

    page.unroute(dead)
    page.goto(address)

    expect(box(page)).to_have_value(WORDS)


def test_saving_for_later_in_a_tunnel_still_leads_to_where_one_leaves(page):
    page.context.set_offline(True)
    box(page).fill(WORDS)
    page.get_by_role("button", name="Save and finish later").click()
    expect(kept(page)).to_contain_text("No connection: nothing is lost.")

    page.context.set_offline(False)

    page.wait_for_url("**/later/")


def test_a_browser_whose_time_ends_in_mid_page_loses_nothing(page, new_page, link):
    page.context.clear_cookies(name="respondent")
    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("your time here is over")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Open your personal link again")

    expect(box(opened(new_page(), link))).to_have_value(WORDS)


def test_a_warning_comes_before_the_time_is_over_and_one_button_goes_on(new_page, link):
    page = new_page()
    page.clock.install()
    opened(page, link)
    warning = page.get_by_role("alertdialog", name="Are you still there?")
    page.clock.fast_forward("11:49:00")
    assert warning.count() == 0

    page.clock.fast_forward("01:10")
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    page.keyboard.press("Enter")

    expect(warning).to_have_count(0)
    page.clock.fast_forward("11:49:00")
    assert warning.count() == 0
    page.clock.fast_forward("01:10")
    expect(warning).to_be_visible()


def test_the_other_tab_is_told_and_shown_both_answers(page):
    other = page.context.new_page()
    other.goto(page.url)
    box(other).fill("What the other window says")
    go_on(other)
    other.wait_for_url("**/support-received/")

    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("This page was changed in another window.")
    go_on(page)

    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("What the other window says")
    expect(box(page)).to_have_value(WORDS)
    assert Response.objects.get().answers["q18_text"] == "What the other window says"


def test_the_tab_that_is_left_over_after_sending_is_shown_both_answers(new_page, link_of):
    link = link_of("Anytown CDRP", type="d", region="f")
    answer_without_browser(link, DISTRICT)
    page = new_page()
    page.goto(link)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Change question 18").click()
    other = page.context.new_page()
    other.goto(page.url.split("/page/")[0] + "/check/")
    other.get_by_role("button", name="Send my answers").click()
    other.wait_for_url("**/receipt/")

    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("Your answers were sent in another window.")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers were sent in another window")
    page.get_by_role("button", name="Change what was sent").click()
    page.get_by_role("link", name="Change question 18").click()

    expect(box(page)).to_have_value(WORDS)


def test_a_double_click_saves_once(page):
    box(page).fill(WORDS)
    expect(kept(page)).to_contain_text("Kept at")

    page.get_by_role("button", name="Save and continue").dblclick()
    page.wait_for_url("**/support-received/")

    assert PageSave.objects.filter(page=PAGE).count() == 1


def test_going_back_and_refreshing_after_sending_show_the_receipt(new_page, link_of):
    page = new_page()
    fill_in(page, link_of("Anytown CDRP", type="d", region="f"), DISTRICT)
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/receipt/")

    page.reload()
    page.wait_for_url("**/receipt/")
    page.go_back()

    page.wait_for_url("**/receipt/")
    assert Response.objects.get().submitted_at is not None


def test_a_section_goes_to_a_colleague_and_comes_back(new_page, link):
    manager, colleague = opened(new_page(), link), new_page(width=320)
    manager.get_by_role("link", name="See all sections").click()
    manager.get_by_role("link", name="Pass on “Support”").click()
    manager.get_by_label("Your colleague’s name").fill("Sam Sample")
    manager.get_by_role("button", name="Make the link").click()
    colleague.goto(urlsplit(manager.get_by_label("Link to copy").input_value()).path)
    colleague.get_by_role("button", name="Start now").click()
    while "/page/" in colleague.url:
        answer_page(colleague, DISTRICT)
        go_on(colleague)
    colleague.get_by_role("button", name="Give it back").click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Thank you: the section is given back")

    manager.get_by_role("link", name="Back to all sections").click()
    expect(manager.get_by_role("listitem").filter(has_text="Support").first).to_contain_text("Done")
    expect(manager.get_by_text("given back on")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_survey_is_left_and_finished_on_another_device(new_page, link, scripts):
    page = opened(new_page(scripts=scripts), link)
    box(page).fill(WORDS)
    page.get_by_role("button", name="Save and finish later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are saved")

    other = new_page(scripts=scripts, width=320)
    other.goto(link)
    other.get_by_role("button", name="Continue").click()

    other.wait_for_url("**/support-received/")
    assert Response.objects.get().answers["q18_text"] == WORDS


def test_a_browser_without_cookies_is_told_so_and_nothing_is_changed(new_page, link_of):
    page = new_page()
    page.goto(link_of("Anytown CDRP"))
    page.context.clear_cookies()  # as one that keeps none sends none

    page.get_by_role("button", name="Start now").click()

    expect(page.locator("main")).to_contain_text("your browser does not keep cookies from this site")
    assert Response.objects.count() == 0
