import datetime as dt
import tracemalloc

import pytest
from openpyxl import Workbook

from contacts.spreadsheets import reading
from contacts.spreadsheets.sheet import Heads, Limits
from contacts.spreadsheets.workbook import SAVE_AS
from contacts.spreadsheets.worksheet import TOO_LONG
from contacts.spreadsheets.xml_parts import DAMAGED, TOO_MUCH
from tests.workbooks import package, repacked, saved, workbook

HEADS = Heads(known=("reference", "name", "note"), required=("reference", "name"), may_follow=True)
GOOD = [["reference", "name"], ["A1", "Anytown"]]


def read(data, *, limits=None):
    return reading.read(data, HEADS, limits or Limits())


def messages(sheet):
    return [str(problem) for problem in sheet.problems]


def test_a_workbook_is_read_as_texts():
    sheet = read(workbook([["reference", "name", "note"], [101, "Anytown", 2.50], [None], ["A2", "Elsewhere", True]]))

    assert [row.number for row in sheet.rows] == [2, 4]
    assert [row.cells for row in sheet.rows] == [
        {"reference": "101", "name": "Anytown", "note": "2.5"},
        {"reference": "A2", "name": "Elsewhere", "note": "True"},
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("=1+1", "the cell holds a formula; put in what it shows (copy, then paste values only)"),
        (dt.date(2009, 6, 1), "the cell holds a date or time; format it as text and enter it again"),
        (dt.time(9, 30), "the cell holds a date or time; format it as text and enter it again"),
        ("#N/A", "the cell holds the error #N/A; enter what is meant"),
    ],
    ids=["formula", "date", "time", "error"],
)
def test_a_cell_that_is_no_text_is_a_problem_with_its_row_and_column(value, message):
    sheet = read(workbook([["reference", "name"], ["A1", value]]))

    assert messages(sheet) == [f"Row 2, name: {message}"]


def test_a_formula_in_a_column_that_is_not_read_does_not_matter():
    sheet = read(workbook([["reference", "name", "extra"], ["A1", "Anytown", "=1+1"]]))

    assert messages(sheet) == []
    assert sheet.notices == ("Columns that are not read: extra.",)


def test_the_first_sheet_that_is_not_hidden_is_read():
    book = Workbook()
    book.active.append(["nothing", "here"])
    book.active.sheet_state = "hidden"
    for title, reference in (("One", "A1"), ("Two", "A2")):
        sheet = book.create_sheet(title)
        sheet.append(["reference", "name"])
        sheet.append([reference, "Anytown"])

    read_one = read(saved(book))

    assert [row.cells["reference"] for row in read_one.rows] == ["A1"]
    assert read_one.notices == ("Only the first sheet, “One”, is read.",)


def test_merged_cells_leave_the_others_empty():
    book = Workbook()
    for row in [["reference", "name"], ["A1", "Anytown"], ["A2", "lost"]]:
        book.active.append(row)
    book.active.merge_cells("B2:B3")

    assert [row.cells["name"] for row in read(saved(book)).rows] == ["Anytown", ""]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("word/document.xml", "This is a Word document."),
        ("ppt/presentation.xml", "This is a PowerPoint presentation."),
        ("xl/workbook.bin", "This is an Excel binary workbook (.xlsb)."),
        ("content.xml", "This is an OpenDocument file."),
        ("readme.txt", "This is a packed file, but no Excel workbook."),
    ],
)
def test_other_packed_files_are_refused_by_what_they_are(entry, message):
    assert messages(read(package({entry: b"x"}))) == [f"{message} {SAVE_AS}"]


def test_a_workbook_with_macros_is_refused():
    assert messages(read(repacked(workbook(GOOD), xl__vbaProject_dot_bin=b"x"))) == [
        f"This workbook holds macros (.xlsm). {SAVE_AS}"
    ]


@pytest.mark.parametrize(
    "broken",
    [
        workbook(GOOD)[:-200],
        workbook(GOOD)[:400],
        b"PK\x03\x04 and nothing more",
        repacked(workbook(GOOD), xl__worksheets__sheet1_dot_xml=b"<worksheet><sheetData><row><c"),
        repacked(workbook(GOOD), xl__worksheets__sheet1_dot_xml=b"no xml"),
        repacked(
            workbook(GOOD),
            xl__worksheets__sheet1_dot_xml=b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>',
        ),
        repacked(workbook(GOOD), xl__workbook_dot_xml=b"<workbook/>"),
    ],
    ids=["cut at the end", "cut in the middle", "signature only", "cut sheet", "no xml", "lost strings", "no sheets"],
)
def test_a_damaged_workbook_is_refused_with_a_way_out(broken):
    (message,) = messages(read(broken))

    assert message in (DAMAGED, "All sheets of the workbook are hidden. Show the one with the list.")


