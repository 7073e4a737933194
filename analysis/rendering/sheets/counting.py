"""The counts behind every percentage of the report, and the percentages as formulas: so that Excel itself shows the
arithmetic."""

from collections.abc import Iterator
from decimal import Decimal

from analysis.report import Report
from analysis.rounding import half_up
from analysis.table import Cell, Table
from contacts.spreadsheets.writing_workbooks import (
    BOLD,
    HEAD,
    WRAP,
    Book,
    Sheet,
    append_wrapped,
    formula_cell,
    number_cell,
    text_cell,
)

TITLE = "Counts"
HEADS = ("Table", "Row", "Column", "Count", "Base", "Per cent (formula)", "Per cent (report)", "The same")
COUNT, BASE, FORMULA, SHOWN = "DEFG"
PERCENT = 100


def write(book: Book, report: Report) -> None:
    """A row for each percentage: its count and base, a formula that makes it of them, the report's own, and whether the
    two are the same."""
    sheet = book.sheet(TITLE, widths=[10, 40, 30, 10, 10, 18, 18, 10], frozen="D2")
    sheet.append([text_cell(sheet, head, font=BOLD, fill=HEAD) for head in HEADS])
    for number, (table, row, column, cell) in enumerate(_percentages(report), start=2):
        texts = (table.specification.heading.id, row, column)
        labels = [text_cell(sheet, text, alignment=WRAP) for text in texts]
        append_wrapped(sheet, [*labels, *_numbers(sheet, cell, number)], row=number)


def _percentages(report: Report) -> Iterator[tuple[Table, str, str, Cell]]:
    for table in (*report.tables, *report.figures):
        for row, cells in zip(table.specification.rows, table.cells, strict=True):
            for column, cell in zip(table.specification.columns, cells, strict=True):
                if cell.percent is not None and cell.count is not None and cell.base and not cell.hidden:
                    yield table, row, column.label, cell


def _numbers(sheet: Sheet, cell: Cell, row: int) -> Iterator[object]:
    percent = cell.percent or Decimal()
    decimals = -int(percent.as_tuple().exponent)
    shown = "0" + (f".{'0' * decimals}" if decimals else "")
    yield number_cell(sheet, cell.count or 0, "#,##0")
    yield number_cell(sheet, cell.base or 0, "#,##0")
    yield formula_cell(sheet, formula(cell, row, decimals), shown)
    yield number_cell(sheet, percent, shown)
    yield formula_cell(sheet, f'=IF({FORMULA}{row}={SHOWN}{row},"yes","NO")', "General")


def formula(cell: Cell, row: int, decimals: int) -> str:
    """Rounded half up from the counts, or with one decimal first where the report was made so."""
    exact = f"{COUNT}{row}*{PERCENT}/{BASE}{row}"
    if half_up(int(cell.count or 0) * PERCENT, int(cell.base or 1), decimals) == cell.percent:
        return f"=ROUND({exact},{decimals})"
    return f"=ROUND(ROUND({exact},{decimals + 1}),{decimals})"
