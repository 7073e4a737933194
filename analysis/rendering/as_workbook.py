"""The workbook an administrator opens: contents, responses, codebook, and a sheet for each table."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import BinaryIO

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from analysis import exporting
from analysis.exporting import Values
from analysis.rendering.laying_out import HIDDEN, Layout, Row, Shown, laid_out
from analysis.report import Report
from contacts.spreadsheets.writing_workbooks import (
    BOLD,
    HEAD,
    WIDTH,
    WRAP,
    Book,
    Sheet,
    number_cell,
    sheet_titles,
    text_cell,
)
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire.codebook import Variable

TITLE = Font(bold=True, size=13)
LINK = Font(color="0B5A66", underline="single")
CONTENTS, CODES, LABELS, CODEBOOK = "Contents", "Responses (codes)", "Responses (labels)", "Codebook"
TITLES = {Values.CODES: CODES, Values.LABELS: LABELS}
ABOUT = {
    CODES: "Every answer as its code; a tick is 1, a box left unticked 0, empty: not asked or no answer",
    LABELS: "Every answer in words",
    CODEBOOK: "What each column of the responses means",
}


def write(file: BinaryIO, survey: Survey, report: Report) -> None:
    """Everything: contents, responses, codebook and tables. The file stays open."""
    book = Book()
    _contents(book, report, ABOUT)
    _responses(book, survey, Values.CODES, title=CODES)
    _responses(book, survey, Values.LABELS, title=LABELS)
    _codebook(book, survey)
    _tables(book, report)
    book.save(file)


def write_report(file: BinaryIO, report: Report) -> None:
    """The tables alone, with their contents. The file stays open."""
    book = Book()
    _contents(book, report, {})
    _tables(book, report)
    book.save(file)


def write_responses(file: BinaryIO, survey: Survey, values: Values) -> None:
    """The responses alone, with the codebook. The file stays open."""
    book = Book()
    _responses(book, survey, values, title=TITLES[values])
    _codebook(book, survey)
    book.save(file)


def _contents(book: Book, report: Report, about: Mapping[str, str]) -> None:
    sheet = book.sheet(CONTENTS, widths=[22, 110])
    sheet.append([text_cell(sheet, report.title, font=TITLE)])
    sheet.append([text_cell(sheet, f"{report.responses:,} submitted responses")])
    sheet.append([])
    titles = _titles(report)
    headings = [table.specification.heading for table in report.tables]
    for title, text in [*about.items(), *((titles[heading.id], heading.title) for heading in headings)]:
        sheet.append([text_cell(sheet, title, font=LINK, link=title), text_cell(sheet, text)])
    for sentence in report.left_out:
        sheet.append([None, text_cell(sheet, sentence)])


def _responses(book: Book, survey: Survey, values: Values, *, title: str) -> None:
    book.records(title, exporting.heads(survey), exporting.rows(survey, values))


def _codebook(book: Book, survey: Survey) -> None:
    heads = ("Variable", "Question", "Text", "Measure", "Values")
    book.records(CODEBOOK, heads, _variables(survey), widths=(22, 10, 70, 10, 70))


def _variables(survey: Survey) -> Iterator[list[str]]:
    for variable in compiling.variables(survey.questionnaire):
        question = variable.question
        yield [variable.name, question.number or question.code, variable.label, variable.measure, _values(variable)]


def _values(variable: Variable) -> str:
    return "\n".join(f"{option.code} = {option.label}" for option in variable.options)


def _titles(report: Report) -> dict[str, str]:
    """The title of the sheet of each table."""
    return sheet_titles(table.specification.heading.id for table in report.tables)


def _tables(book: Book, report: Report) -> None:
    titles = _titles(report)
    for table in report.tables:
        layout = laid_out(table, report.wording)
        first_row = 7 if layout.groups else 6
        widths = [48, *[WIDTH] * len(layout.heads)]
        _table(book.sheet(titles[layout.id], widths=widths, frozen=f"B{first_row}"), layout)


def _table(sheet: Sheet, layout: Layout) -> None:
    sheet.append([text_cell(sheet, layout.title, font=TITLE)])
    sheet.append([text_cell(sheet, layout.question)])
    sheet.append([text_cell(sheet, CONTENTS, font=LINK, link=CONTENTS)])
    sheet.append([])
    if layout.groups:
        sheet.append(_group_heads(sheet, layout))
    heads = (layout.stub, *layout.heads)
    sheet.append([text_cell(sheet, head, font=BOLD, fill=HEAD, alignment=WRAP) for head in heads])
    for row in layout.rows:
        sheet.append(_row(sheet, row))
    sheet.append([])
    for line in filter(None, (layout.base, layout.note)):
        sheet.append([text_cell(sheet, line)])


def _group_heads(sheet: Sheet, layout: Layout) -> list[object]:
    """The heads over several columns, each merged over those it is for."""
    row: list[object] = [text_cell(sheet, "", fill=HEAD)]
    for group in layout.groups:
        first, last = get_column_letter(len(row) + 1), get_column_letter(len(row) + group.span)
        if group.span > 1:
            sheet.merged_cells.add(f"{first}5:{last}5")
        row += [text_cell(sheet, group.label, font=BOLD, fill=HEAD, alignment=WRAP)]
        row += [text_cell(sheet, "", fill=HEAD) for _ in range(group.span - 1)]
    return row


def _row(sheet: Sheet, row: Row) -> list[object]:
    label = text_cell(sheet, row.label, font=BOLD if row.net else None, alignment=WRAP)
    return [label, *(_figure(sheet, shown, bold=row.net) for shown in row.figures)]


def _figure(sheet: Sheet, shown: Shown, *, bold: bool) -> object:
    if shown.number is None:
        return text_cell(sheet, HIDDEN) if shown.hidden else None
    return number_cell(sheet, shown.number, _format(shown), bold=bold)


def _format(shown: Shown) -> str:
    """As many decimals as the number is shown with, and the sign where the head does not say it."""
    exponent = shown.number.as_tuple().exponent if isinstance(shown.number, Decimal) else 0
    decimals = -exponent if isinstance(exponent, int) else 0
    digits = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return digits + ('"%"' if shown.sign else "")
