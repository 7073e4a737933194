"""The packed records of a survey out of the database, thousands at a time.

PostgreSQL puts those of a batch together itself, so that a million of them are some hundred rows to Python. SQLite
gives them one by one, for its group_concat makes text of bytes.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from analysis.exceptions import RecordsOutOfDate
from surveys import compiling
from surveys.models import CodedResponse, Survey
from surveys.questionnaire import packing

BATCH = 4_096

# What is not as long as the columns are is fitted as `packing.fitted` does it.
TOGETHER = """
SELECT batch.newest, batch.shortest, batch.records
FROM generate_series(
  (SELECT min(id) FROM surveys_codedresponse WHERE survey_id = %(survey)s AND id > %(key)s),
  (SELECT max(id) FROM surveys_codedresponse WHERE survey_id = %(survey)s),
  %(batch)s::bigint
) AS series (first),
LATERAL (
  SELECT
    max(id) AS newest,
    min(octet_length(record)) AS shortest,
    string_agg(
      CASE WHEN octet_length(record) = %(length)s THEN record
      ELSE substring(record || %(zeros)s FROM 1 FOR %(length)s) END,
      ''::bytea ORDER BY id
    ) AS records
  FROM surveys_codedresponse
  WHERE survey_id = %(survey)s AND id >= series.first AND id < series.first + %(batch)s
) AS batch
WHERE batch.newest IS NOT NULL
ORDER BY series.first
"""


class Batch(NamedTuple):
    """Some records, a row of bytes for each, in the order of their keys; `newest` is the last of these."""

    newest: int
    rows: NDArray[np.uint8]


def after(survey: Survey, key: int) -> Iterator[Batch]:
    """The records with a higher key than this, in one query. Raises RecordsOutOfDate."""
    return _put_together(survey, key) if connection.vendor == "postgresql" else _one_by_one(survey, key)


def rows(records: Sequence[bytes | memoryview], survey: Survey) -> NDArray[np.uint8]:
    """A row of bytes for each record. Those that were packed in another edition of the code frames are fitted.

    Raises RecordsOutOfDate."""
    columns = compiling.layout(survey.questionnaire)
    length = packing.length(columns)
    if not set(map(len, records)) <= {length}:
        fitted = [packing.fitted(bytes(record), columns) for record in records]
        if None in fitted:
            raise RecordsOutOfDate(survey.title)
        records = [record for record in fitted if record is not None]
    return np.frombuffer(b"".join(records), np.uint8).reshape(-1, length)


def _one_by_one(survey: Survey, key: int) -> Iterator[Batch]:
    newer = CodedResponse.objects.filter(survey=survey, pk__gt=key).order_by("pk").values_list("pk", "record")
    found = newer.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield Batch(batch[-1][0], rows([record for _, record in batch], survey))


def _put_together(survey: Survey, key: int) -> Iterator[Batch]:
    """They are streamed: the next batch is put together while this one is taken, and no more than one is held."""
    columns = compiling.layout(survey.questionnaire)
    length = packing.length(columns)
    asked = {"survey": survey.pk, "key": key, "batch": BATCH, "length": length, "zeros": bytes(length)}
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor, _logged(cursor, asked):
        for newest, shortest, records in cursor.stream(TOGETHER, asked, binary=True):
            if shortest < packing.shortest(columns):
                raise RecordsOutOfDate(survey.title)
            yield Batch(newest, np.frombuffer(records, np.uint8).reshape(-1, length))


def _logged(cursor: "psycopg.Cursor[Any]", asked: dict[str, Any]) -> AbstractContextManager[None]:
    """Django's log of statements has it too, where one is kept, though Django does not see what is streamed."""
    if not connection.queries_logged:
        return nullcontext()
    debug = connection.make_debug_cursor(cursor)  # type: ignore[arg-type]  # stubs: Django's own
    return debug.debug_sql(TOGETHER, asked)
