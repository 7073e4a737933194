"""The CSV file of all responses, and the csv module given the same rows ready-made."""

import csv
import io
from collections.abc import Iterator

from analysis import exporting
from analysis.benchmarks.measuring import Comparison, compare
from analysis.exporting import Values
from analysis.rendering import as_csv
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
