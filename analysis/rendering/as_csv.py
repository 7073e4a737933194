"""Responses, and tables, as CSV files in UTF-8."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import BinaryIO

from analysis import exporting
from analysis.exporting import Identity, Values, Watching, unwatched
from analysis.rendering.laying_out import HIDDEN, Layout, laid_out
from analysis.report import Report
from analysis.table import Table
from contacts.spreadsheets import writing_csv
from surveys.models import Survey


def write_responses(
    file: BinaryIO,
    survey: Survey,
    values: Values,
    identity: Identity = Identity.IDENTIFIED,
    *,
    marked: bool = False,
    watching: Watching = unwatched,
) -> None:
    """Write a row for each submitted response, `marked` as UTF-8 for Excel if that is wanted; the file stays open."""
    rows = exporting.rows(survey, values, identity, watching=watching)
    writing_csv.write(file, exporting.heads(survey, identity), rows, marked=marked)


def write_tables(file: BinaryIO, report: Report) -> None:
    """Write a row for each number of each table, marked as UTF-8 for Excel; the file stays open."""
    write_some(file, report.tables, report)


def write_some(file: BinaryIO, tables: Iterable[Table], report: Report) -> None:
    """The same for these tables, or those that its figures are drawn from."""
    layouts = (laid_out(table, report.wording) for table in tables)
    rows = (row for layout in layouts for row in _numbers(layout))
    writing_csv.write(file, ("Table", "Row", "Column", "Figure", "Number", "Mark", "Base", "Note"), rows, marked=True)


def _numbers(layout: Layout) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    groups = [group.label for group in layout.groups for _ in range(group.span)] or [""] * len(layout.heads)
    for row in layout.rows:
        for group, head, shown in zip(groups, layout.heads, row.figures, strict=True):
            mark = HIDDEN if shown.hidden else shown.mark
            yield layout.title, row.label, group, head, shown.number, mark, layout.base, layout.note
