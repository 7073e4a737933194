"""Excel workbooks, with their size checked before anything is unpacked."""

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import openpyxl
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.escape import unescape

from contacts.spreadsheets.sheet import Cell, Limits, Line, NoText, Unreadable

CHUNK = 64 * 1024
DAMAGED = "The workbook is damaged. Open it in a spreadsheet program, save it again as .xlsx, and try once more."
TOO_MUCH = "The workbook unpacks to more than is read here. Copy the list alone into a new workbook."
TOO_LONG = "The sheet goes on for too many blank rows. Copy the list alone into a new workbook."
# What a broken workbook makes zipfile, the XML parser and openpyxl raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
OTHER_KINDS = {
    "word/document.xml": "This is a Word document.",
    "ppt/presentation.xml": "This is a PowerPoint presentation.",
    "xl/workbook.bin": "This is an Excel binary workbook (.xlsb).",
    "xl/vbaProject.bin": "This workbook holds macros (.xlsm).",
    "content.xml": "This is an OpenDocument file.",
}
SAVE_AS = "Save the list as an Excel workbook (.xlsx) or as CSV, and try again."


class Opened(NamedTuple):
    sheet: Any  # a read-only one, which the type stubs take for a whole one
    notices: tuple[str, ...]


def open_first_sheet(data: bytes, limits: Limits) -> Opened:
    """The first sheet that is not hidden. Raises Unreadable where the file is too large, of another kind or broken."""
    try:
        _check_package(data, limits)
        with warnings.catch_warnings():
            # Extensions that openpyxl does not know hold nothing that is read here.
            warnings.simplefilter("ignore", UserWarning)
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except BROKEN:
        raise Unreadable(DAMAGED) from None
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Unreadable("All sheets of the workbook are hidden. Show the one with the list.")
    others = len(visible) - 1
    notice = f"Only the first sheet, “{visible[0].title}”, is read."
    return Opened(visible[0], (notice,) if others else ())


def _check_package(data: bytes, limits: Limits) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > limits.entries or sum(entry.file_size for entry in entries) > limits.unpacked:
            raise Unreadable(TOO_MUCH)
        names = {entry.filename for entry in entries}
        for name, message in OTHER_KINDS.items():
            if name in names:
                raise Unreadable(f"{message} {SAVE_AS}")
        if "xl/workbook.xml" not in names:
            raise Unreadable(f"This is a packed file, but no Excel workbook. {SAVE_AS}")
        if sum(_tags(package, entry) for entry in entries) > limits.tags:
            raise Unreadable(TOO_MUCH)


def _tags(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """How many XML tags an entry has: what reading it costs goes by them more than by its size."""
    with package.open(entry) as file:
        return sum(chunk.count(b"<") for chunk in iter(partial(file.read, CHUNK), b""))


def lines(sheet: Any, limits: Limits) -> Iterator[Line]:
    """The rows of the sheet. Raises Unreadable where it is broken or too large."""
    sheet.reset_dimensions()  # what a workbook says of its own size may be wrong, by a million rows
    found = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            for number, cells in enumerate(sheet.iter_rows(max_col=limits.columns + 1), start=1):
                if number > limits.length:
                    raise Unreadable(TOO_LONG)
                line = Line(number, tuple(_cell(cell) for cell in cells))
                if any(line.cells):
                    found += 1
                    _check_size(line, found, limits)
                    yield line
    except BROKEN:
        raise Unreadable(DAMAGED) from None


def _check_size(line: Line, found: int, limits: Limits) -> None:
    if found > limits.rows + 1:
        raise Unreadable(f"The sheet has more than {limits.rows:,} rows. Split it.")
    if any(line.cells[limits.columns :]):
        message = f"Row {line.number} has more than {limits.columns} columns. Take out those that are not needed."
        raise Unreadable(message)


def _cell(cell: ReadOnlyCell | EmptyCell) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return NoText("the cell holds a formula; put in what it shows (copy, then paste values only)")
    if cell.data_type == "e":
        return NoText(f"the cell holds the error {value}; enter what is meant")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return NoText("the cell holds a date or time; format it as text and enter it again")
    if isinstance(value, float):
        return f"{value:.15g}"
    return unescape(str(value))
