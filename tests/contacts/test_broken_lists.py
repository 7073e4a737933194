"""Lists as they come, and worse: each is refused or cleaned by a rule of docs/guides/researcher.md, in these words."""

import datetime as dt
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from contacts import importing, list_reading
from contacts.exceptions import FrameChanged
from contacts.models import Organisation, Person
from contacts.spreadsheets.csv_text import BAD_ENCODING, NOT_TEXT, WESTERN
from contacts.spreadsheets.reading import SAVE_AS
from contacts.spreadsheets.worksheet import TOO_LONG
from contacts.spreadsheets.xml_parts import DAMAGED, TOO_MUCH
from tests.factories import QuestionnaireFactory
from tests.workbooks import package, repacked, saved, workbook

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)
HEADS = ["reference", "name", "type", "region", "contact_name", "email"]
GOOD = ["A1", "Anytown", "Unitary", "North East", "Pat Example", "pat@example.org"]
LINE, TEXT = ",".join(HEADS), ",".join(GOOD)
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
EMPTY = "The file is empty. Choose the file with the list."
WIDE = "Row 1 has more than 50 columns. Take out those that are not needed."
FIRST_ROW = f"Row 1: the first row must hold the names of the columns: {', '.join(list_reading.HEADS.known)}"
BEYOND = "there are cells beyond the named columns; check for a comma that is not between quotation marks"
UNSEEN = "the cell holds characters that cannot be shown; type it anew"
FORMULA = "the cell holds a formula; put in what it shows (copy, then paste values only)"
A_DATE = "the cell holds a date or time; format it as text and enter it again"
FILL = "this cell is empty; fill it"
NO_ADDRESS = "is not an email address, such as name@example.org"


@pytest.fixture(autouse=True)
def questionnaire():
    return QuestionnaireFactory()


def row(**cells):
    """The good row with some cells changed."""
    return [dict(zip(HEADS, GOOD, strict=True)).get(head) if head not in cells else cells[head] for head in HEADS]


def book(*rows):
    return workbook([HEADS, *rows])


def text(*lines, heads=LINE):
    return "\r\n".join([heads, *lines]).encode()


def with_sheet(content):
    return repacked(workbook([HEADS]), xl__worksheets__sheet1_dot_xml=SHEET + content)


def inline(*texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in texts)
    return f"<row>{cells}</row>".encode()


def sheets(*made):
    """A workbook of sheets, each a state, a title and rows."""
    whole = Workbook()
    whole.remove(whole.active)
    for state, title, rows in made:
        sheet = whole.create_sheet(title)
        sheet.sheet_state = state
        for each in rows:
            sheet.append(each)
    return saved(whole)


def merged():
    whole = Workbook()
    for each in (HEADS, GOOD, row(reference="A2")):
        whole.active.append(each)
    whole.active.merge_cells("D2:D3")
    return saved(whole)


def formatted(number_format):
    whole = Workbook()
    for each in (HEADS, row(name=39_965)):
        whole.active.append(each)
    whole.active["B2"].number_format = number_format
    return saved(whole)


def bomb(megabytes):
    """So many megabytes of zeros beside a good list: about a thousand to one."""
    return repacked(book(GOOD), xl__media__x_dot_bin=bytes(megabytes * 1024**2))


OTHERS = [("visible", "List", [HEADS, GOOD]), ("visible", "Notes", [["Other"]])]
LONG = "x" * 40_000

