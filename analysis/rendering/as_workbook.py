"""The workbook an administrator opens: a sheet for each table and figure, and the data that they are made of."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from analysis import exporting
from analysis.exporting import Values, Watching, unwatched
from analysis.rendering import as_sheet
from analysis.rendering.laying_out import HIDDEN, Layout, Row, Shown, laid_out, marks_apart
from analysis.rendering.sheets import codebook, counting, cover, fieldwork, figures, verbatims
from analysis.rendering.sheets.cover import Lines
from analysis.rendering.sheets.figures import CONTENTS
from analysis.report import Report
from contacts import exporting as contact_lists
from contacts.models import Organisation
from contacts.spreadsheets.writing_workbooks import (
    BOLD,
    FONT,
    HEAD,
    LINK,
    OVER_COLUMNS,
    OVER_NUMBERS,
    WIDTH,
    WRAP,
    Book,
    Sheet,
    append_across,
    append_wrapped,
    number_cell,
    sheet_titles,
    text_cell,
)
from surveys.models import Survey

TITLE = Font(name=FONT, bold=True, size=13)
ON_ONE_PAGE = 40  # rows that are still read where they are made to fit
OF_A_PAIR = 9  # of a column that shares its head with others, in digits
GROUPS = 5  # the first row of a table: heads over several columns, or the heads
CODES, LABELS, CODEBOOK, CONTACTS = (
    as_sheet.TITLES[Values.CODES],
    as_sheet.TITLES[Values.LABELS],
    codebook.TITLE,
    "Contacts",
)
DATA = {
    CODES: "Every answer as its code; a tick is 1, a box left unticked 0, empty: not asked or no answer",
    LABELS: "Every answer in words",
    CODEBOOK: "What each column of the responses means",
    fieldwork.TITLE: "How many organisations answered, and what became of the others",
    verbatims.TITLE: "Open answers word for word, with their codes",
    CONTACTS: "The list of organisations and their contacts",
}


def write(
    file: BinaryIO, survey: Survey, report: Report, told: Lines, *, now: datetime, watching: Watching = unwatched
) -> None:
    """Everything: the report, the responses, the codebook, how many answered, open answers and contacts; `told` is what
    the cover says. The file stays open."""
    book = Book()
    _report(book, report, told, DATA)
    for place, (values, title) in enumerate(as_sheet.TITLES.items()):
        part = partial(_of_part, watching, place, len(as_sheet.TITLES))
        book.records(title, exporting.heads(survey), exporting.rows(survey, values, watching=part))
    book.records(CODEBOOK, codebook.HEADS, codebook.rows(survey), widths=list(codebook.WIDTHS.values()))
    fieldwork.write(book, survey, now=now)
    verbatims.write(book, survey)
    book.records(CONTACTS, contact_lists.COLUMNS, contact_lists.rows(Organisation.objects.all()))
    book.save(file)


def write_report(file: BinaryIO, report: Report, told: Lines = ()) -> None:
    """The tables and figures alone, with their contents and what they are counted from. The file stays open."""
    book = Book()
    _report(book, report, told, {})
    book.save(file)


def _report(book: Book, report: Report, told: Lines, about: Mapping[str, str]) -> None:
    if told:
        cover.write(book, report.title, told)
        about = {counting.TITLE: "Counts and bases, with each percentage as a formula", **about}
    _contents(book, report, about)
    _tables(book, report)
    _figures(book, report)
    if told:
        counting.write(book, report)


def _contents(book: Book, report: Report, about: Mapping[str, str]) -> None:
    sheet = book.sheet(CONTENTS, widths=[22, 110])
    sheet.append([text_cell(sheet, report.title, font=TITLE)])
    sheet.append([text_cell(sheet, f"{report.responses:,} submitted responses")])
    sheet.append([])
    titles = _titles(report)
    made = (*report.tables, *report.figures)
    headings = [each.specification.heading for each in made]
    for title, text in [*((titles[heading.id], heading.title) for heading in headings), *about.items()]:
        sheet.append([text_cell(sheet, title, font=LINK, link=title), text_cell(sheet, text)])
    for sentence in report.left_out:
        sheet.append([None, text_cell(sheet, sentence)])


def _of_part(watching: Watching, place: int, parts: int, rows: int, of_rows: int) -> None:
    """How far a file is that has the rows several times."""
    watching(place * of_rows + rows, parts * of_rows)


def _titles(report: Report) -> dict[str, str]:
    """The title of the sheet of each table and figure."""
    return sheet_titles(each.specification.heading.id for each in (*report.tables, *report.figures))


def _tables(book: Book, report: Report) -> None:
    titles = _titles(report)
    for table in report.tables:
        layout = marks_apart(laid_out(table, report.wording))
        first_row = GROUPS + (2 if layout.groups else 1)
        widths = [48, *(_width(layout, place) for place in range(len(layout.heads)))]
        _table(book.sheet(titles[layout.id], widths=widths, frozen=f"B{first_row}"), layout)


def _width(layout: Layout, place: int) -> float:
    """Of a column of numbers, in digits: as wide as the longest mark where there are any."""
    longest = max((len(row.figures[place].mark) for row in layout.rows), default=0)
    return max(OF_A_PAIR if layout.groups else WIDTH, longest + 2)


def _figures(book: Book, report: Report) -> None:
    titles = _titles(report)
    for figure in report.figures:
        name = figure.specification.heading.id
        widths = [48, *[WIDTH] * len(figure.specification.columns)]
        figures.write(book.sheet(titles[name], widths=widths), figure, report.drawings[name].kind)


def _table(sheet: Sheet, layout: Layout) -> None:
    columns = 1 + len(layout.heads)
    append_across(sheet, text_cell(sheet, layout.title, font=TITLE), columns=columns, row=1)
    append_across(sheet, text_cell(sheet, layout.question), columns=columns, row=2)
    sheet.append([text_cell(sheet, CONTENTS, font=LINK, link=CONTENTS)])
    sheet.append([])
    heads = [text_cell(sheet, layout.stub, font=BOLD, fill=HEAD, alignment=WRAP)]
    heads += [text_cell(sheet, head, font=BOLD, fill=HEAD, alignment=OVER_NUMBERS) for head in layout.heads]
    body: list[list[Any]] = [*([_group_heads(sheet, layout)] if layout.groups else []), heads]
    body += [_row(sheet, row) for row in layout.rows]
    sheet.page_setup.fitToHeight = int(len(body) <= ON_ONE_PAGE)  # 0 is as many as it takes
    for number, cells in enumerate(body, start=GROUPS):
        append_wrapped(sheet, cells, row=number)
    sheet.append([])
    for number, line in enumerate(filter(None, (layout.base, layout.note)), start=GROUPS + len(body) + 1):
        append_across(sheet, text_cell(sheet, line), columns=columns, row=number)


def _group_heads(sheet: Sheet, layout: Layout) -> list[Any]:
    """The heads over several columns, each merged over those it is for."""
    row: list[Any] = [text_cell(sheet, "", fill=HEAD)]
    for group in layout.groups:
        first, last = get_column_letter(len(row) + 1), get_column_letter(len(row) + group.span)
        if group.span > 1:
            sheet.merged_cells.add(f"{first}{GROUPS}:{last}{GROUPS}")
        row += [text_cell(sheet, group.label, font=BOLD, fill=HEAD, alignment=OVER_COLUMNS)]
        row += [text_cell(sheet, "", fill=HEAD) for _ in range(group.span - 1)]
    return row


def _row(sheet: Sheet, row: Row) -> list[Any]:
    label = text_cell(sheet, row.label, font=BOLD if row.net else None, alignment=WRAP)
    return [label, *(_figure(sheet, shown, bold=row.net) for shown in row.figures)]


def _figure(sheet: Sheet, shown: Shown, *, bold: bool) -> object:
    if shown.number is None:
        text = HIDDEN if shown.hidden else shown.mark
        return text_cell(sheet, text) if text else None
    return number_cell(sheet, shown.number, _format(shown), bold=bold)


def _format(shown: Shown) -> str:
    """As many decimals as the number is shown with, and the sign where the head does not say it."""
    exponent = shown.number.as_tuple().exponent if isinstance(shown.number, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) else 0
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return digits + ('"%"' if shown.sign else "")
