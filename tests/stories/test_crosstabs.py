"""A researcher asks the next question: builds a crosstab, keeps it, takes it away, puts it into a report."""

import io

import pytest
from openpyxl import load_workbook

from contacts import demonstrating
from tests.browsing import follow, tick
from tests.factories import MONDAY
from tests.stories.desk import open_place, told

pytestmark = pytest.mark.story

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def answered(study):
    demonstrating.load(study, now=MONDAY)


def shown(page):
    return {
        row.locator("th").inner_text(): [cell.strip() for cell in row.locator("td").all_inner_texts()]
        for row in page.locator("#crosstab-1 tbody tr").all()
    }


@SCRIPTS
def test_a_crosstab_is_built_kept_and_taken_away(answered, signed_in, scripts):
    page = signed_in("researcher", scripts=scripts)
    open_place(page, "Report")
    follow(page.get_by_role("link", name="Crosstabs and reports of your own"))
    follow(page.get_by_role("link", name="Make a crosstab"))

    page.get_by_label("Rows", exact=True).select_option("q13")
    page.get_by_label("Columns", exact=True).select_option("q2")
    follow(page.get_by_role("button", name="Show the crosstab"))
    page.get_by_text("Base and nets").click()
    page.get_by_label("Name of a net").first.fill("Often or always")
    for answer in ("Always", "Often"):
        tick(page.get_by_role("group", name="Answers in it").first.get_by_label(answer, exact=True))
    follow(page.get_by_role("button", name="Show the crosstab"))

    assert shown(page)["Often or always"][:6] == ["67", "47", "11", "46", "3", "75"]
    with page.expect_download() as download:
        page.get_by_role("link", name="This crosstab as an Excel workbook").click()
    workbook = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    numbers = {row[0]: row[1:3] for row in workbook["crosstab-1"].iter_rows(values_only=True)}
    assert numbers["Often or always"] == (67, 47)
    page.get_by_text("Keep it under a name").click()
    page.get_by_label("Name", exact=True).fill("Capacity by type")
    follow(page.get_by_role("button", name="Keep"))
    assert told(page) == "“Capacity by type” is kept."
    assert shown(page)["Often or always"][:2] == ["67", "47"]


def test_a_report_is_a_list_of_tables_in_an_order_of_ones_own(answered, signed_in):
    page = signed_in("researcher")
    page.goto("/report/crosstab/?rows=q13&columns=q2")
    page.get_by_text("Keep it under a name").click()
    page.get_by_label("Name", exact=True).fill("Capacity by type")
    follow(page.get_by_role("button", name="Keep"))

    follow(page.get_by_role("link", name="Kept crosstabs"))
    follow(page.get_by_role("link", name="Begin a report"))
    page.get_by_label("Title").fill("For the board")
    follow(page.get_by_role("button").filter(has_text="Continue"))
    for table in ("Capacity by type", "Table 1: Respondents – by local authority type"):
        page.get_by_role("combobox", name="Table").select_option(label=table)
        follow(page.get_by_role("button", name="Add", exact=True))
    follow(page.get_by_role("button", name="Up"))

    captions = page.locator("caption").all_inner_texts()
    assert captions[1] == "Capacity by type"
    assert captions[0].startswith("Table 1:")
    page.get_by_role("link", name="Title and note").first.click()
    page.get_by_label("Title").fill("Who answered")
    page.get_by_label("Note below the table").fill("As of this week.")
    follow(page.get_by_role("button", name="Save"))
    assert page.locator("caption").first.inner_text() == "Who answered"
