"""All responses as CSV and as a workbook, beside what writes them when it is given the rows ready-made."""

import csv
import io
from collections.abc import Iterator

from rustpy_xlsxwriter import FastExcel

from analysis import exporting
from analysis.benchmarks.measuring import Comparison, compare
from analysis.exporting import Values
from analysis.rendering import as_csv, as_sheet
from surveys.models import Survey


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