# What is refused as a whole, and what is wrong with single rows: nothing is stored in either case.
REFUSED = {
    "nothing": (b"", [EMPTY]),
    "blanks": (b" \r\n\r\n ", [EMPTY]),
    "separators alone": (b",,,\r\n,,,\r\n", [EMPTY]),
    "a mark of UTF-8 alone": (b"\xef\xbb\xbf", [EMPTY]),
    "heads alone": (text(), ["The file has heads but no rows under them."]),
    "an empty sheet": (workbook([]), [EMPTY]),
    "an empty first sheet": (sheets(("visible", "One", []), ("visible", "Two", [HEADS, GOOD])), [EMPTY]),
    "hidden sheets alone": (
        repacked(book(GOOD), xl__workbook_dot_xml=b"<workbook><sheets/></workbook>"),
        ["All sheets of the workbook are hidden. Show the one with the list."],
    ),
    "a PDF": (b"%PDF-1.7", [f"This is a PDF. {SAVE_AS}"]),
    "an old workbook or one with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
        [f"This is an Excel file of the old kind (.xls), or one with a password. {SAVE_AS}"],
    ),
    "macros": (repacked(book(GOOD), xl__vbaProject_dot_bin=b"x"), [f"This workbook holds macros (.xlsm). {SAVE_AS}"]),
    "a binary workbook": (package({"xl/workbook.bin": b"x"}), [f"This is an Excel binary workbook (.xlsb). {SAVE_AS}"]),
    "OpenDocument": (package({"content.xml": b"<x/>"}), [f"This is an OpenDocument file. {SAVE_AS}"]),
    "a Word document": (package({"word/document.xml": b"<x/>"}), [f"This is a Word document. {SAVE_AS}"]),
    "some packed files": (
        package({"list.csv": text(TEXT)}),
        [f"This is a packed file, but no Excel workbook. {SAVE_AS}"],
    ),
    "a web page that calls itself .xls": (b"<html><table><tr>", [f"This is a web page or an XML file. {SAVE_AS}"]),
    "a picture": (b"\x89PNG\r\n\x1a\n", [f"This is a picture. {SAVE_AS}"]),
    "rich text": (b"{\\rtf1 A1}", [f"This is a text document (.rtf). {SAVE_AS}"]),
    "a workbook cut off": (book(GOOD)[:900], [DAMAGED]),
    "a workbook that begins well": (b"PK\x03\x04 nothing more", [DAMAGED]),
    "a sheet cut off": (with_sheet(inline(*HEADS) + b"<row><c t="), [DAMAGED]),
    "rows that go backwards": (with_sheet(b'<row r="5"/><row r="3"/>'), [DAMAGED]),
    "bytes that no encoding has": (text(TEXT) + b"\x81\x8d\x8f", [BAD_ENCODING]),
    "UTF-16 that ends in the middle": (text(TEXT).decode().encode("utf-16")[:-1], [BAD_ENCODING]),
    "NULs": (text(TEXT).replace(b"Anytown", b"Any\0town"), [NOT_TEXT]),
    "binary": (bytes(range(256)) * 4, [NOT_TEXT]),
    "a title above the heads": (b"Contacts in June\r\n" + text(TEXT), [FIRST_ROW]),
    "no heads": (TEXT.encode(), [FIRST_ROW]),
    "heads in another language": (
        text("A1,Anytown,u", heads="kennung,name,typ"),
        [f"Row 1, {head}: this column is missing; add it" for head in HEADS if head != "name"],
    ),
    "a column missing": (
        text(TEXT, heads=LINE.replace("email", "mail")),
        ["Row 1, email: this column is missing; add it"],
    ),
    "a column twice": (
        text(f"{TEXT},Other", heads=f"{LINE},Name"),
        ["Row 1, name: there are several columns of this name; keep one"],
    ),
    "two tables side by side": (
        workbook([[*HEADS, None, *HEADS], [*GOOD, None, *GOOD]]),
        [f"Row 1, {head}: there are several columns of this name; keep one" for head in HEADS],
    ),
    "two tables, one below the other": (
        book(GOOD, [None], HEADS, row(reference="A2")),
        [
            "Row 4: the names of the columns stand here once more; keep one table",
            "Row 4, type: “type” is none of: Unitary Council (u), District / Borough (d)",
            "Row 4, region: “region” is none of: North East (n), Yorkshire and the Humber (y)",
            "Row 4, email: “email” is not an email address, such as name@example.org",
        ],
    ),
    "200 columns in CSV": (text(TEXT, heads=LINE + "".join(f",c{each}" for each in range(194))), [WIDE]),
    "200 columns in a workbook": (workbook([[*HEADS, *map(str, range(194))], GOOD]), [WIDE]),
    "a cell in the last column of all": (
        with_sheet(inline(*HEADS) + b'<row><c r="XFD2"><v>1</v></c>'),
        ["Row 2 has more than 50 columns. Take out those that are not needed."],
    ),
    "more rows than are read": (
        text(*([TEXT] * 100_001)),
        ["The file has more than 100,000 rows. Split it."],
    ),
    "a million blank rows": (with_sheet(inline(*HEADS) + b"<row/>" * 1_000_000), [TOO_MUCH]),
    "a row a billion below": (with_sheet(inline(*HEADS) + b'<row r="900000000"/>'), [TOO_LONG]),
    "more megabytes than are read": (
        b"a" * (32 * 1024**2 + 1),
        ["The file is larger than 32 MB. Take out what is not needed."],
    ),
    "a bomb of a thousand to one": (bomb(201), [TOO_MUCH]),
    "a bomb of rows": (
        with_sheet(inline(*HEADS) + b"<row><c><v>1</v></c></row>" * 200_000),
        ["The sheet has more than 100,000 rows. Split it."],
    ),
    "a bomb of elements": (with_sheet(inline(*HEADS) + b"<row>" + b"<x/>" * 6_000_001), [TOO_MUCH]),
    "a bomb of cells": (
        with_sheet(inline(*HEADS) + b"<row>" + b"<c><v>1</v></c>" * 1_000_000),
        ["Row 2 has more than 50 columns. Take out those that are not needed."],
    ),
    "a bomb of styles": (repacked(book(GOOD), xl__styles_dot_xml=b"<x>" + b"<x/>" * 300_001), [TOO_MUCH]),
    "a bomb of files": (package({"xl/workbook.xml": b"x"} | {f"x{each}": b"" for each in range(300)}), [TOO_MUCH]),
    "entities that grow": (
        repacked(
            book(GOOD),
            xl__worksheets__sheet1_dot_xml=b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        ),
        [DAMAGED],
    ),
    "a file outside that the XML names": (
        repacked(
            book(GOOD),
            xl__worksheets__sheet1_dot_xml=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        ),
        [DAMAGED],
    ),
    "a cell of 40,000 characters in a workbook": (
        with_sheet(inline(*HEADS) + inline("A1", LONG)),
        ["The cell that begins with “xxxxxxxxxxxxxxxxxxxx” has more than 32,767 characters. Shorten it."],
    ),
    "a cell of 200,000 characters in CSV": (
        text(TEXT.replace("Anytown", LONG * 5)),
        ["Row 2 cannot be read (field larger than field limit (131072)). Check its quotation marks."],
    ),
    "a quotation mark that nobody closed": (
        text(TEXT, TEXT.replace("Anytown", '"Anytown')),
        ["Row 3 cannot be read (unexpected end of data). Check its quotation marks."],
    ),
    "a comma that is not between quotation marks": (text(f"{TEXT},Ltd"), [f"Row 2: {BEYOND}"]),
    "heads with commas, rows with semicolons": (
        text(TEXT.replace(",", ";")),
        [
            "Row 2, reference: this has 57 characters; the most is 40",
            *(f"Row 2, {head}: {FILL}" for head in HEADS[1:]),
        ],
    ),
    "merged cells": (merged(), [f"Row 3, region: {FILL}"]),
    "formulas": (book(row(name="=1+1")), [f"Row 2, name: {FORMULA}"]),
    "a formula in CSV": (
        text(TEXT.replace("Anytown", "=HYPERLINK(x)")),
        ["Row 2, name: the cell begins with “=”, as a formula does; enter the text itself"],
    ),
    "a date": (book(row(name=dt.date(2009, 6, 1))), [f"Row 2, name: {A_DATE}"]),
    "a number shown as a date": (formatted('dddd"s" d mmmm'), [f"Row 2, name: {A_DATE}"]),
    "a time": (book(row(name=dt.time(9, 30))), [f"Row 2, name: {A_DATE}"]),
    "an error cell": (book(row(name="#N/A")), ["Row 2, name: the cell holds the error #N/A; enter what is meant"]),
    "a reference twice": (
        book(GOOD, GOOD),
        ["Row 3, reference: “A1” stands in row 2 already; each organisation has one row"],
    ),
    "a reference twice in another case": (
        book(GOOD, row(reference="a1")),
        ["Row 3, reference: “a1” stands in row 2 already; each organisation has one row"],
    ),
    "a path for a reference": (
        book(row(reference="../A1")),
        ["Row 2, reference: “../A1” is no reference; use letters, digits, points, hyphens and underscores only"],
    ),
    "an empty cell": (book(row(name="  ")), [f"Row 2, name: {FILL}"]),
    "a type that there is not": (
        book(row(type="Parish")),
        ["Row 2, type: “Parish” is none of: Unitary Council (u), District / Borough (d)"],
    ),
    "a long name": (book(row(name="x" * 201)), ["Row 2, name: this has 201 characters; the most is 200"]),
    "a control character": (text(TEXT.replace("Anytown", "Any\x07town")), [f"Row 2, name: {UNSEEN}"]),
    "a lost character": (text(TEXT.replace("Anytown", "Ch\ufffdteau")), [f"Row 2, name: {UNSEEN}"]),
    "a character for private use": (book(row(name="Any\ue000town")), [f"Row 2, name: {UNSEEN}"]),
    "two addresses in a cell": (
        book(row(email="a@example.org; b@example.org")),
        [f"Row 2, email: “a@example.org; b@example.org” {NO_ADDRESS}"],
    ),
    "a mail header in an address": (
        book(row(email="a@example.org\nBcc: all@example.org")),
        [f"Row 2, email: “a@example.org Bcc: all@example.org” {NO_ADDRESS}"],
    ),
    "a mail header in an address of CSV": (
        text(TEXT.replace("pat@example.org", '"a@example.org\r\nBcc: b@example.org"')),
        [f"Row 2, email: “a@example.org Bcc: b@example.org” {NO_ADDRESS}"],
    ),
    "an address with its name": (
        book(row(email="Pat <pat@example.org>")),
        [f"Row 2, email: “Pat <pat@example.org>” {NO_ADDRESS}"],
    ),
    "Cyrillic letters before the sign": (
        book(row(email="р\u0430t@example.org")),
        [f"Row 2, email: “р\u0430t@example.org” {NO_ADDRESS}"],
    ),
    "an old long s before the sign": (
        book(row(email="pa\u017f@example.org")),
        ["Row 2, email: “pa\u017f” in the address has letters that look like others, or accents; type it anew"],
    ),
    "one Cyrillic letter in a domain": (
        book(row(email="pat@ex\u0430mple.org")),
        ["Row 2, email: “ex\u0430mple” in the address mixes letters of several alphabets; type it anew"],
    ),
    "a wide sign in an address": (
        book(row(email="pat＠example.org")),
        [f"Row 2, email: “pat＠example.org” {NO_ADDRESS}"],
    ),
    "no telephone number": (
        text(f"{TEXT},ask reception", heads=f"{LINE},telephone"),
        ["Row 2, telephone: “ask reception” is not a telephone number, such as 01632 960000"],
    ),
    "a telephone number that became a power of ten": (
        text(f"{TEXT},1.63296E+09", heads=f"{LINE},telephone"),
        ["Row 2, telephone: “1.63296E+09” is not a telephone number, such as 01632 960000"],
    ),
    "a sheet of script for a postcode": (
        text(f"{TEXT},<script>alert(1)</script>", heads=f"{LINE},postcode"),
        ["Row 2, postcode: this has 25 characters; the most is 10"],
    ),
}


