import csv
import io

import pytest

from contacts.spreadsheets import writing_csv


def written(*rows):
    file = io.BytesIO()
    writing_csv.write(file, ("name", "text"), rows)
    return file.getvalue()


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def test_rows_follow_the_heads():
    assert written(("R1", 2.5), ("R2", None)) == b"name,text\r\nR1,2.5\r\nR2,\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_like_a_formula_gets_an_apostrophe(start):
    assert read(written(("R1", f"{start}1+1")))[1] == ["R1", f"'{start}1+1"]


def test_a_negative_number_is_no_formula():
    assert read(written(("R1", -1)))[1] == ["R1", "-1"]


@pytest.mark.parametrize("text", ["a,b", 'say "so"', "one\ntwo", "naïve – 😀", "نص", "a=b", "'quoted'", " = "])
def test_any_other_text_stays_as_it_is(text):
    assert read(written(("R1", text)))[1] == ["R1", text]


def test_the_file_stays_open():
    file = io.BytesIO()

    writing_csv.write(file, ("name",), [])

    assert not file.closed


def test_a_marked_file_begins_with_the_mark_of_utf_8():
    file = io.BytesIO()

    writing_csv.write(file, ("name",), [("Château",)], marked=True)

    assert file.getvalue() == b"\xef\xbb\xbfname\r\nCh\xc3\xa2teau\r\n"
