"""A manager answers, the report counts, an admin exports."""

import io

import pytest
from openpyxl import load_workbook

from analysis.exports import making
from surveys.models import Response
from tests.browsing import follow, tick
from tests.stories.filling import DISTRICT, LONDON_BOROUGH, fill_in

pytestmark = [pytest.mark.story, pytest.mark.django_db(transaction=True)]

BEGINNING = ["your-cdrp", "your-role", "your-team", "chair"]
END = [
    *("strategic-involvement", "operational-involvement", "your-influence", "impact", "challenges"),
    *("confidence", "most-challenging", "policy-information", "improving-capacity"),
    *("support-received", "most-helpful-support", "future-support", "national-bodies", "following-up"),
]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def send(page):
    follow(page.get_by_role("button", name="Send my answers"))
    return page.locator(".canvass-panel__reference").inner_text()


def cells(page, table):
    """The counts of a table of the report JSON, by row and column."""
    found = page.request.get("/report/report.json").json()["tables"]
    (wanted,) = [made for made in found if made["id"] == table]
    return {(cell["row"], cell["col"]): cell.get("count") for cell in wanted["cells"]}


def counted(page, table, column=""):
    """The rows of a table with one answer in this column."""
    return [row for (row, col), count in cells(page, table).items() if col == column and count == 1]


def workbook(page):
    """The workbook of everything, asked for and fetched as an admin does."""
    page.goto("/exports/")
    follow(page.get_by_role("link", name="Responses to take away"))
    tick(page.get_by_label("Workbook of everything"))
    page.get_by_label("What is it for?").fill("A test")
    follow(page.get_by_role("button", name="Make the file"))
    making.make_all()
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    return load_workbook(io.BytesIO(download.value.path().read_bytes()))


def only_row(sheet):
    """The one response of a sheet, by column."""
    head, row = list(sheet.iter_rows(values_only=True))[-2:]
    return dict(zip(head, row, strict=True))


@SCRIPTS
def test_a_district_with_two_chairs_finds_its_answers_in_tables_and_workbook(new_page, link_of, signed_in, scripts):
    manager = new_page(scripts=scripts)

    pages = fill_in(manager, link_of("Anytown CDRP", type="d", region="f"), DISTRICT)
    reference = send(manager)

    assert pages == [*BEGINNING, "chair-c", "chair-d", *END]
    assert reference == Response.objects.get().reference
    admin = signed_in("admin")
    assert counted(admin, "T06") == ["Often"]
    assert counted(admin, "T12") == ["A senior local authority officer", "A senior police officer"]
    assert counted(admin, "T13", "Disagree") == [
        "Knowledgeable about the community safety agenda",
        "Influential in leading the CDRP",
        "Skilled in chairing the CDRP",
        "Involved and engaged in the CDRP",
    ]
    assert counted(admin, "T31") == ["Other"]
    assert cells(admin, "T19")["County Council (districts and boroughs only)", "Very involved"] == 1
    row = only_row(workbook(admin)["Responses (codes)"])
    assert {name: row[name] for name in ("q2", "q6_cso", "q7_c", "q7_a", "q9_other_text", "q14_daat", "q16_h")} == {
        "q2": "d",
        "q6_cso": 2.5,
        "q7_c": 1,
        "q7_a": 0,
        "q9_other_text": "Housing association",
        "q14_daat": None,
        "q16_h": 1,
    }
    assert row["q18_text"] == "=SUM(A1:A9) and some plain words"
    assert row["q22_text"] == "Longer notice.\nFewer initiatives."


@SCRIPTS
def test_a_london_borough_finds_its_answers_in_tables_and_workbook(new_page, link_of, signed_in, scripts):
    manager = new_page(scripts=scripts, width=320)

    pages = fill_in(manager, link_of("Thornbridge CDRP", type="c", region="c"), LONDON_BOROUGH)
    send(manager)

    assert pages == [*BEGINNING, "chair-a", *END]
    admin = signed_in("admin")
    assert counted(admin, "T01") == ["London borough", "Total"]
    assert counted(admin, "T10", "Very challenging") == [
        *("Anti-social behaviour", "Prolific and priority offenders", "Domestic violence", "Enviro-crime", "CCTV"),
        "Drug and alcohol (not districts)",
    ]
    assert counted(admin, "T15", "Agree") == [
        "Knowledgeable about the community safety agenda",
        "Influential in leading the CDRP",
        "Skilled in chairing the CDRP",
        "Involved and engaged in the CDRP",
    ]
    assert cells(admin, "T19")["County Council (districts and boroughs only)", "Very involved"] == 0
    row = only_row(workbook(admin)["Responses (codes)"])
    assert [row[name] for name in ("q2", "q9_county", "q10_daat", "q14_daat", "q16_h")] == ["c", None, None, "a", None]


def test_the_report_counts_an_answer_sent_a_moment_ago(new_page, link_of, signed_in):
    researcher = signed_in("researcher")
    assert counted(researcher, "T06") == []
    manager = new_page()
    fill_in(manager, link_of("Anytown CDRP", type="d", region="f"), DISTRICT)

    send(manager)

    assert counted(researcher, "T06") == ["Often"]


def test_the_same_link_goes_on_at_the_first_unanswered_page_on_another_device(new_page, link_of):
    link = link_of("Anytown CDRP", type="d", region="f")
    train = new_page(width=320)
    train.goto(link)
    follow(train.get_by_role("button", name="Start now"))
    follow(train.get_by_role("button", name="Save and continue"))

    desk = new_page()
    desk.goto(link)
    follow(desk.get_by_role("button", name="Continue"))

    assert desk.url.endswith("/page/your-role/")


def test_a_change_that_opens_new_questions_leads_there_and_back_to_the_check(new_page, link_of):
    page = new_page()
    fill_in(page, link_of("Anytown CDRP", type="d", region="f"), DISTRICT)

    follow(page.get_by_role("link", name="Change question 7"))
    tick(page.get_by_label("The Portfolio holder"))
    follow(page.get_by_role("button", name="Save and continue"))

    assert page.get_by_role("heading", level=1).inner_text().endswith("The Portfolio holder who chairs the CDRP is:")
    for line in "1234":
        tick(page.locator(f'[name="q8_a_{line}"][value="a"]'))
    follow(page.get_by_role("button", name="Save and continue"))
    assert page.url.endswith("/check/#id_q7")
