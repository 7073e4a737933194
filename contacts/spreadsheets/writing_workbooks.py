"""Workbooks written row by row: text stays text, and nothing is cut off without a word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from textwrap import wrap
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

Cell = str | int | float | Decimal | None
Sheet = Any  # openpyxl's type stubs leave out half of what its write-only sheets can do

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x000D_ as the character of that number
LONGEST_CELL = 32_767  # in UTF-16, as Excel counts
PART = 16_000  # characters: never more than that in UTF-16
CONTINUED = " … (the whole text is on the sheet “Long texts”)"

LONGEST_TITLE = 31
LINE = 15  # points
A4 = 9  # as Excel numbers sizes of paper
WIDTH = 14  # of a column, in digits
ROOM = 0.9  # of a column for text in bold, which is wider than digits

FONT = "Calibri"  # which a Font without a name is not
BOLD = Font(name=FONT, size=11, bold=True)
LINK = Font(name=FONT, size=11, color="0B5A66", underline="single")
HEAD = PatternFill("solid", fgColor="E3EAE9")
WRAP = Alignment(wrap_text=True, vertical="top")
OVER_NUMBERS = Alignment(wrap_text=True, vertical="top", horizontal="right")
OVER_COLUMNS = Alignment(wrap_text=True, vertical="top", horizontal="center")
BESIDE_TEXT = Alignment(vertical="top")  # a number, beside a label of several lines


@dataclass
class Book:
    """A workbook in the making."""

    workbook: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    long_texts: list[tuple[str, str, str]] = field(default_factory=list)

    def sheet(self, title: str, *, widths: Sequence[float] = (), frozen: str | None = None) -> Sheet:
        """A new, empty sheet; `frozen` is the first cell that scrolls. Before the first row."""
        sheet = self.workbook.create_sheet(title)
        sheet.freeze_panes = frozen
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        return sheet

    def records(
        self, title: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, widths: Sequence[float] = ()
    ) -> None:
        """A sheet of data: heads that stay in sight, and a row for each record, which begins with
        what identifies it."""
        sheet = self.sheet(title, widths=widths or [WIDTH] * len(heads), frozen="C2")
        sheet.append([text_cell(sheet, head, font=BOLD, fill=HEAD) for head in heads])
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}1"
        for row in rows:
            sheet.append([self._cell(sheet, heads, row, place) for place in range(len(row))])

    def save(self, file: BinaryIO) -> None:
        """Write the workbook, with the long texts in full on a sheet of their own."""
        if self.long_texts:
            sheet = self.sheet("Long texts", widths=[20, 20, 100], frozen="A2")
            sheet.append([text_cell(sheet, head, font=BOLD, fill=HEAD) for head in ("Row", "Column", "Text")])
            for key, column, text in self.long_texts:
                for start in range(0, len(text), PART):
                    part = text[start : start + PART]
                    sheet.append([text_cell(sheet, shown) for shown in (key, column, part)])
        self.workbook.save(file)

    def _cell(self, sheet: Sheet, heads: Sequence[str], row: Sequence[Cell], place: int) -> object:
        value = row[place]
        if not isinstance(value, str):
            return value
        if not too_long(value):
            return text_cell(sheet, value, alignment=WRAP if "\n" in value else None)
        self.long_texts.append((" ".join(str(part) for part in row[:2]).strip(), heads[place], value))
        return text_cell(sheet, value[:PART] + CONTINUED)


def text_cell(
    sheet: Sheet,
    text: str,
    *,
    font: Font | None = None,
    fill: PatternFill | None = None,
    alignment: Alignment | None = None,
    link: str = "",
) -> ExcelCell:
    """A cell that says it holds text, so that "=1+1" and "#N/A" stay what they are. `link` is the
    title of another sheet. Characters that XML cannot hold are left out."""
    cell = WriteOnlyCell(sheet, LIKE_AN_ESCAPE.sub("_x005F_", NOT_IN_XML.sub("", text)))
    cell.data_type = "s"
    if link:
        cell.hyperlink = Hyperlink(ref="", location=f"'{link}'!A1")
    for name, style in (("font", font), ("fill", fill), ("alignment", alignment)):
        if style:
            setattr(cell, name, style)
    return cell


def number_cell(sheet: Sheet, number: float | Decimal, number_format: str, *, bold: bool = False) -> ExcelCell:
    """A cell with a number in this format."""
    cell = WriteOnlyCell(sheet, float(number))
    cell.number_format, cell.alignment = number_format, BESIDE_TEXT
    if bold:
        cell.font = BOLD
    return cell


def append_wrapped(sheet: Sheet, cells: Sequence[Any], *, row: int) -> None:
    """Append what is that row of the sheet, as high as its longest text needs: not every program works this out. A text
    before empty ones has the room of these, as merged cells have."""
    heights, room = [float(LINE)], 0.0
    for place, cell in reversed(list(enumerate(cells, start=1))):
        room += _width(sheet, place)
        if getattr(cell, "value", None) != "":
            heights.append(_height(cell, room))
            room = 0
    if max(heights) > LINE:
        sheet.row_dimensions[row].height = max(heights)
    sheet.append(cells)


def append_across(sheet: Sheet, cell: ExcelCell, *, columns: int, row: int) -> None:
    """Append a text as that row of the sheet, wrapped within so many columns and not beyond, where a printer would
    shrink the whole sheet for it."""
    cell.alignment = WRAP
    if columns > 1:
        sheet.merged_cells.add(f"A{row}:{get_column_letter(columns)}{row}")
    sheet.row_dimensions[row].height = _height(cell, sum(_width(sheet, place + 1) for place in range(columns)))
    sheet.append([cell])


def _width(sheet: Sheet, place: int) -> float:
    return sheet.column_dimensions[get_column_letter(place)].width or WIDTH


def _height(cell: Any, width: float) -> float:
    """In points, what a text takes that is wrapped at words; a larger or bolder one takes more room each way."""
    text = getattr(cell, "value", None)
    if not isinstance(text, str):
        return LINE
    scale = cell.font.size / BOLD.size
    characters = int(width * (ROOM if cell.font.bold else 1) / scale)
    return max(1, len(wrap(text, max(1, characters)))) * LINE * scale


def formula_cell(sheet: Sheet, formula: str, number_format: str) -> ExcelCell:
    """A cell with a formula of ours: nothing that anybody wrote comes this way."""
    cell = WriteOnlyCell(sheet, formula)
    cell.number_format = number_format
    return cell


def too_long(text: str) -> bool:
    """Whether Excel would cut this text."""
    return len(text) > PART and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL


def sheet_titles(names: Iterable[str]) -> dict[str, str]:
    """A title for a sheet of each name: no longer than Excel allows, and none twice."""
    titles: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        cut = name[:LONGEST_TITLE]
        ending = f" {number}"
        titles[name] = cut[: LONGEST_TITLE - len(ending)] + ending if cut in titles.values() else cut
    return titles
