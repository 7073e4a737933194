"""The tables of the report by other engines over the same columns in memory: NumPy's bare bincount, which is the floor
under anything that counts; polars; DuckDB. Each pair of variables is grouped and counted once, as for pandas."""

from collections.abc import Sequence

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.benchmarks.reference_tables import EVERYBODY, Pair, pairs
from analysis.segments import Above, Chose, Everybody, Gave, Segment
from analysis.specification import Specification

Codes = dict[str, NDArray[np.int64]]


def codes(frame: pd.DataFrame) -> Codes:
    """Each column as small whole numbers, 0 where there is no answer."""
    made: Codes = {}
    for name in frame.columns:
        numbers, _ = pd.factorize(frame[name], sort=True)
        made[name] = (numbers + 1).astype(np.int64)
    return made


def bincounts(columns: Codes, specifications: Sequence[Specification]) -> list[NDArray[np.int64]]:
    """Nothing but one bincount for each pair: without labels, bases or percentages, and for everybody."""
    made = []
    for pair in _all(specifications):
        group, of = columns[_name(pair.group)], columns[_name(pair.of)]
        width = int(of.max(initial=0)) + 1
        made.append(np.bincount(group * width + of))
    return made


def polars_frame(frame: pd.DataFrame) -> pl.DataFrame:
    """The same columns, answers as categories."""
    columns = {}
    for name in frame.columns:
        values = frame[name].astype(object).where(frame[name].notna(), None).tolist()
        column = pl.Series(name, values, strict=False)
        columns[name] = column.cast(pl.Categorical) if column.dtype == pl.String else column
    return pl.DataFrame(columns)


def polars_tables(frame: pl.DataFrame, specifications: Sequence[Specification]) -> list[pl.DataFrame]:
    """The counts of every pair."""
    made = []
    for pair in _all(specifications):
        asked = frame.lazy().filter(_only(pair.only))
        keys = [_expression(pair.group).alias("group"), _expression(pair.of).alias("of")]
        made.append(asked.group_by(keys).len().collect())
    return made


def duckdb_table(frame: pd.DataFrame) -> duckdb.DuckDBPyConnection:
    """A database in memory with the same columns."""
    connection = duckdb.connect()
    connection.register("answers_frame", frame)
    connection.execute("CREATE TABLE answers AS SELECT * FROM answers_frame")
    return connection


def duckdb_tables(connection: duckdb.DuckDBPyConnection, specifications: Sequence[Specification]) -> list[object]:
    """The counts of every pair."""
    made: list[object] = []
    for pair in _all(specifications):
        statement = (
            f"SELECT {_sql(pair.group)}, {_sql(pair.of)}, count(*) FROM answers {_where(pair.only)} GROUP BY 1, 2"  # noqa: S608 - names of the questionnaire
        )
        made.append(connection.execute(statement).fetchall())
    return made


def _all(specifications: Sequence[Specification]) -> list[Pair]:
    return [pair for specification in specifications for pair in dict.fromkeys(pairs(specification))]


def _name(segment: Segment) -> str:
    return EVERYBODY if isinstance(segment, Everybody) else segment.variable  # type: ignore[attr-defined]


def _expression(segment: Segment) -> pl.Expr:
    column = pl.col(_name(segment))
    return column > segment.threshold if isinstance(segment, Above) else column


def _only(segment: Segment) -> pl.Expr:
    if isinstance(segment, Gave):
        return pl.col(segment.variable).is_not_null()
    if isinstance(segment, Chose):
        return pl.col(segment.variable).cast(pl.String).is_in(sorted(segment.options))
    return pl.lit(value=True)


def _sql(segment: Segment) -> str:
    name = f'"{_name(segment)}"'
    return f"{name} > {segment.threshold}" if isinstance(segment, Above) else name


def _where(segment: Segment) -> str:
    if isinstance(segment, Gave):
        return f'WHERE "{segment.variable}" IS NOT NULL'
    if isinstance(segment, Chose):
        options = ", ".join(f"'{option}'" for option in sorted(segment.options))
        return f'WHERE "{segment.variable}" IN ({options})'
    return ""
