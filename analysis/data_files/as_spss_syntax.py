"""Syntax for SPSS and PSPP: what no library can write into their file itself."""

from typing import BinaryIO

from analysis.data_files.columns import columns, sets
from surveys.models import Survey

LONGEST_LABEL = 256


def write(file: BinaryIO, survey: Survey, data: str) -> None:
    """Which boxes belong together: it reads `data`, makes the multiple-response sets and saves them with it. The file
    stays open."""
    lines = [f"* Multiple-response sets of “{survey.title}”.", f"GET FILE='{_quoted(data)}'."]
    for each in sets(columns(survey)):
        names = " ".join(column.name for column in each.columns)
        label = _quoted(each.label[:LONGEST_LABEL])
        lines.append(f"MRSETS /MDGROUP NAME=${each.name}\n  VARIABLES={names}\n  VALUE=1 LABEL='{label}'.")
    lines.append(f"SAVE OUTFILE='{_quoted(data)}'.")
    file.write(("\n".join(lines) + "\n").encode())


def _quoted(text: str) -> str:
    return " ".join(text.replace("'", "''").split())
