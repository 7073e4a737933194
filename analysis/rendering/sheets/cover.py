"""The first sheet of a workbook: which survey, how it stands, when and for whom the workbook was made."""

from datetime import datetime

from openpyxl.styles import Font

from analysis import moments
from analysis.outsiders import Asked
from analysis.report import Report
from analysis.writing import method
from contacts.spreadsheets.writing_workbooks import BOLD, FONT, WRAP, Book, text_cell
from contacts.tracking import standing
from surveys.models import Survey

TITLE = "Cover"
LARGE = Font(name=FONT, bold=True, size=18)

Lines = tuple[tuple[str, str], ...]


def lines(survey: Survey, report: Report, asked: Asked, *, by: str, now: datetime) -> Lines:
    """What the cover says, each with what it is; `by` may be empty."""
    total = standing.status(survey, now=now).total
    rate = total.rates[method.RATE]
    hidden = f"Everybody: nothing of fewer than {asked.rules.base} respondents, no count below {asked.rules.cell} but 0"
    told = (
        ("Fieldwork", method.dates(survey, now=now)),
        ("Responses", f"{report.responses:,}"),
        ("Response rate", f"{rate.percent} ({method.RATE} = {rate.formula.text} = {rate.worked})"),
        ("Audience", hidden if asked.is_public else "Those who work on the survey"),
        ("As it stood at", moments.in_words(asked.as_at) if asked.as_at else ""),
        ("Made", moments.in_words(now)),
        ("Made by", by),
    )
    return tuple((what, text) for what, text in told if text)


def write(book: Book, title: str, told: Lines) -> None:
    sheet = book.sheet(TITLE, widths=[22, 100])
    sheet.append([text_cell(sheet, title, font=LARGE)])
    sheet.append([])
    for what, text in told:
        sheet.append([text_cell(sheet, what, font=BOLD), text_cell(sheet, text, alignment=WRAP)])