@pytest.mark.parametrize(("data", "messages"), REFUSED.values(), ids=REFUSED)
def test_a_list_that_cannot_be_used_is_refused_with_what_to_do(data, messages):
    contact_list = importing.check(data)

    assert [str(problem) for problem in contact_list.problems] == messages
    assert Organisation.objects.count() == 0


ONCE = "Email addresses in more than one row: 1, such as pat@example.org in rows 2 and 3."

# What is cleaned: the one row that is kept, where it differs from the good one, and the notices.
CLEANED = {
    "UTF-8": (text(TEXT), {}, []),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + text(TEXT), {}, []),
    "Excel's Unicode text": (text(TEXT, heads=LINE).decode().replace(",", "\t").encode("utf-16"), {}, []),
    "UTF-16 without a mark": (text(TEXT).decode().encode("utf-16-le"), {}, []),
    "Windows' Western European": (
        text(TEXT.replace("Anytown", "Château")).decode().encode("cp1252"),
        {"name": "Château"},
        [WESTERN],
    ),
    "semicolons": (text(TEXT).replace(b",", b";"), {}, []),
    "a line that names the separator": (b"sep=;\r\n" + text(TEXT).replace(b",", b";"), {}, []),
    "semicolons in quoted cells of a list with commas": (
        text(TEXT.replace("Anytown", '"Anytown; Elsewhere"')),
        {"name": "Anytown; Elsewhere"},
        [],
    ),
    "the line ends of old Macs": (text(TEXT).replace(b"\r\n", b"\r"), {}, []),
    "line ends of all kinds": (LINE.encode() + b"\n" + TEXT.encode() + b"\r\n\r\n\n", {}, []),
    "blank rows before and after": (b"\r\n,,\r\n" + text(TEXT) + b"\r\n,,,,,,,\r\n\r\n", {}, []),
    "blank columns after": (text(f"{TEXT},,,", heads=f"{LINE},,,"), {}, []),
    "blank rows in a workbook": (workbook([[None], HEADS, [None], GOOD, [" "], [None]]), {}, []),
    "heads as people write them": (text(TEXT, heads=" Reference,NAME,Type,region,Contact-Name,Email"), {}, []),
    "columns that nobody asked for": (
        text(f"{TEXT},yes", heads=f"{LINE},Newsletter"),
        {},
        ["Columns that are not read: Newsletter."],
    ),
    "a formula in a column that is not read": (
        workbook([[*HEADS, "Sum"], [*GOOD, "=1+1"]]),
        {},
        ["Columns that are not read: Sum."],
    ),
    "a hidden sheet before the list": (sheets(("hidden", "Old", [["x"]]), ("visible", "List", [HEADS, GOOD])), {}, []),
    "a sheet hidden for good": (sheets(("veryHidden", "Old", [["x"]]), ("visible", "List", [HEADS, GOOD])), {}, []),
    "another sheet": (sheets(*OTHERS), {}, ["Only the first sheet, “List”, is read."]),
    "a workbook packed 33 to one": (bomb(30), {}, []),
    "numbers for texts": (book(row(reference=101, name=42.50)), {"reference": "101", "name": "42.5"}, []),
    "a truth for a name": (book(row(name=True)), {"name": "True"}, []),
    "spaces that do not break": (book(row(name="\u00a0Any\u00a0\u2003town ")), {"name": "Any town"}, []),
    "line breaks in a name": (book(row(name="Any\r\ntown\n")), {"name": "Any town"}, []),
    "line breaks in a quoted cell of CSV": (text(TEXT.replace("Anytown", '"Any\r\ntown"')), {"name": "Any town"}, []),
    "a mail header in a name": (
        book(row(contact_name="Pat\r\nBcc: all@example.org")),
        {"contact_name": "Pat Bcc: all@example.org"},
        [],
    ),
    "Unicode's own line breaks": (
        book(row(contact_name="Pat\u2028Bcc: x\u0085y")),
        {"contact_name": "Pat Bcc: x y"},
        [],
    ),
    "marks of direction, and characters of no width": (
        book(row(name="\u202eAny\u200b\u00adtown\u200f\ufeff")),
        {"name": "Anytown"},
        [],
    ),
    "accents apart from their letters": (book(row(name="Cafe\u0301")), {"name": "Caf\u00e9"}, []),
    "the marks of templates": (book(row(name="{{ settings.SECRET_KEY }}")), {"name": "{{ settings.SECRET_KEY }}"}, []),
    "merge fields of letters": (book(row(contact_name="{link} %s %(x)s")), {"contact_name": "{link} %s %(x)s"}, []),
    "script": (book(row(name="<script>alert(1)</script>")), {"name": "<script>alert(1)</script>"}, []),
    "quotation marks and SQL": (book(row(name="Robert'); DROP TABLE x;--")), {"name": "Robert'); DROP TABLE x;--"}, []),
    "an apostrophe before a sign": (text(TEXT.replace("Anytown", "'+Anytown")), {"name": "+Anytown"}, []),
    "a sign before a text of a workbook": (book(row(name="@Anytown")), {"name": "@Anytown"}, []),
    "an escape of Excel's": (book(row(name="Any_x000A_town")), {"name": "Any town"}, []),
    "an address abroad": (book(row(email="pat@bücher.example")), {"email": "pat@bücher.example"}, []),
    "a Kelvin sign in an address": (book(row(email="pa\u212a@example.org")), {"email": "paK@example.org"}, []),
    "right-to-left text": (book(row(name="مدينة")), {"name": "مدينة"}, []),
    "a small picture in a name": (book(row(name="Anytown 😀")), {"name": "Anytown 😀"}, []),
}


