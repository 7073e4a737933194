import codecs

import pytest

from contacts.spreadsheets import reading
from contacts.spreadsheets.csv_text import BAD_ENCODING, NOT_TEXT, WESTERN
from contacts.spreadsheets.sheet import Heads, Limits

HEADS = Heads(known=("reference", "name", "note"), required=("reference", "name"), may_follow=True)
PLAIN = "reference,name\r\nA1,Anytown\r\n"


def read(data, *, limits=None):
    return reading.read(data if isinstance(data, bytes) else data.encode(), HEADS, limits or Limits())


def cells(sheet):
    return [row.cells for row in sheet.rows]


def messages(sheet):
    return [str(problem) for problem in sheet.problems]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace("\r\n", "\n").encode(),
        PLAIN.replace("\r\n", "\r").encode(),
        b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
        b"\r\n\r\n" + PLAIN.encode(),
        PLAIN.encode() + b",\r\n,\r\n\r\n",
        b'"reference","name"\r\n"A1","Anytown"\r\n',
        b"Reference , NAME\r\nA1,Anytown\r\n",
    ],
    ids=[
        *("utf-8", "utf-8 with mark", "utf-16", "little-endian", "big-endian", "big-endian with mark"),
        *("semicolons", "Excel's Unicode text", "Unix", "old Mac", "sep line", "blank before", "blank after"),
        *("quoted", "heads in another case"),
    ],
)
def test_every_form_of_csv_says_the_same(data):
    sheet = read(data)

    assert messages(sheet) == []
    assert cells(sheet) == [{"reference": "A1", "name": "Anytown"}]


def test_windows_western_european_is_read_with_a_notice():
    sheet = read("reference,name\nA1,Château’s End".encode("cp1252"))

    assert cells(sheet) == [{"reference": "A1", "name": "Château’s End"}]
    assert sheet.notices == (WESTERN,)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"reference,name\nA1,\x81\x8d", BAD_ENCODING),
        (b"\xff\xfeA", BAD_ENCODING),
        (b"A\x00B\x01\x02\x03\x04\x05", NOT_TEXT),
    ],
    ids=["no encoding has these bytes", "half a character", "binary"],
)
def test_what_is_no_text_is_refused_with_a_way_out(data, message):
    assert messages(read(data)) == [message]


def test_a_row_keeps_its_number_when_blank_rows_and_line_breaks_stand_before_it():
    sheet = read('reference,name\n\nA1,"two\nlines"\nA2,Anytown\n')

    assert [(row.number, row.cells["reference"]) for row in sheet.rows] == [(3, "A1"), (4, "A2")]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row():
    (message,) = messages(read('reference,name\nA1,Anytown\nA2,"Elsewhere\n'))

    assert message.startswith("Row 3 cannot be read")
    assert message.endswith("Check its quotation marks.")


def test_a_cell_of_a_hundred_thousand_characters_is_refused_with_its_row():
    (message,) = messages(read(f"reference,name\nA1,{'x' * 200_000}\n"))

    assert message.startswith("Row 2 cannot be read")


def test_cells_beyond_the_heads_are_a_problem():
    assert messages(read("reference,name\nA1,Anytown,North\n")) == [
        "Row 2: there are cells beyond the named columns; check for a comma that is not between quotation marks"
    ]


def test_cells_under_a_head_without_a_name_are_a_problem():
    assert messages(read("reference,,name\nA1,x,Anytown\n")) == [
        "Row 2: there are cells beyond the named columns; check for a comma that is not between quotation marks"
    ]


def test_a_short_row_has_empty_cells():
    assert cells(read("reference,name,note\nA1\n")) == [{"reference": "A1", "name": "", "note": ""}]


def test_more_rows_than_are_read_are_refused():
    limits = Limits(rows=2)

    assert messages(read("reference,name\n" + "A,B\n" * 2, limits=limits)) == []
    assert messages(read("reference,name\n" + "A,B\n" * 3, limits=limits)) == [
        "The file has more than 2 rows. Split it."
    ]


def test_more_columns_than_are_read_are_refused():
    head = ",".join(["reference", "name", *(f"c{number}" for number in range(200))])

    assert messages(read(f"{head}\nA1,Anytown\n")) == [
        "Row 1 has more than 50 columns. Take out those that are not needed."
    ]
