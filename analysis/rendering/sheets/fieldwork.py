"""How many organisations answered, by type and by region, with the outcome of all others."""

from datetime import datetime

from contacts.spreadsheets.writing_workbooks import BOLD, HEAD, Book, number_cell, text_cell
from contacts.tracking import standing
from contacts.tracking.standing import Standing
from surveys.models import Survey

TITLE = "Response rate"


def write(book: Book, survey: Survey, *, now: datetime) -> None:
    """A row for the whole list, for each type and for each region; below them the formulas."""
    status = standing.status(survey, now=now)
    outcomes = [each for each in status.dispositions if each.organisations]
    codes = list(status.total.rates)
    heads = ["", "Organisations", "Eligible", *(str(each.label) for each in outcomes), *codes]
    sheet = book.sheet(TITLE, widths=[30, *[14] * (len(heads) - 1)], frozen="B2")
    sheet.append([text_cell(sheet, head, font=BOLD, fill=HEAD) for head in heads])
    places = [each.code for each in outcomes]
    for part in (status.total, *status.by_type, *status.by_region):
        label = part.label if part is not status.total else "All"
        sheet.append([text_cell(sheet, label), part.frame, part.eligible, *_of(part, places), *_rates(sheet, part)])
    sheet.append([])
    for rate in status.total.rates.values():
        sheet.append([text_cell(sheet, f"{rate.formula.code} = {rate.formula.text} = {rate.worked} = {rate.percent}")])


def _of(part: Standing, codes: list[str]) -> list[int]:
    return [part.dispositions[code] for code in codes]


def _rates(sheet: object, part: Standing) -> list[object]:
    shares = [rate.share for rate in part.rates.values()]
    return [None if share is None else number_cell(sheet, float(share), "0.0%") for share in shares]
