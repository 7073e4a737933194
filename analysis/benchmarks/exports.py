"""All responses as CSV and as a workbook, beside what writes them when it is given the rows ready-made. The workbook of
everything stands beside its bare values."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from openpyxl import Workbook, load_workbook
from rustpy_xlsxwriter import FastExcel

from analysis import exporting, report
from analysis.benchmarks.measuring import Comparison, compare
from analysis.exporting import Values
from analysis.rendering import as_csv, as_sheet, as_workbook
from surveys.models import Survey


def of_the_workbook(survey: Survey, number: int, *, rounds: int, now: datetime) -> Comparison:
    """The workbook of everything, from the database."""

    def ours() -> bytes:
        file = io.BytesIO()
        as_workbook.write(file, survey, report.build(survey), (), now=now)
        return file.getvalue()

    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(io.BytesIO(ours()))]

    def plain() -> None:
        book = Workbook(write_only=True)
        for rows in sheets:
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
        book.save(io.BytesIO())

    return compare(
        f"the workbook of everything, {number:,} responses",
        ours,
        "openpyxl, the same values without layout and charts",
        plain,
        rounds=rounds,
    )


def comparisons(survey: Survey, number: int, *, rounds: int) -> Iterator[Comparison]:
    rows = [exporting.heads(survey), *exporting.rows(survey, Values.CODES)]
    yield compare(
        f"CSV of {number:,} responses, from the database",
        lambda: as_csv.write_responses(io.BytesIO(), survey, Values.CODES),
        "csv module alone, rows in memory",
        lambda: csv.writer(io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")).writerows(rows),
        rounds=rounds,
    )
    heads, *body = rows
    records = [dict(zip(heads, row, strict=True)) for row in body]
    yield compare(
        f"XLSX of {number:,} responses, from the database",
        lambda: as_sheet.write_responses(io.BytesIO(), survey, Values.CODES),
        "rustpy-xlsxwriter alone, rows in memory",
        lambda: FastExcel(io.BytesIO()).sheet("Responses", records).save(),
        rounds=rounds,
    )
