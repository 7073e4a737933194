"""Updates compiled once: making SQL of a rule costs more than running it, and sending asks it for every email."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Expression, Field, QuerySet, TextField
from django.db.models.sql import UpdateQuery


class Slot(Expression):
    """Stands in a query for a value that is known when it runs."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field or TextField())
        self.name = name

    def as_sql(self, *_: Any) -> Any:
        return "%s", [self]


NOW = Slot("now", DateTimeField())


class Update:
    """The update of these rows to these values, both made with slots. Calling it with a value for each slot runs it
    and gives the number of rows."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], **values: Any) -> None:
        self.rows, self.values = rows, values

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...]]:
        """The statement and its parameters, in which slots are still open."""
        query: Any = self.rows().query.chain(UpdateQuery)
        query.add_update_values(self.values)
        return query.get_compiler(connection=connection).as_sql()

    def __call__(self, **values: Any) -> int:
        statement, parameters = self.compiled
        given = {name: _adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(statement, [given[each.name] if isinstance(each, Slot) else each for each in parameters])
            return cursor.rowcount


def _adapted(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
