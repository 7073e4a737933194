"""The report as a folder that needs no server: a page for each section, each table as CSV, each figure as SVG."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from analysis.drawing import charts
from analysis.rendering import as_csv, in_words
from analysis.report import Report
from analysis.table import Table

BESIDE = ("report.css", "report.js")
FIRST = "index.html"


def files(report: Report, *, made_at: datetime) -> Iterator[tuple[str, bytes]]:
    """The name of each file below the folder, and what it holds."""
    sections = in_words.sections(report)
    shared = {"report": report, "sections": sections, "made_at": made_at}
    yield FIRST, render_to_string("analysis/folder/index.html", shared).encode()
    for name in BESIDE:
        yield name, render_to_string(f"analysis/folder/{name}").encode()
    for place, section in enumerate(sections):
        beside = {
            "section": section,
            "before": sections[place - 1] if place else None,
            "after": sections[place + 1] if place + 1 < len(sections) else None,
        }
        yield f"{section.anchor}.html", render_to_string("analysis/folder/section.html", shared | beside).encode()
    for each in (*report.tables, *report.figures):
        yield f"tables/{_name(each)}.csv", _csv(each, report)
    for figure in report.figures:
        yield f"figures/{_name(figure)}.svg", charts.drawn(figure, report.drawings[_name(figure)].kind).encode()


def write(file: BinaryIO, report: Report, *, made_at: datetime) -> None:
    """All of them zipped; the file stays open."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in files(report, made_at=made_at):
            archive.writestr(name, content)


def _name(table: Table) -> str:
    return table.specification.heading.id


def _csv(table: Table, report: Report) -> bytes:
    file = io.BytesIO()
    as_csv.write_some(file, [table], report)
    return file.getvalue()
