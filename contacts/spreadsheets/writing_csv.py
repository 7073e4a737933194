"""Rows as a CSV file in UTF-8.

A text that a spreadsheet program would take for a formula gets an apostrophe in front. A workbook
keeps such texts as they are: there a cell can say that it holds text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import BinaryIO

from contacts.spreadsheets.guarding import SUSPECT, guarded

Cell = str | int | float | Decimal | None


def write(
    file: BinaryIO,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    marked: bool = False,
) -> None:
    """Write heads and rows; the file stays open. `marked` as UTF-8 at its beginning, Excel reads accents right."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if marked else "utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(
        [guarded(cell) if type(cell) is str and cell[:1] in SUSPECT else cell for cell in row] for row in rows
    )
    text.detach()
