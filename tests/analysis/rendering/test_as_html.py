import re

import pytest
from bs4 import BeautifulSoup


@pytest.fixture(scope="module")
def document(outputs):
    return BeautifulSoup(outputs.html, "html.parser")


def words(tag):
    return " ".join(tag.get_text().split())


def test_every_table_and_figure_has_caption_question_and_base(document):
    tables = document.select(".canvass-table")

    assert len(tables) == 44 + 18
    assert [table["id"] for table in tables if not words(table.caption)] == []
    assert [table["id"] for table in tables if "Base: " not in words(table)] == []


def test_the_contents_lead_to_every_table(document):
    targets = [link["href"].removeprefix("#") for link in document.select("nav a")]
    ids = {tag["id"] for tag in document.find_all(id=True)}

    assert [target for target in targets if target not in ids] == []
    assert {each["id"] for each in document.select("section > .canvass-table, figure")} == set(targets) - {
        section["id"] for section in document.select("h2[id]")
    }


def test_no_id_is_there_twice(document):
    ids = [tag["id"] for tag in document.find_all(id=True)]

    assert len(ids) == len(set(ids))


def test_the_file_needs_no_other(document):
    sources = [tag.get("src") or tag.get("href") for tag in document.find_all(["link", "script", "img"])]
    addresses = [link["href"] for link in document.find_all("a")]

    assert [source for source in sources if not source.startswith("data:")] == []
    assert [address for address in addresses if not address.startswith("#")] == []


def test_a_table_shows_its_numbers_under_their_heads(document):
    table = document.find(id="T06")

    assert [words(head) for head in table.thead.find_all("th")] == [
        "Response",
        "No. of responses",
        "% of total responses",
    ]
    assert [words(cell) for cell in table.tbody.tr.find_all(["th", "td"])] == ["Always", "14", "10"]


def test_what_was_not_asked_is_a_dash(document):
    row = document.find(id="T11").tbody.find_all("tr")[-1]

    assert [words(cell) for cell in row.find_all("td")] == [*["–"] * 6, "10", "10"]


def test_the_time_it_was_made_stands_on_it(document):
    assert "From 142 responses, 2 November 2026, 09:00" in words(document.main)


def test_nothing_is_left_of_the_template(document):
    assert re.findall(r"{[%{#]", str(document)) == []
