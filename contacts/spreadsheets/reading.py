"""An uploaded file as a sheet of texts, by what it holds: its name says nothing."""

from collections.abc import Iterable

from contacts.spreadsheets import csv_text, workbook
from contacts.spreadsheets.sheet import Heads, Limits, Line, Problem, Sheet, Unreadable, under_heads

SAVE_AS = workbook.SAVE_AS
NOT_TABLES = {
    b"%PDF": f"This is a PDF. {SAVE_AS}",
    b"\xd0\xcf\x11\xe0": f"This is an Excel file of the old kind (.xls), or one with a password. {SAVE_AS}",
    b"{\\rtf": f"This is a text document (.rtf). {SAVE_AS}",
    b"\x89PNG": f"This is a picture. {SAVE_AS}",
    b"\xff\xd8\xff": f"This is a picture. {SAVE_AS}",
    b"<": f"This is a web page or an XML file. {SAVE_AS}",
}


def read(data: bytes, heads: Heads, limits: Limits) -> Sheet:
    """The rows of a CSV file or of the first sheet of an Excel workbook. A file from which nothing can be read has one
    problem that says why."""
    try:
        lines, notices = _lines(data, limits)
        return under_heads(lines, heads, notices=notices)
    except Unreadable as error:
        return Sheet(problems=(Problem(str(error)),))


def _lines(data: bytes, limits: Limits) -> tuple[Iterable[Line], tuple[str, ...]]:
    if not data.strip():
        raise Unreadable("The file is empty. Choose the file with the list.")
    if len(data) > limits.packed:
        raise Unreadable(f"The file is larger than {limits.packed // 1024**2} MB. Take out what is not needed.")
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")
    for sign, message in NOT_TABLES.items():
        if start.startswith(sign):
            raise Unreadable(message)
    if data.startswith(b"PK"):
        return workbook.open_first_sheet(data, limits)
    text, notices = csv_text.decode(data)
    return csv_text.lines(text, limits), notices
