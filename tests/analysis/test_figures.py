"""Figures on the report's pages, and as files."""

import pytest

from tests.analysis.reading import page, words

pytestmark = pytest.mark.usefixtures("demonstrated")


def test_figures_stand_after_their_tables_in_the_order_of_the_report(researcher):
    found = page(researcher.get("/report/"))

    ids = [each["id"] for each in found.select(".canvass-table, .canvass-figure") if not each["id"].endswith("numbers")]
    assert ids[:8] == ["T01", "T02", "F01", "T03", "T04", "T05", "T06", "F02"]


def test_a_figure_has_its_numbers_and_files_beside_it(researcher):
    figure = page(researcher.get("/report/F04/")).select_one(".canvass-figure")

    assert [link["href"] for link in figure.select("p a")] == ["/report/F04/wide.svg", "/report/F04/figure.png"]
    assert words(figure.select_one("tbody tr")) == "Very confident 8"


def test_a_figure_is_an_svg_file_that_needs_no_other(researcher):
    answer = researcher.get("/report/F04/wide.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert b"style=" not in answer.content


def test_a_figure_is_a_png_file(researcher):
    assert researcher.get("/report/F04/figure.png").content[:8] == b"\x89PNG\r\n\x1a\n"


def test_there_is_no_drawing_of_a_table_or_of_another_size(researcher):
    assert researcher.get("/report/T01/wide.svg").status_code == 404
    assert researcher.get("/report/F01/huge.svg").status_code == 404
    assert researcher.get("/report/F99/wide.svg").status_code == 404


def test_the_document_that_is_kept_has_the_drawings_in_it(outputs):
    assert outputs.html.count(b"data:image/svg+xml;base64,") == 18