def test_entities_of_a_workbook_are_not_expanded():
    bomb = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
    <c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>"""

    assert messages(read(repacked(workbook(GOOD), xl__worksheets__sheet1_dot_xml=bomb))) == [DAMAGED]


@pytest.mark.parametrize(
    "bomb",
    [
        repacked(workbook(GOOD), xl__media__big_dot_bin=bytes(60 * 1024 * 1024)),
        package({"xl/workbook.xml": b"x", **{f"xl/{number}.xml": b"x" for number in range(300)}}),
        repacked(workbook(GOOD), xl__styles_dot_xml=b"<x>" + b"<x/>" * 300_001),
    ],
    ids=["unpacks to too much", "too many entries", "too many tags"],
)
def test_a_zip_bomb_is_refused_before_anything_is_unpacked(bomb):
    tracemalloc.start()

    assert messages(read(bomb)) == [TOO_MUCH]

    assert tracemalloc.get_traced_memory()[1] < 10 * 1024 * 1024
    tracemalloc.stop()


def test_a_file_of_more_than_five_megabytes_is_refused():
    assert messages(read(bytes(5 * 1024 * 1024 + 1).replace(b"\0", b"a"))) == [
        "The file is larger than 5 MB. Take out what is not needed."
    ]


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is():
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <dimension ref="A1:XFD1048576"/><sheetData>
    <row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c>
    <c r="B1" t="inlineStr"><is><t>name</t></is></c></row>
    <row r="2"><c r="A2" t="inlineStr"><is><t>A1</t></is></c><c r="B2" t="inlineStr"><is><t>Anytown</t></is></c></row>
    </sheetData></worksheet>"""

    found = read(repacked(workbook(GOOD), xl__worksheets__sheet1_dot_xml=sheet))

    assert [row.cells for row in found.rows] == [{"reference": "A1", "name": "Anytown"}]


@pytest.mark.parametrize(
    "blank", [b"<row/>" * 1_000, b'<row r="900000000"><c><v>1</v></c></row>'], ids=["blank rows", "a row far below"]
)
def test_a_sheet_that_goes_on_without_end_is_refused(blank):
    sheet = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
    <row r="1"><c t="inlineStr"><is><t>reference</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>"""

    endless = repacked(workbook(GOOD), xl__worksheets__sheet1_dot_xml=sheet + blank + b"</sheetData></worksheet>")

    assert messages(read(endless, limits=Limits(length=1_000))) == [TOO_LONG]


def test_two_hundred_columns_are_refused():
    wide = ["reference", "name", *(f"c{number}" for number in range(198))]

    assert messages(read(workbook([wide, ["A1", "Anytown"]]))) == [
        "Row 1 has more than 50 columns. Take out those that are not needed."
    ]


def test_more_rows_than_are_read_are_refused():
    rows = [["reference", "name"], *([["A", "B"]] * 3)]

    assert messages(read(workbook(rows), limits=Limits(rows=3))) == []
    assert messages(read(workbook(rows), limits=Limits(rows=2))) == ["The sheet has more than 2 rows. Split it."]


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
HEAD_ROW = b'<row><c t="inlineStr"><is><t>reference</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row>'


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (b"<row>" + b'<c t="n"><v>1</v></c>' * 2_000_000, "Row 2 has more than 50 columns."),
        (b'<row><c t="inlineStr"><is><t>' + b"x" * 40_000_000, "The cell that begins with “xxxxx"),
        (b"<x/>" * 100_001, TOO_MUCH),
        (b"<row><c><v>1</v></c></row>" * 1_001, "The sheet has more than 1,000 rows. Split it."),
        (b'<row><c r="B2"/><c r="A2"/></row>', DAMAGED),
        (b'<row r="1"/>', DAMAGED),
        (b'<row><c t="s"><v>-1</v></c></row>', DAMAGED),
    ],
    ids=["one endless row", "one endless cell", "tags", "rows", "backwards", "a row twice", "a text before the first"],
)
def test_a_hostile_sheet_is_left_where_it_goes_wrong_with_memory_flat(rows, message):
    hostile = repacked(workbook(GOOD), xl__worksheets__sheet1_dot_xml=SHEET + HEAD_ROW + rows)
    tracemalloc.start()

    (found,) = messages(read(hostile, limits=Limits(tags=100_000, rows=1_000)))

    assert found.startswith(message)
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()


RELATION = '<Relationship Id="{}" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/{}" Target="{}"/>'
BOOK = b'<x:workbook><x:sheets><x:sheet name="L" sheetId="1" x:id="s"/></x:sheets></x:workbook>'


def with_shared_texts(texts):
    """A workbook of two rows with two cells, which name the first four of these texts."""
    first, second, third, fourth = (b'<c t="s"><v>%d</v></c>' % number for number in range(4))
    relations = [RELATION.format("s", "worksheet", "/xl/a.xml"), RELATION.format("t", "sharedStrings", "t.xml")]
    return package(
        {
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": f"<Relationships>{''.join(relations)}</Relationships>".encode(),
            "xl/a.xml": b"%s<row>%s%s</row><row>%s%s</row></sheetData>" % (SHEET, first, second, third, fourth),
            "xl/t.xml": texts,
        }
    )


def test_texts_that_cells_share_are_read_as_far_as_a_cell_asks_for_them():
    texts = b"""<sst><si><r><t>refer</t></r><r><t>ence</t></r><rPh><t>aid</t></rPh></si><si><t>name</t></si>
    <si><t>A1</t></si><si><t>Any_x000A_town</t></si>"""

    found = read(with_shared_texts(texts + b"<si/>" * 200_000 + b" without an end"))

    assert [row.cells for row in found.rows] == [{"reference": "A1", "name": "Any\ntown"}]


def test_a_text_that_is_not_there_is_a_sign_of_damage():
    assert messages(read(with_shared_texts(b"<sst><si><t>name</t></si></sst>"))) == [DAMAGED]


def test_a_date_is_known_by_the_format_of_its_cell():
    book = Workbook()
    book.active.append(["reference", "name"])
    book.active.append(["A1", 40_000])
    book.active["B2"].number_format = 'dddd" the "d'

    assert messages(read(saved(book))) == [
        "Row 2, name: the cell holds a date or time; format it as text and enter it again"
    ]
