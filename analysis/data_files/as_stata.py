"""Responses as a file for Stata. The whole file is made in memory.

Why a cell is empty is told by the same numbers as for SPSS: pyreadstat has Stata's own extended missing values only
where one of the first hundred responses has an answer. `mvdecode _all, mv(-6=.a \\ -7=.b \\ -8=.c)` makes them.
"""

import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyreadstat

from analysis.data_files.columns import WHY_MISSING, Column, Level, cells, columns, numbers, text
from analysis.exporting import Identity, Values, Watching, unwatched
from surveys.models import Survey

LONGEST_LABEL = 80  # characters of a variable's label; the codebook has it whole
LONGEST_NAME = 32


def write(
    file: BinaryIO,
    survey: Survey,
    values: Values,
    identity: Identity = Identity.IDENTIFIED,
    *,
    watching: Watching = unwatched,
) -> None:
    """One row a submitted response. Options are numbered in the questionnaire's order, with their words as labels:
    Stata shows either, so that `values` changes nothing. The file stays open."""
    every = [column for _, some in columns(survey, identity) for column in some]
    content = list(zip(*cells(survey, identity, watching=watching), strict=True)) or [()] * len(every)
    names = _names(every)
    with tempfile.NamedTemporaryFile(suffix=".dta") as scratch:
        pyreadstat.write_dta(
            pd.DataFrame(
                {
                    name: [text(column, cell) for cell in some] if column.level is Level.TEXT else numbers(column, some)
                    for name, column, some in zip(names, every, content, strict=True)
                }
            ),
            scratch.name,
            file_label=survey.title[:LONGEST_LABEL],
            column_labels={name: column.label[:LONGEST_LABEL] for name, column in zip(names, every, strict=True)},
            variable_value_labels={
                name: dict([*column.labels.items(), *WHY_MISSING.items()])
                for name, column in zip(names, every, strict=True)
                if column.level not in {Level.TEXT, Level.SCALE}
            },
        )
        with Path(scratch.name).open("rb") as made:
            shutil.copyfileobj(made, file)


def _names(every: list[Column]) -> list[str]:
    """Their names, cut to what Stata allows, none twice."""
    names: list[str] = []
    for number, column in enumerate(every):
        cut = column.name[:LONGEST_NAME]
        ending = f"_{number}"
        names.append(cut[: LONGEST_NAME - len(ending)] + ending if cut in names else cut)
    return names
