import io
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from contacts.spreadsheets.writing_workbooks import LONGEST_CELL, PART, Book, sheet_titles

DANGEROUS = [
    *("=1+1", "=HYPERLINK(A1)", '=cmd|" /C calc"!A0', "{=1+1}", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"),
    *("#N/A", "#REF!", "TRUE", "00123", "1e5", "2026-01-01", "https://example.org", "_x0041_", "<b>&amp;"),
    *(" begins with a space", "one\ntwo", "😀 naïve – “so”", "نص"),
]


def saved(*rows):
    book = Book()
    book.records("Data", ("who", "id", "text"), [("R1", "1", text) for text in rows])
    file = io.BytesIO()
    book.save(file)
    return file


def texts(file):
    """As Excel shows them: openpyxl leaves the escapes of the format as they are."""
    rows = load_workbook(file)["Data"].iter_rows(min_row=2, values_only=True)
    return [unescape(row[2]) if isinstance(row[2], str) else row[2] for row in rows]


def xml(file, sheet="sheet1"):
    return zipfile.ZipFile(file).read(f"xl/worksheets/{sheet}.xml").decode()


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_is_read_back_is_the_text_that_was_written(text):
    assert texts(saved(text)) == [text]


def test_no_text_becomes_a_formula_or_an_error():
    written = xml(saved(*DANGEROUS))

    assert (written.count("<f>"), written.count("<f "), written.count('t="e"')) == (0, 0, 0)


@pytest.mark.parametrize("unreadable", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_left_out_and_the_rest_stays(unreadable):
    assert texts(saved(f"be{unreadable}fore")) == ["before"]


def test_numbers_stay_numbers():
    book = Book()
    book.records("Data", ("who", "id", "number"), [("R1", "1", 2.5), ("R2", "2", 0), ("R3", "3", None)])
    file = io.BytesIO()
    book.save(file)

    assert texts(file) == [2.5, 0, None]


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_the_longest_text_that_excel_holds_stands_in_its_cell(letter):
    text = letter * (LONGEST_CELL // len(letter.encode("utf-16-le")) * 2)

    assert texts(saved(text)) == [text]


@pytest.mark.parametrize("text", ["a" * (LONGEST_CELL + 1), "😀" * 40_000], ids=["letters", "emoji"])
def test_a_longer_text_says_so_and_stands_whole_on_a_sheet_of_its_own(text):
    workbook = load_workbook(saved("short", text))

    (_, beginning) = [row[2] for row in workbook["Data"].iter_rows(min_row=2, values_only=True)]
    assert beginning == text[:PART] + " … (the whole text is on the sheet “Long texts”)"
    parts = list(workbook["Long texts"].iter_rows(min_row=2, values_only=True))
    assert {part[:2] for part in parts} == {("R1 1", "text")}
    assert "".join(part[2] for part in parts) == text


def test_there_is_no_sheet_of_long_texts_without_one():
    assert load_workbook(saved("short")).sheetnames == ["Data"]


def test_the_heads_and_who_it_is_stay_in_sight():
    assert load_workbook(saved("short"))["Data"].freeze_panes == "C2"


def test_titles_of_sheets_are_cut_and_none_is_there_twice():
    assert sheet_titles(["T01", "A" * 31, "A" * 32]) == {"T01": "T01", "A" * 31: "A" * 31, "A" * 32: "A" * 29 + " 3"}
