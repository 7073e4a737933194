"""The report's folder, opened from a disk: found and put in order with scripts, whole without."""

import pytest

from analysis import outsiders
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_folder
from contacts import demonstrating
from tests.browser.visiting import AXE, MEASURING, sideways, small_targets, violations_now
from tests.factories import MONDAY

pytestmark = pytest.mark.story
SITE = "http://published.test/"  # axe asks for style sheets again, which a browser refuses from a disk
OVERVIEW = "4-overview-of-respondents.html"


@pytest.fixture
def folder(study, tmp_path):
    """Where its pages stand on the disk."""
    demonstrating.load(study, now=MONDAY)
    made = outsiders.build(study, Asked(Audience.PUBLIC))
    for name, content in as_folder.files(made, made_at=MONDAY):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def labels(page, table):
    return page.locator(f"#{table} tbody th").all_inner_texts()


def test_a_table_is_found_by_its_words(new_page, folder):
    page = new_page()
    page.goto((folder / "index.html").as_uri())

    page.get_by_label("Find a table or figure").fill("table 1:")

    assert [text[:8] for text in page.locator("nav li:visible").all_inner_texts()] == ["Table 1:"]
    assert page.get_by_role("status").inner_text() == "1 / 62"


def test_rows_are_put_in_the_order_of_a_column_and_back(new_page, folder):
    page = new_page()
    page.goto((folder / OVERVIEW).as_uri())
    printed = labels(page, "T02")
    head = page.locator("#T02").get_by_role("button").first

    orders = []
    for _ in range(3):
        head.click()
        orders.append(labels(page, "T02"))

    assert orders[2] == printed
    assert orders[0] != printed
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(printed)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["index.html", OVERVIEW])
def test_no_page_of_the_folder_shuts_anybody_out(new_page, folder, name, width):
    page = new_page(width=width)
    page.route(f"{SITE}**", lambda route: route.fulfill(path=folder / route.request.url.removeprefix(SITE)))
    page.goto(f"{SITE}{name}")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(MEASURING)

    assert violations_now(page) + sideways(page) + small_targets(page) == []


def test_without_scripts_nothing_is_offered_that_would_not_work(new_page, folder):
    page = new_page(scripts=False)
    page.goto((folder / "index.html").as_uri())

    assert page.locator("nav li").count() == 62
    assert page.get_by_label("Find a table or figure").is_visible() is False
