"""The report as outsiders may see it: on the page, in files and in figures."""

import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from analysis import outsiders
from analysis.exceptions import UnknownTable
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_json, as_workbook
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

PUBLIC = Asked(Audience.PUBLIC)
QUERY = "?audience=public"


@pytest.fixture
def survey(db):
    """Twelve in towns that are unitary, three in others: each of these three could be found out."""
    made = SurveyFactory(title="Towns")
    for number in range(15):
        ResponseFactory(survey=made, answers={"q2": "d" if number < 3 else "u", "q3": "n"}, submitted=MONDAY)
    return made


def built(tmp_path, *options):
    path = tmp_path / "report.json"
    call_command("build_report", "--format", "json", "--output", str(path), *options)
    return json.loads(path.read_text(encoding="utf-8"))


def counts(document, table):
    (found,) = [each for each in document["tables"] if each["id"] == table]
    return {cell["row"]: cell.get("count", cell.get("hidden")) for cell in found["cells"]}


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


def test_no_number_that_is_too_small_is_in_the_data(published):
    made = as_json.document(published.usual)

    cells = [cell for table in made["tables"] for cell in table["cells"]]
    assert [cell for cell in cells if 0 < cell.get("count", 0) < 5 or 0 < cell.get("base", 10) < 10] == []
    assert counts(made, "T01")["Metropolitan"] == ["count", "mean", "pct"]
    assert "statements" not in made


def test_a_table_alone_is_as_it_is_in_the_whole_report(published):
    whole, alone = published.usual, published.alone

    assert alone.tables == tuple(table for table in whole.tables if table.specification.heading.id == "T07")
    assert alone.figures == tuple(table for table in whole.figures if table.specification.heading.id == "F02")


def test_it_is_made_once_for_as_long_as_nothing_changes(published):
    assert published.again is published.usual


def test_a_workbook_has_the_mark_in_place_of_the_number(published):
    file = io.BytesIO()
    as_workbook.write_report(file, published.usual)

    rows = {row[0]: row[1] for row in load_workbook(file)["T01"].iter_rows(values_only=True) if row[0]}
    assert (rows["Metropolitan"], rows["Total"]) == ("[c]", 142)


def test_the_command_makes_it_by_the_usual_rules_or_by_others(survey, tmp_path):
    hidden = ["count", "mean", "pct"]

    assert counts(built(tmp_path, "--audience", "public"), "Q2") == {"Unitary": hidden, "District / Borough": hidden}
    looser = built(tmp_path, "--audience", "public", "--smallest-base", "3", "--smallest-cell", "3", "--table", "Q2")
    assert counts(looser, "Q2") == {"Unitary": 12, "District / Borough": 3}
    assert counts(built(tmp_path), "Q2") == {"Unitary": 12, "District / Borough": 3}


@pytest.mark.parametrize("number", ["1", "few", "-3"])
def test_rules_that_protect_nobody_are_refused(survey, tmp_path, number):
    with pytest.raises(CommandError, match="is no whole number from 2 on"):
        built(tmp_path, "--audience", "public", f"--smallest-cell={number}")


def test_an_unknown_table_is_refused(survey):
    with pytest.raises(UnknownTable, match="There is no table T99"):
        outsiders.build(survey, PUBLIC, ids=["T99"])


def test_an_answer_that_came_since_is_in_it(survey):
    before = outsiders.build(survey, PUBLIC)

    ResponseFactory(survey=survey, answers={"q2": "d"}, submitted=MONDAY)

    assert outsiders.build(survey, PUBLIC).responses == before.responses + 1


def test_the_page_says_what_is_hidden_and_leads_to_nobody(admin_client, survey):
    page = words(admin_client.get(f"/report/{QUERY}"))

    assert "Nothing is told of fewer than 10 respondents, no count below 5" in page
    assert "[c]: hidden, because so few could be found out" in page
    table = BeautifulSoup(admin_client.get(f"/report/Q2/{QUERY}").content, "html.parser").find(id="Q2")
    assert [cell.get_text() for cell in table.tbody.select("td")] == ["[c]"] * 4
    assert table.select("a") == []


def test_the_data_of_the_page_are_for_outsiders_too(admin_client, survey):
    data = json.loads(admin_client.get(f"/report/report.json{QUERY}").content)

    assert counts(data, "Q2")["Unitary"] == ["count", "mean", "pct"]


def test_links_of_the_page_lead_to_what_outsiders_may_see(admin_client, survey):
    page = BeautifulSoup(admin_client.get(f"/report/{QUERY}&smallest-cell=3").content, "html.parser")

    links = [link["href"] for link in page.main.select("a") if link["href"].startswith("/report/Q")]
    assert links
    assert all(link.endswith("?audience=public&smallest-cell=3") for link in links)


def test_figures_of_the_page_are_for_outsiders_too(researcher):
    assert "[c]" in researcher.get(f"/report/F02/wide.svg{QUERY}").content.decode()
    assert "[c]" not in researcher.get("/report/F02/wide.svg").content.decode()


def test_an_audience_that_is_not_known_is_everybody(admin_client, survey):
    assert "[c]" in words(admin_client.get("/report/?audience=clients"))


@pytest.mark.parametrize("address", ["Q2/", "report.json", "F01/wide.svg", "Q2/0/0/"])
@pytest.mark.parametrize("query", ["audience=clients", "as-at=zz", "as-at=2100-01-01", "smallest-base=1"])
def test_a_page_of_what_cannot_be_read_is_not_taken_for_that_of_now(admin_client, survey, address, query):
    answer = admin_client.get(f"/report/{address}?{query}")

    assert answer.status_code == 400
    assert words(answer).startswith(f"We could not read that {query.partition('=')[0]}: ")


@pytest.mark.parametrize("number", ["1", "0", "5000", "few"])
def test_rules_that_make_no_sense_are_refused_beside_their_field(admin_client, survey, number):
    response = admin_client.get(f"/report/{QUERY}&smallest-base={number}")

    assert response.status_code == 422
    assert "Enter a whole number from 2 to 1000" in words(response)
    assert "Nothing is told of fewer than 10 respondents" in words(response)
