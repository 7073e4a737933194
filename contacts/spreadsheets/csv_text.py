"""Comma-separated text as people have it: Excel's own, with semicolons or tabs, in one of several encodings."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from contacts.spreadsheets.guarding import unguarded
from contacts.spreadsheets.sheet import Limits, Line, Unreadable

SEPARATORS = ",;\t"
WESTERN = "The file is not in UTF-8; it was read as Western European (Windows). Check names with accents."
NOT_TEXT = (
    "The file is neither CSV nor an Excel workbook (.xlsx), or is damaged. "
    "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."
)
BAD_ENCODING = (
    "The characters of the file cannot be read. Save it as “CSV UTF-8” or as an Excel workbook (.xlsx), and try again."
)


class Decoded(NamedTuple):
    text: str
    notices: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of the bytes: UTF-8, UTF-16 as Excel's “Unicode text” has it, or Windows' Western European, of which a
    notice tells. Raises Unreadable where it is none of them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_decoded(data, "utf-16"))
    if b"\0" in data:
        return Decoded(_utf16_without_mark(data))
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Decoded(_decoded(data, "cp1252"), (WESTERN,))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(BAD_ENCODING) from None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 of mostly Latin letters has a zero in nearly every second byte of its beginning."""
    start = data[:200]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if zeros and zeros.count(0) > 0.8 * len(zeros):
            return _decoded(data, encoding)
    raise Unreadable(NOT_TEXT)


def lines(text: str, limits: Limits) -> Iterator[Line]:
    """The rows of the text. Raises Unreadable where it cannot be taken apart or is too large."""
    separator, body, skipped = _separator(text)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    number = skipped
    try:
        for number, cells in enumerate(reader, start=skipped + 1):
            _check_size(number, cells, limits)
            yield Line(number, tuple(map(unguarded, cells)))
    except csv.Error as error:
        message = f"Row {number + 1} cannot be read ({error}). Check its quotation marks."
        raise Unreadable(message) from None


def _separator(text: str) -> tuple[str, str, int]:
    """What separates the cells, the text to read, and how many lines of it were skipped: Excel may say it in a first
    line such as `sep=;`. Otherwise it is what stands most often in the line of heads."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    if first.lower().startswith("sep=") and len(first.strip("\r")) == len("sep=;"):
        return first[4], rest, 1
    return max(SEPARATORS, key=first.count), text, 0


def _check_size(number: int, cells: list[str], limits: Limits) -> None:
    if number > limits.rows + 1 and any(cells):
        raise Unreadable(f"The file has more than {limits.rows:,} rows. Split it.")
    if len(cells) > limits.columns and any(cells[limits.columns :]):
        raise Unreadable(f"Row {number} has more than {limits.columns} columns. Take out those that are not needed.")
