"""A researcher reads what was written: codes answers by keyboard, and the report changes while they do."""

import pytest

from analysis.models import Judgement
from contacts import demonstrating
from surveys.models import Response
from tests.browsing import follow, tick
from tests.factories import MONDAY
from tests.stories.desk import open_place, rows, told

pytestmark = pytest.mark.story

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
SECURED = "Funding – secured mainstream funding"


@pytest.fixture
def uncoded(study):
    """Ten of those who are always or often short of capacity wrote something that nobody has coded yet."""
    demonstrating.load(study, now=MONDAY)
    short = [row for row in Response.objects.order_by("pk") if row.answers.get("q13") in {"a", "b"} and not row.codes]
    for number, response in enumerate(short[:10]):
        response.answers["q18_text"] = f"Secure the mainstream budget for year {number}"
        response.save()
    return short[:10]


def code(page, key):
    """By keyboard, once the script that hears the keys is there."""
    page.locator(".canvass-coding--by-key:focus").wait_for()
    page.keyboard.press(key)
    page.keyboard.press("Enter")


def mentions(page):
    page.goto("/report/T34/")
    return int(rows(page, "#T34")[SECURED][0])


@SCRIPTS
def test_ten_answers_are_coded_and_table_34_changes(uncoded, signed_in, scripts):
    page = signed_in("researcher", scripts=scripts)
    before = mentions(page)
    open_place(page, "Open answers")
    follow(page.get_by_role("link", name="Q18", exact=True))
    follow(page.get_by_role("link", name="Code the next answer"))

    for number, response in enumerate(uncoded):
        assert page.locator("#answer").inner_text() == response.answers["q18_text"]
        assert f"{10 - number} of 87 left" in page.locator("main").inner_text()
        if scripts:
            code(page, "4")
        else:
            tick(page.get_by_label(SECURED))
            follow(page.get_by_role("button", name="Save"))
        page.wait_for_url(lambda url, key=response.pk: f"/code/{key}/" not in url)

    assert told(page) == "Every answer is coded."
    assert mentions(page) == before + 10
    assert Judgement.objects.count() == 10


def test_keys_tick_nothing_while_a_new_theme_is_typed(uncoded, signed_in):
    page = signed_in("researcher")
    page.goto("/open-answers/q18_text/code/")

    page.get_by_label("A new theme").press_sequentially("4 year budgets")
    assert page.get_by_role("checkbox", checked=True).count() == 0
    follow(page.get_by_role("button", name="Save"))
    page.wait_for_url(lambda url: f"/code/{uncoded[0].pk}/" not in url)

    page.goto("/open-answers/q18_text/?search=year+0")
    assert page.locator(".canvass-themes").inner_text() == "4 year budgets"
    assert page.locator("mark").inner_text() == "year 0"


def test_a_second_coder_is_blind_and_a_decision_ends_the_dispute(uncoded, signed_in):
    first = signed_in("researcher")
    first.goto("/open-answers/q18_text/code/")
    code(first, "4")
    first.wait_for_url(f"**/code/{uncoded[1].pk}/")

    second = signed_in("admin")
    second.goto("/open-answers/q18_text/")
    follow(second.get_by_role("link", name="Code as a second coder"))
    assert second.get_by_role("checkbox", checked=True).count() == 0
    code(second, "5")
    assert told(second) == "You have coded every answer that others have."
    follow(second.get_by_role("link", name="Agreement of coders, 1 answer to decide"))
    assert "1 answer coded by both." in second.locator("main").inner_text()
    follow(second.get_by_role("link", name="Decide"))
    assert second.get_by_role("checkbox", checked=True).all_inner_texts() == [""]
    code(second, "5")
    second.wait_for_url("**/open-answers/q18_text/#answer-*")

    uncoded[0].refresh_from_db()
    assert uncoded[0].codes == {"q18_codes": ["F4", "F5"]}


def test_an_other_is_put_back_and_its_table_changes(study, signed_in):
    demonstrating.load(study, now=MONDAY)
    page = signed_in("researcher")
    page.goto("/report/crosstab/?rows=q17")
    before = rows(page, "#crosstab-1")
    page.goto("/open-answers/q17_other_text/")
    page.get_by_role("link", name="Code", exact=False).filter(has_text="Code of").first.click()

    tick(page.get_by_label("The LGA"))
    follow(page.get_by_role("button", name="Save"))
    page.wait_for_url("**/code/**")

    page.goto("/report/crosstab/?rows=q17")
    after = rows(page, "#crosstab-1")
    assert int(after["Other"][0]) == int(before["Other"][0]) - 1
    coded = Response.objects.get(codes__has_key="q17_other_codes")
    assert coded.answers["q17"][-1] == "other"


def test_a_quotation_is_checked_for_names_and_stands_in_the_report(uncoded, signed_in):
    page = signed_in("researcher")
    uncoded[0].answers["q18_text"] = "More help from Cllr Jones and long-term funding"
    uncoded[0].save()
    page.goto("/open-answers/q18_text/?search=Jones")
    follow(page.get_by_role("link", name="Quote"))
    assert "Cllr Jones: somebody by title and name" in page.locator("main").inner_text()

    follow(page.get_by_role("button", name="Put it into the report"))
    assert "Look at what may tell who wrote it" in page.locator("[data-error-summary]").inner_text()
    page.get_by_label("Words to quote").fill("More help from Cllr Smith")
    follow(page.get_by_role("button", name="Put it into the report"))
    assert "A quotation is word for word." in page.locator("[data-error-summary]").inner_text()
    page.get_by_label("Words to quote").fill("More help […] and long-term funding")
    follow(page.get_by_role("button", name="Put it into the report"))

    assert told(page) == "The quotation stands in the report."
    open_place(page, "Report")
    assert page.locator("blockquote").inner_text() == "‘More help […] and long-term funding’"
    open_place(page, "Open answers")
    follow(page.get_by_role("link", name="Quotations for the report"))
    follow(page.get_by_role("button", name="Take it out"))
    assert "No quotation was chosen yet." in page.locator("main").inner_text()


def test_a_theme_is_renamed_and_merged(uncoded, signed_in):
    page = signed_in("researcher")
    page.goto("/open-answers/q20_text/frame/")
    for theme in ("Training", "Courses"):
        page.get_by_label("Theme", exact=True).fill(theme)
        follow(page.get_by_role("button", name="Add"))
        assert told(page) == f"“{theme}” is in the code frame."
    page.get_by_label("Theme", exact=True).fill("training")
    follow(page.get_by_role("button", name="Add"))
    assert "has a theme of this name already" in page.locator("[data-error-summary]").inner_text()
    follow(page.get_by_role("link", name="Courses"))
    page.get_by_label("Theme", exact=True).fill("Short courses")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("link", name="Short courses"))
    page.get_by_label("What stands for it").select_option(label="Training")
    follow(page.get_by_role("button", name="Take it out"))

    assert told(page) == "“Short courses” is out of the code frame."
    assert list(rows(page, "main table")) == ["Training"]
