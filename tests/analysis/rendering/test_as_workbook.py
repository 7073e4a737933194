import io
from functools import partial

import pytest
from openpyxl import load_workbook

from analysis import report
from analysis.exporting import Values
from analysis.rendering import as_sheet, as_workbook
from surveys.models import Response
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture(scope="module")
def everything(outputs):
    return load_workbook(io.BytesIO(outputs.workbook))


def opened(write, *arguments):
    file = io.BytesIO()
    write(file, *arguments)
    return load_workbook(file)


def cells(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_it_has_a_sheet_for_each_table_and_figure_and_for_the_data(everything):
    names = everything.sheetnames
    assert names[:3] == ["Cover", "Contents", "T01"]
    assert [len([name for name in names if name[0] == letter and name[1:].isdigit()]) for letter in "TDF"] == [
        34,
        10,
        18,
    ]
    assert names[-7:] == [
        *("Counts", "Responses (codes)", "Responses (labels)", "Codebook", "Response rate", "Open answers", "Contacts"),
    ]


def test_the_contents_lead_to_every_sheet(everything):
    links = [row[0].hyperlink for row in everything["Contents"].iter_rows() if row[0].hyperlink]

    assert [link.location for link in links] == [f"'{name}'!A1" for name in everything.sheetnames[2:]]


def test_a_row_holds_the_codes_of_a_response_and_its_words(everything):
    codes, labels = (
        dict(zip(*cells(everything[title])[:2], strict=True)) for title in ("Responses (codes)", "Responses (labels)")
    )

    assert len(cells(everything["Responses (codes)"])) == 143
    assert (codes["q2"], labels["q2"]) == ("d", "District / Borough")
    assert (codes["q7_a"], labels["q7_a"]) == (1, "Ticked")


def test_the_codebook_says_what_a_column_means(everything):
    rows = {row[0]: row for row in cells(everything["Codebook"])}

    assert rows["q4"][1:] == [
        "4",
        "Your job role:",
        "coded",
        "a = Community safety manager / officer\nb = Head of safer communities\nc = Other",
    ]


def test_a_table_is_laid_out_like_the_report(everything):
    rows = cells(everything["T09"])

    assert rows[0][0].startswith("Table 9: Based upon current capacity levels")
    assert rows[1][0].startswith("Q15 by Q2: ")
    assert rows[4][:5] == [None, "Very confident", None, "Fairly confident", None]
    assert rows[5][:5] == [None, "No.", "%", "No.", "%"]
    assert rows[6][:5] == ["Unitary", 2, 8, 15, 63]
    assert rows[11][0] == (
        "Base: all respondents of that type: Unitary 24, Metropolitan 4, London borough 15, District / borough 99"
    )
    merged = sorted(str(cells) for cells in everything["T09"].merged_cells.ranges)
    assert merged == ["A12:K12", "A1:K1", "A2:K2", "B5:C5", "D5:E5", "F5:G5", "H5:I5", "J5:K5"]


def test_no_text_is_cut_off_or_makes_a_printer_shrink_the_sheet(everything):
    sheet = everything["T07"]

    assert (sheet["A1"].alignment.wrap_text, sheet["B5"].value) == (True, "Total no. of CDRPs in sample")
    assert {row: sheet.row_dimensions[row].height for row in (2, 5, 6)} == {2: 15, 5: 45, 6: None}
    assert sheet.page_setup.fitToHeight == 1


def test_heads_stand_over_their_numbers(everything):
    sheet = everything["T09"]

    assert [sheet[cell].alignment.horizontal for cell in ("A7", "B5", "B6", "C6")] == [None, "center", "right", "right"]


def test_heads_and_labels_stay_in_sight(everything):
    assert (everything["T09"].freeze_panes, everything["T06"].freeze_panes) == ("B7", "B6")


def test_decimals_are_shown_as_in_the_report(everything):
    row = everything["T04"][6]

    assert [(cell.value, cell.number_format) for cell in row[1:]] == [
        (28.2, "#,##0.0"),
        (20.8, "#,##0.0"),
        (7, "#,##0"),
        (29.2, "#,##0.0"),
    ]


def test_a_percentage_has_its_sign_where_the_head_does_not_say_it(everything):
    assert everything["T02"]["E6"].number_format == '#,##0"%"'


def test_sheet_names_are_as_short_as_excel_wants_them(everything):
    assert max(map(len, everything.sheetnames)) <= 31


def test_no_cell_is_a_formula(everything):
    others = [sheet for sheet in everything if sheet.title != "Counts"]  # which is there for its formulas
    types = {cell.data_type for sheet in others for row in sheet.iter_rows() for cell in row}

    assert types & {"f", "e", "b", "d"} == set()


def test_the_report_alone_tells_no_single_answer(outputs):
    book = load_workbook(io.BytesIO(outputs.tables_alone))

    assert book.sheetnames[:3] == ["Cover", "Contents", "T01"]
    assert len(book.sheetnames) == 2 + 44 + 18 + 1


def test_responses_alone_come_with_the_codebook(db):
    book = opened(as_sheet.write_responses, SurveyFactory(), Values.LABELS)

    assert book.sheetnames == ["Responses (labels)", "Codebook"]


def test_a_formula_of_a_respondent_stays_text(db):
    survey = SurveyFactory()
    ResponseFactory(survey=survey, answers={"q7_text": "=1+1"}, submitted=MONDAY)

    book = opened(as_sheet.write_responses, survey, Values.CODES)

    cell = book["Responses (codes)"].cell(2, 12)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_survey_without_responses_has_a_workbook_too(appendix_a_survey):
    book = opened(partial(as_workbook.write, now=MONDAY), appendix_a_survey, report.build(appendix_a_survey), ())

    assert Response.objects.count() == 0
    assert book["Responses (codes)"].max_row == 1
    assert cells(book["T06"])[5] == ["Always", None, None]
