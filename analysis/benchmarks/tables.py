"""All tables of the report, from the packed records and by other engines."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count as count_from
from random import Random
from typing import Any

import pandas as pd

from analysis import matrix, synthesising
from analysis.benchmarks import reference_tables
from analysis.benchmarks.measuring import Comparison, compare
from analysis.benchmarks.other_engines import (
    bincounts,
    codes,
    duckdb_table,
    duckdb_tables,
    polars_frame,
    polars_tables,
)
from analysis.community_safety import TABLES
from analysis.counts import count
from analysis.respondents import Respondents
from analysis.table import Table, table
from surveys import compiling
from surveys.models import Response, Survey

WARM = "all 44 tables, {:,} responses, warm"
COLD = "all 44 tables, {:,} responses, nothing cached"
REFERENCE_WARM = "pandas.crosstab, DataFrame in memory"
REFERENCE_POLARS = "polars, group_by of each pair"
REFERENCE_DUCKDB = "DuckDB, GROUP BY of each pair"
REFERENCE_BINCOUNT = "NumPy, one bare bincount a pair, nothing else"
ONE_MORE = "all 44 tables, {:,} responses and one more"
REFERENCE_ONE_MORE = "pandas.crosstab, the row appended"
REFERENCE_COLD = "pandas.crosstab, from the answers in the database"


def comparisons(survey: Survey, number: int, *, rounds: int) -> Iterator[Comparison]:
    """The same tables warm and cold."""
    variables = compiling.variables(survey.questionnaire)
    frame = reference_tables.frame(records(survey), variables)
    yield compare(
        WARM.format(number),
        lambda: ours(survey),
        REFERENCE_WARM,
        lambda: reference_tables.tables(frame, TABLES),
        rounds=rounds,
    )
    columns, other_frame, database = codes(frame), polars_frame(frame), duckdb_table(frame)
    for reference, work in (
        (REFERENCE_POLARS, lambda: polars_tables(other_frame, TABLES)),
        (REFERENCE_DUCKDB, lambda: duckdb_tables(database, TABLES)),
        (REFERENCE_BINCOUNT, lambda: bincounts(columns, TABLES)),
    ):
        yield compare(WARM.format(number), lambda: ours(survey), reference, work, rounds=rounds)
    yield compare(
        COLD.format(number),
        lambda: _from_nothing(survey),
        REFERENCE_COLD,
        lambda: reference_tables.tables(reference_tables.frame(records(survey), variables), TABLES),
        rounds=rounds,
    )


def one_more(survey: Survey, number: int, *, rounds: int, random: Random, now: datetime) -> Comparison:
    """What each new response costs: it is stored and the tables count it. The survey has one more after each round."""
    variables = compiling.variables(survey.questionnaire)
    before = count_from(number)
    frame = reference_tables.frame(records(survey), variables)
    row = frame.tail(1)
    ours(survey)

    def taken_in() -> None:
        synthesising.respond(survey, 1, random=random, now=now, before=next(before))
        ours(survey)

    return compare(
        ONE_MORE.format(number),
        taken_in,
        REFERENCE_ONE_MORE,
        lambda: reference_tables.tables(pd.concat([frame, row], ignore_index=True), TABLES),
        rounds=rounds,
    )


def ours(survey: Survey) -> list[Table]:
    """What every view of the report does: see what is new, count, round."""
    questionnaire = compiling.compiled(survey.questionnaire)
    respondents = Respondents(questionnaire, matrix.current(survey), {})
    return [table(specification, count(specification, respondents)) for specification in TABLES]


def _from_nothing(survey: Survey) -> list[Table]:
    matrix.forget()
    return ours(survey)


def records(survey: Survey) -> list[dict[str, Any]]:
    """The answers of each submitted response, with the codes of its open answers."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    return [answers | codes for answers, codes in submitted.values_list("answers", "codes")]
