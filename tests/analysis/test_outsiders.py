"""The report as outsiders may see it: on the page, in files and in figures."""

import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from analysis import outsiders
from analysis.disclosure.rules import Rules
from analysis.exceptions import UnknownTable
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_workbook
from tests.factories import MONDAY, ResponseFactory

PUBLIC = Asked(Audience.PUBLIC)
QUERY = "?audience=public"


def built(tmp_path, *options):
    path = tmp_path / "report.json"
    call_command("build_report", "--format", "json", "--output", str(path), *options)
    return json.loads(path.read_text(encoding="utf-8"))


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


def test_the_command_writes_no_number_that_is_too_small(demonstration, tmp_path):
    made = built(tmp_path, "--audience", "public")

    cells = [cell for table in made["tables"] for cell in table["cells"]]
    assert [cell for cell in cells if 0 < cell.get("count", 0) < 5 or 0 < cell.get("base", 10) < 10] == []
    hidden = {"col": "", "hidden": ["count", "mean", "pct"], "row": "Metropolitan"}
    assert [cell for cell in made["tables"][0]["cells"] if cell["row"] == "Metropolitan"] == [hidden]
    assert "statements" not in made


def test_other_rules_can_be_chosen(demonstration, tmp_path):
    made = built(tmp_path, "--audience", "public", "--smallest-base", "2", "--smallest-cell", "2")

    counts = {cell["count"] for table in made["tables"] for cell in table["cells"] if cell.get("count")}
    assert min(counts) == 2


@pytest.mark.parametrize("number", ["1", "few", "-3"])
def test_rules_that_protect_nobody_are_refused(demonstration, tmp_path, number):
    with pytest.raises(CommandError, match="is no whole number from 2 on"):
        built(tmp_path, "--audience", "public", f"--smallest-cell={number}")


def test_a_table_alone_is_as_it_is_in_the_whole_report(demonstration):
    whole = outsiders.build(demonstration, PUBLIC)
    alone = outsiders.build(demonstration, PUBLIC, ids=["T07", "F02"])

    assert alone.tables == tuple(table for table in whole.tables if table.specification.heading.id == "T07")
    assert alone.figures == tuple(table for table in whole.figures if table.specification.heading.id == "F02")


def test_an_unknown_table_is_refused(demonstration):
    with pytest.raises(UnknownTable, match="There is no table T99"):
        outsiders.build(demonstration, PUBLIC, ids=["T99"])


def test_it_is_made_once_for_as_long_as_nothing_changes(demonstration):
    before = outsiders.build(demonstration, PUBLIC)
    assert outsiders.build(demonstration, PUBLIC) is before

    ResponseFactory(survey=demonstration, answers={"q2": "d"}, submitted=MONDAY)

    assert outsiders.build(demonstration, PUBLIC).responses == before.responses + 1


def test_everything_is_shown_to_those_who_work_on_the_survey(demonstration):
    (table,) = outsiders.build(demonstration, Asked(), ids=["T01"]).tables

    assert [cell.count for (cell,) in table.cells] == [99, 24, 15, 4, 142]


def test_the_page_says_what_is_hidden_and_leads_to_nobody(researcher):
    page = words(researcher.get(f"/report/{QUERY}"))

    assert "Nothing is told of fewer than 10 respondents, no count below 5" in page
    assert "[c]: hidden, because so few could be found out" in page
    table = BeautifulSoup(researcher.get(f"/report/T01/{QUERY}").content, "html.parser").find(id="T01")
    assert [cell.get_text() for cell in table.tbody.select("td")][-4:-2] == ["[c]", "[c]"]
    assert table.select("a") == []


def test_the_data_of_the_page_and_its_figures_are_for_outsiders_too(researcher):
    data = json.loads(researcher.get(f"/report/report.json{QUERY}").content)
    drawing = researcher.get(f"/report/F02/wide.svg{QUERY}").content.decode()

    assert [cell["hidden"] for cell in data["tables"][0]["cells"] if "hidden" in cell]
    assert "[c]" in drawing
    assert "Metropolitan: [c]" not in researcher.get("/report/F02/wide.svg").content.decode()


def test_links_of_the_page_lead_to_what_outsiders_may_see(researcher):
    page = BeautifulSoup(researcher.get(f"/report/{QUERY}&smallest-cell=3").content, "html.parser")

    links = [link["href"] for link in page.main.select("a") if link["href"].startswith("/report/T")]
    assert links
    assert all(link.endswith("?audience=public&smallest-cell=3") for link in links)


def test_an_audience_that_is_not_known_is_everybody(researcher):
    response = researcher.get("/report/T01/?audience=clients")

    assert "[c]" in words(response)


@pytest.mark.parametrize("number", ["1", "0", "5000", "few"])
def test_rules_that_make_no_sense_are_refused_beside_their_field(researcher, number):
    response = researcher.get(f"/report/{QUERY}&smallest-base={number}")

    assert response.status_code == 422
    assert "Enter a whole number from 2 to 1000" in words(response)
    assert "Nothing is told of fewer than 10 respondents" in words(response)


def test_a_workbook_of_these_tables_has_the_mark_in_place_of_the_number(demonstration):
    file = io.BytesIO()
    as_workbook.write_report(file, outsiders.build(demonstration, PUBLIC, ids=["T01"]))

    rows = {row[0]: row[1] for row in load_workbook(file)["T01"].iter_rows(values_only=True) if row[0]}
    assert (rows["Metropolitan"], rows["Total"]) == ("[c]", 142)


def test_stricter_rules_hide_more(demonstration):
    def hidden(rules):
        made = outsiders.build(demonstration, Asked(Audience.PUBLIC, rules))
        return sum(bool(cell.hidden) for table in made.tables for row in table.cells for cell in row)

    assert hidden(Rules(base=2, cell=2)) < hidden(Rules()) < hidden(Rules(base=30, cell=10))
