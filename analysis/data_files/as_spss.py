"""Responses as a file for SPSS and PSPP.

The whole file is made in memory: some 600 bytes a response, and the texts.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyreadstat

from analysis.data_files.columns import WHY_MISSING, Cell, Column, Level, cells, columns, numbers, text
from analysis.exporting import Identity, Values, Watching, unwatched
from surveys.models import Survey

LONGEST_TEXT = 32_767  # bytes of one string variable
LONGEST_LABEL = 256  # characters of a variable's label
LONGEST_VALUE_LABEL = 120
LOWEST, HIGHEST = min(WHY_MISSING), max(WHY_MISSING)


def write(
    file: BinaryIO,
    survey: Survey,
    values: Values,
    identity: Identity = Identity.IDENTIFIED,
    *,
    watching: Watching = unwatched,
) -> None:
    """One row a submitted response. Options are numbered in the questionnaire's order, with their words as labels, or,
    where labels are asked for, texts. A text that is longer than SPSS allows goes on in a variable of its own:
    `q18_text`, `q18_text_part_2`. The file stays open."""
    every = [column for _, some in columns(survey, identity) for column in some]
    data: dict[str, object] = {}
    told: list[Column] = []
    content = list(zip(*cells(survey, identity, watching=watching), strict=True)) or [()] * len(every)
    for column, some in zip(every, content, strict=True):
        for name, part in _parts(column, some, values):
            data[name] = part
            told.append(column)
    numeric = {name: column for name, column in zip(data, told, strict=True) if _is_number(column, values)}
    with tempfile.NamedTemporaryFile(suffix=".sav") as scratch:
        pyreadstat.write_sav(
            pd.DataFrame(data),
            scratch.name,
            file_label=survey.title[:64],
            column_labels={name: column.label[:LONGEST_LABEL] for name, column in zip(data, told, strict=True)},
            variable_value_labels={name: _labels(column) for name, column in numeric.items()},
            missing_ranges={name: [{"lo": LOWEST, "hi": HIGHEST}] for name in numeric},
            variable_measure={
                name: "nominal" if column.level is Level.TEXT else column.level.value
                for name, column in zip(data, told, strict=True)
            },
            variable_format={name: _format(column) for name, column in numeric.items()},
        )
        with Path(scratch.name).open("rb") as made:
            shutil.copyfileobj(made, file)


def _format(column: Column) -> str:
    return "F8.2" if column.level is Level.SCALE else "F3.0"


def _is_number(column: Column, values: Values) -> bool:
    if values is Values.LABELS:
        return column.level is Level.SCALE
    return column.level is not Level.TEXT


def _labels(column: Column) -> dict[float, str]:
    number = float if column.level is Level.SCALE else int  # as the column's own are
    return {number(code): label[:LONGEST_VALUE_LABEL] for code, label in {**column.labels, **WHY_MISSING}.items()}


def _parts(column: Column, content: tuple[Cell, ...], values: Values) -> Iterator[tuple[str, object]]:
    """The column under its name; a text that is too long for one in several."""
    if _is_number(column, values):
        yield column.name, numbers(column, content)
        return
    texts = [text(column, cell) for cell in content]
    number = 1
    while number == 1 or any(texts):
        cut = [_cut(whole) for whole in texts]
        yield column.name if number == 1 else f"{column.name}_part_{number}", cut
        texts = [whole[len(part) :] for whole, part in zip(texts, cut, strict=True)]
        number += 1


def _cut(text: str) -> str:
    """As much of the text as one variable holds, never half a character."""
    return text.encode()[:LONGEST_TEXT].decode(errors="ignore")
