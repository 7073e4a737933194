"""Responses alone as a workbook: row by row, so that a hundred thousand take no more memory than ten."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from django.db.models import TextField
from django.db.models.functions import Cast, Length
from rustpy_xlsxwriter import FastExcel, Format

from analysis import exporting
from analysis.exceptions import TooLargeForExcel
from analysis.exporting import Cell, Identity, Values, Watching, unwatched
from analysis.rendering.sheets import codebook
from contacts.spreadsheets.writing_workbooks import CONTINUED, NOT_IN_XML, PART, WIDTH, too_long
from surveys.models import Response, Survey

TITLES = {Values.CODES: "Responses (codes)", Values.LABELS: "Responses (labels)"}
LONG_TEXTS = "Long texts"
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_575  # of a sheet in Excel, below its heads


def write_responses(
    file: BinaryIO,
    survey: Survey,
    values: Values,
    identity: Identity = Identity.IDENTIFIED,
    *,
    watching: Watching = unwatched,
) -> None:
    """A row for each submitted response, the codebook, and what is longer than a cell may be in full. The file stays
    open. Raises TooLargeForExcel before anything is written."""
    heads = exporting.heads(survey, identity)
    number = exporting.in_order(survey).count()
    if len(heads) > MOST_COLUMNS or number > MOST_ROWS:
        raise TooLargeForExcel(len(heads), number)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as scratch:  # not in memory, where the whole would lie
        sheets = Sheets(heads)
        records = sheets.records(exporting.rows(survey, values, identity, watching=watching))
        _write(scratch.name, survey, sheets, records, TITLES[values])
        with Path(scratch.name).open("rb") as made:
            shutil.copyfileobj(made, file)


def _write(path: str, survey: Survey, sheets: "Sheets", records: Iterator[dict[str, Cell]], title: str) -> None:
    book, head = FastExcel(path), _format()
    book.sheet(title, records, column_width=WIDTH, header_format=head, autofilter=True)
    told = (dict(zip(codebook.HEADS, row, strict=True)) for row in codebook.rows(survey))
    book.sheet(codebook.TITLE, told, column_widths=codebook.WIDTHS, header_format=head)
    if _has_long_texts(survey):
        book.sheet(LONG_TEXTS, sheets.long_texts(), column_widths=[20.0, 20.0, 100.0], header_format=head)
    book.freeze(row=1, col=2)
    book.save()


@dataclass
class Sheets:
    """The records of a workbook in the making, and the texts that they are too short for."""

    heads: tuple[str, ...]
    kept: list[tuple[str, str, str]] = field(default_factory=list)

    def records(self, rows: Iterator[list[Cell]]) -> Iterator[dict[str, Cell]]:
        """Each row by the heads, without characters that XML cannot hold; an empty one where there is none, since the
        heads are those of the first record."""
        nothing: list[Cell] = [None] * len(self.heads)
        first = next(rows, nothing)
        for row in chain([first], rows):
            yield {
                head: self._text(cell, head, row) if isinstance(cell, str) else cell
                for head, cell in zip(self.heads, row, strict=True)
            }

    def long_texts(self) -> Iterator[dict[str, str]]:
        """What was too long, in parts: asked for once all records are written."""
        for key, column, text in self.kept:
            for start in range(0, len(text), PART):
                yield {"Row": key, "Column": column, "Text": NOT_IN_XML.sub("", text[start : start + PART])}

    def _text(self, text: str, head: str, row: list[Cell]) -> str:
        if too_long(text):
            self.kept.append((" ".join(str(part) for part in row[:2]).strip(), head, text))
            text = text[:PART] + CONTINUED
        return NOT_IN_XML.sub("", text)


def _has_long_texts(survey: Survey) -> bool:
    """Whether any response has so many characters in all that one of its texts may be too long for a cell."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    return submitted.alias(size=Length(Cast("answers", TextField()))).filter(size__gt=PART).exists()


def _format() -> Format:
    return Format().set_bold().set_background_color("#E3EAE9")
