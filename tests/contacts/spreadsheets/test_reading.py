import pytest

from contacts.spreadsheets import reading
from contacts.spreadsheets.reading import SAVE_AS
from contacts.spreadsheets.sheet import Heads, Limits, Problem

HEADS = Heads(known=("reference", "name"), required=("reference", "name"))


def messages(data, heads=HEADS):
    return [str(problem) for problem in reading.read(data, heads, Limits()).problems]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 ...", f"This is a PDF. {SAVE_AS}"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            f"This is an Excel file of the old kind (.xls), or one with a password. {SAVE_AS}",
        ),
        (b"<!doctype html><table>", f"This is a web page or an XML file. {SAVE_AS}"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>", f"This is a web page or an XML file. {SAVE_AS}"),
        (b"{\\rtf1", f"This is a text document (.rtf). {SAVE_AS}"),
        (b"\x89PNG\r\n", f"This is a picture. {SAVE_AS}"),
        (b"\xff\xd8\xff\xe0", f"This is a picture. {SAVE_AS}"),
        (b"", "The file is empty. Choose the file with the list."),
        (b" \r\n\r\n", "The file is empty. Choose the file with the list."),
        (b",,\n,,\n", "The file is empty. Choose the file with the list."),
        (b"reference,name\n", "The file has heads but no rows under them."),
    ],
    ids=["pdf", "xls", "html", "xml", "rtf", "png", "jpeg", "nothing", "blanks", "commas", "heads only"],
)
def test_a_file_without_a_list_is_refused_with_a_way_out(data, message):
    assert messages(data) == [message]


def test_a_missing_column_is_named():
    assert messages(b"reference\nA1\n") == ["Row 1, name: this column is missing; add it"]


def test_a_list_without_heads_says_which_ones_there_must_be():
    heads = Heads(HEADS.known, HEADS.required, may_follow=True)

    assert messages(b"A1,Anytown\n", heads) == [
        "Row 1: the first row must hold the names of the columns: reference, name"
    ]


def test_a_column_that_stands_twice_is_named():
    assert messages(b"reference,name,Name\nA1,a,b\n") == [
        "Row 1, name: there are several columns of this name; keep one"
    ]


def test_an_unknown_column_is_a_problem_where_no_others_may_follow():
    assert messages(b"reference,name,nmae\nA1,a,b\n") == [
        "Row 1, nmae: there is no such column; correct its name or take it out"
    ]


def test_an_unknown_column_is_passed_over_with_a_notice_where_others_may_follow():
    sheet = reading.read(
        b"reference,name,county\nA1,a,b\n", Heads(HEADS.known, HEADS.required, may_follow=True), Limits()
    )

    assert sheet.columns == ("reference", "name")
    assert sheet.notices == ("Columns that are not read: county.",)


def test_a_problem_says_where_it_is():
    assert [str(Problem("wrong", 3, "name")), str(Problem("wrong", 3)), str(Problem("Wrong"))] == [
        "Row 3, name: wrong",
        "Row 3: wrong",
        "Wrong",
    ]