@pytest.mark.parametrize(("data", "changed", "notices"), CLEANED.values(), ids=CLEANED)
def test_a_list_that_can_be_read_is_cleaned_and_stored(data, changed, notices):
    contact_list = importing.check(data)
    importing.apply(contact_list.entries, today=TODAY)

    assert contact_list.problems == ()
    assert list(contact_list.notices) == notices
    organisation, person = Organisation.objects.get(), Person.objects.get()
    expected = {
        "reference": "A1",
        "name": "Anytown",
        "contact_name": "Pat Example",
        "email": "pat@example.org",
    } | changed
    assert {
        "reference": organisation.reference,
        "name": organisation.name,
        "contact_name": person.name,
        "email": person.email,
    } == expected


def test_an_address_that_stands_twice_is_a_notice_and_no_problem():
    contact_list = importing.check(book(GOOD, row(reference="A2")))

    assert (contact_list.problems, contact_list.notices) == ((), (ONCE,))


@pytest.mark.parametrize("broken", [row(reference="A2", type="Parish"), row(reference="A2", email="pat")])
def test_one_bad_row_among_good_ones_stores_none(broken, tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(book(GOOD, broken, row(reference="A3")))

    with pytest.raises(CommandError, match=r"Nothing was imported: see the problems above \(1\)\."):
        call_command("import_contacts", path)

    assert Organisation.objects.count() == 0


def test_a_row_that_the_database_refuses_takes_the_others_with_it():
    """The second of two equal new references, as another import may have stored it a moment before."""
    good, other = importing.check(book(GOOD, row(reference="A2"))).entries

    with pytest.raises(FrameChanged):
        importing.apply([good, other, other], today=TODAY)

    assert Organisation.objects.count() == Person.objects.count() == 0
