"""Responses, and tables, as CSV files in UTF-8."""

from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from analysis import exporting
from analysis.exporting import Values
from analysis.rendering.laying_out import Layout, laid_out
from analysis.report import Report
from contacts.spreadsheets import writing_csv
from surveys.models import Survey


def write_responses(file: BinaryIO, survey: Survey, values: Values) -> None:
    """Write a row for each submitted response; the file stays open."""
    writing_csv.write(file, exporting.heads(survey), exporting.rows(survey, values))


def write_tables(file: BinaryIO, report: Report) -> None:
    """Write a row for each number of each table, marked as UTF-8 for Excel; the file stays open."""
    layouts = (laid_out(table, report.wording) for table in report.tables)
    rows = (row for layout in layouts for row in _numbers(layout))
    writing_csv.write(file, ("Table", "Row", "Column", "Figure", "Number", "Mark", "Base"), rows, marked=True)


def _numbers(layout: Layout) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    groups = [group.label for group in layout.groups for _ in range(group.span)] or [""] * len(layout.heads)
    for row in layout.rows:
        for group, head, shown in zip(groups, layout.heads, row.figures, strict=True):
            yield layout.title, row.label, group, head, shown.number, shown.mark, layout.base
