"""The report as a folder: every page leads somewhere, and outsiders' numbers stay hidden in every file."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from analysis.rendering import as_folder
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(published):
    return dict(as_folder.files(published.usual, made_at=MONDAY))


def pages(folder):
    return {name: BeautifulSoup(content, "html.parser") for name, content in folder.items() if name.endswith(".html")}


def test_there_is_a_page_for_each_section_a_file_for_each_table_and_a_drawing_for_each_figure(folder):
    kinds = [sum(name.startswith(start) for name in folder) for start in ("tables/", "figures/")]

    assert (len(pages(folder)), kinds) == (9, [62, 18])


def test_every_link_leads_to_a_file_or_a_place_that_is_there(folder):
    found = pages(folder)
    for name, page in found.items():
        for link in page.select("a[href], link[href]"):
            path, _, place = link["href"].partition("#")
            assert (path or name) in folder
            assert not place or found[path or name].find(id=place)
        assert {image["src"] for image in page.select("img")} <= set(folder)


def test_no_page_has_a_script_within_or_needs_another_site(folder):
    for page in pages(folder).values():
        assert [script.attrs for script in page.select("script")] == [{"src": "report.js", "defer": ""}]
        assert page.select("[style]") == []
        assert [link for link in page.select("[href], [src]") if "//" in (link.get("href") or link.get("src"))] == []


def test_what_is_hidden_is_in_no_file(folder):
    rows = list(csv.DictReader(io.StringIO(folder["tables/T01.csv"].decode("utf-8-sig"))))

    counts = {row["Row"]: (row["Number"], row["Mark"]) for row in rows if row["Figure"] == "Number"}
    assert (counts["Metropolitan"], counts["Total"]) == (("", "[c]"), ("142", ""))
    told = pages(folder)["4-overview-of-respondents.html"].find(id="T01").get_text()
    assert "[c]" in told
