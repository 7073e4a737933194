"""Responses alone as a workbook: whatever was written is read back as it was, by two readers."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from analysis.exceptions import TooLargeForExcel
from analysis.exporting import Identity, Values
from analysis.rendering import as_sheet
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db
TEXTS = (
    *("=1+1", "{=1+1}", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org")'),
    *("http://example.org/", "mailto:a@example.org", "_x000D_", "0012", "1e5", "TRUE", "#N/A", "2026-01-01"),
    *("tab\there", "line\nnext", " before and after ", "é 🦊", "שלום עולם", "'quoted'"),
)


def written(survey, **parts):
    file = io.BytesIO()
    as_sheet.write_responses(file, survey, Values.CODES, **parts)
    return file


def texts(sheet):
    head, *rows = sheet
    return [row[head.index("q7_text")] for row in rows]


@pytest.fixture
def survey():
    return SurveyFactory()


def test_texts_are_read_back_as_they_were_written(survey):
    for text in TEXTS:
        ResponseFactory(survey=survey, answers={"q7_text": text}, submitted=MONDAY)

    file = written(survey)

    sheet = load_workbook(file)["Responses (codes)"]
    read = texts(list(sheet.iter_rows(values_only=True)))
    assert [unescape(text) for text in read] == list(TEXTS)  # which openpyxl leaves to its reader
    assert {cell.data_type for row in sheet.iter_rows(min_col=12, max_col=12) for cell in row} == {"s"}
    assert texts(CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()) == list(
        TEXTS
    )


def test_characters_that_no_workbook_can_hold_are_left_out(survey):
    ResponseFactory(survey=survey, answers={"q7_text": "vertical\x0btab"}, submitted=MONDAY)

    assert texts(list(load_workbook(written(survey)).worksheets[0].iter_rows(values_only=True))) == ["verticaltab"]


def test_a_text_that_is_too_long_for_a_cell_stands_whole_on_a_sheet_of_its_own(survey):
    text = "".join(f"{number:06} " for number in range(15_000))
    ResponseFactory(survey=survey, answers={"q7_text": text}, submitted=MONDAY)

    book = load_workbook(written(survey))

    (cut,) = texts(list(book.worksheets[0].iter_rows(values_only=True)))
    assert cut.endswith("(the whole text is on the sheet “Long texts”)")
    assert "".join(row[2] for row in book["Long texts"].iter_rows(min_row=2, values_only=True)) == text


def test_heads_stay_in_sight_and_filter(survey):
    ResponseFactory(survey=survey, answers={"q2": "u"}, submitted=MONDAY)

    sheet = load_workbook(written(survey)).worksheets[0]

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:L2")


def test_nobody_has_answered_yet(survey):
    sheet = load_workbook(written(survey)).worksheets[0]

    assert [cell.value for cell in sheet[1]][:3] == ["reference", "respondent_id", "q1"]
    assert {cell.value for row in sheet.iter_rows(min_row=2) for cell in row} <= {None}


def test_more_columns_than_excel_has_are_refused_before_anything_is_written(survey, monkeypatch):
    monkeypatch.setattr(as_sheet, "MOST_COLUMNS", 11)
    file = io.BytesIO()

    with pytest.raises(TooLargeForExcel, match=r"here are 12 columns and 0 responses\. Ask for CSV instead"):
        as_sheet.write_responses(file, survey, Values.CODES)

    assert file.getvalue() == b""


def test_without_names_a_row_begins_with_its_case(survey):
    response = ResponseFactory(survey=survey, answers={"q2": "u"}, submitted=MONDAY)

    rows = list(
        load_workbook(written(survey, identity=Identity.DEIDENTIFIED)).worksheets[0].iter_rows(values_only=True)
    )

    assert (rows[0][0], rows[1][0]) == ("case", response.pk)
    assert {"reference", "respondent_id", "q7_text"} & set(rows[0]) == set()
