"""Updates compiled and planned once: making SQL of a rule and a plan of that costs more than running it, and sending
asks it for every email."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, DateTimeField, Expression, Field, QuerySet
from django.db.models.sql import UpdateQuery


class Slot(Expression):
    """Stands in a query for a value that is known when it runs."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field or CharField())
        self.name = name

    def as_sql(self, *_: Any) -> Any:
        return "%s", [self]


NOW = Slot("now", DateTimeField())


class Update:
    """The update of these rows to these values, both made with slots. Calling it with a value for each slot runs it
    and gives the keys of the rows that were changed."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], **values: Any) -> None:
        self.rows, self.values = rows, values

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...]]:
        """The statement and its parameters, in which slots are still open."""
        query: Any = self.rows().query.chain(UpdateQuery)
        query.add_update_values(self.values)
        statement, parameters = query.get_compiler(connection=connection).as_sql()
        return f"{statement} RETURNING {connection.ops.quote_name(query.get_meta().pk.column)}", parameters

    def __call__(self, **values: Any) -> set[int]:
        statement, parameters = self.compiled
        given = {name: _adapted(value) for name, value in values.items()}
        with _planned_once() as cursor:
            cursor.execute(statement, [given[each.name] if isinstance(each, Slot) else each for each in parameters])
            return {key for (key,) in cursor.fetchall()}


def _planned_once() -> CursorWrapper:
    """Django's cursors for PostgreSQL write parameters into the text, so that each statement is a new one to it."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    return connection.make_cursor(psycopg.Cursor(connection.connection))  # type: ignore[arg-type]  # stubs: Django's own


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
