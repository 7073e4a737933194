"""Charts, counts and covers of the workbook, read back."""

import io
import re
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from analysis.drawing.kinds import Kind
from analysis.rendering import as_workbook
from analysis.rounding import half_up
from analysis.writing.document import Picture
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def book(outputs):
    return load_workbook(io.BytesIO(outputs.workbook))


def figures(book):
    return [book[name] for name in book.sheetnames if re.fullmatch(r"F\d+", name)]


def values(sheet, reference):
    left, top, right, bottom = range_boundaries(reference.partition("!")[2].replace("$", ""))
    return [cell for row in sheet.iter_rows(top, bottom, left, right, values_only=True) for cell in row]


def test_every_figure_is_a_chart_of_the_numbers_beside_it(book):
    for sheet in figures(book):
        (chart,) = sheet._charts
        rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
        assert values(
            sheet, chart.series[0].cat.strRef.f if chart.series[0].cat.strRef else chart.series[0].cat.numRef.f
        ) == [row[0] for row in rows]
        for place, series in enumerate(chart.series, start=1):
            assert values(sheet, series.val.numRef.f) == [row[place] for row in rows]


def test_charts_show_their_axes_and_their_first_row_on_top(book):
    for sheet in figures(book):
        (chart,) = sheet._charts
        assert (chart.x_axis.delete, chart.y_axis.delete, chart.x_axis.scaling.orientation) == (False, False, "maxMin")


def test_every_chart_says_what_it_shows(outputs):
    with ZipFile(io.BytesIO(outputs.workbook)) as parts:
        told = [
            re.search(r'descr="([^"]*)"', parts.read(name).decode()).group(1)
            for name in parts.namelist()
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
        ]

    first = next(each for each in outputs.document.blocks if isinstance(each, Picture))
    assert len(told) == 18
    assert f"{first.caption}. {first.alt}" in told


def test_every_formula_makes_the_percentage_of_the_report_from_its_counts(book):
    rows = list(book["Counts"].iter_rows(min_row=2))

    assert len(rows) == 1434
    for number, row in enumerate(rows, start=2):
        count, base, formula, shown = (cell.value for cell in row[3:7])
        decimals = re.fullmatch(rf"=ROUND\(D{number}\*100/E{number},(\d)\)", formula).group(1)
        assert float(half_up(count * 100, base, int(decimals))) == shown


def test_no_other_sheet_has_a_formula(outputs):
    with ZipFile(io.BytesIO(outputs.workbook)) as parts:
        with_formulas = [name for name in parts.namelist() if b"<f>" in parts.read(name) or b"<f " in parts.read(name)]

    assert [name for name in with_formulas if name.startswith("xl/worksheets/")] == ["xl/worksheets/sheet65.xml"]
    assert load_workbook(io.BytesIO(outputs.workbook)).sheetnames[64] == "Counts"


def test_the_cover_says_what_the_workbook_is(book):
    told = {row[0]: row[1] for row in book["Cover"].iter_rows(min_row=3, values_only=True)}

    assert book["Cover"]["A1"].value == "Community safety capacity in local government"
    assert (told["Responses"], told["Audience"], told["Made by"]) == (
        "142",
        "Those who work on the survey",
        "kim@example.org",
    )
    assert told["Response rate"].startswith("41.2% (RR1 = ")


def test_the_response_rates_stand_by_type_and_region(book):
    head, everybody, *parts = book["Response rate"].iter_rows(values_only=True)
    rows = {row[0]: dict(zip(head, row, strict=True)) for row in (everybody, *parts) if row[1] is not None}

    assert (rows["All"]["Organisations"], round(rows["All"]["RR1"], 3)) == (345, 0.412)
    assert len(rows) == 1 + 4 + 9


def test_open_answers_stand_with_their_codes(book):
    head, *rows = book["Open answers"].iter_rows(values_only=True)
    coded = [dict(zip(head, row, strict=True)) for row in rows if row[6]]

    assert {"q18_text", "q20_text"} <= {row[1] for row in rows}
    assert all(row["Themes"] for row in coded)


def test_another_reader_reads_the_same_numbers(outputs, book):
    other = CalamineWorkbook.from_filelike(io.BytesIO(outputs.workbook))

    assert other.sheet_names == book.sheetnames
    read = other.get_sheet_by_name("T09").to_python()
    assert [row[1] for row in read[6:10]] == [row[1].value for row in book["T09"].iter_rows(min_row=7, max_row=10)]


def test_outsiders_get_no_data_and_no_hidden_number(published):
    file = io.BytesIO()
    as_workbook.write_report(file, published.usual, (("Made", f"{MONDAY:%Y}"),))
    book = load_workbook(file)

    assert {"Contacts", "Open answers", "Responses (codes)"} & set(book.sheetnames) == set()
    told = [row[0] for row in book["Counts"].iter_rows(min_row=2, values_only=True)]
    shown = sum(
        cell.percent is not None and cell.count is not None and bool(cell.base) and not cell.hidden
        for table in (*published.usual.tables, *published.usual.figures)
        for row in table.cells
        for cell in row
    )
    assert len(told) == shown < 1434
    assert "[c]" in {cell for row in book["F02"].iter_rows(values_only=True) for cell in row}


def test_every_kind_of_drawing_has_its_chart(book, outputs):
    groupings = {sheet._charts[0].grouping for sheet in figures(book)}

    assert groupings == {"clustered", "percentStacked"}
    assert len(Kind) == 4
