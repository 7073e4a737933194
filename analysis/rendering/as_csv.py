"""Rows as a CSV file in UTF-8.

A text that a spreadsheet program would take for a formula gets an apostrophe in front. The workbook
keeps such texts as they are: there a cell can say that it holds text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from analysis import exporting
from analysis.exporting import Cell, Values
from contacts.spreadsheets.guarding import guarded
from surveys.models import Survey


def write_responses(file: BinaryIO, survey: Survey, values: Values) -> None:
    """Write a row for each submitted response; the file stays open."""
    write(file, exporting.heads(survey), exporting.rows(survey, values))


def write(file: BinaryIO, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write heads and rows; the file stays open."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    text.detach()
