"""Statements compiled and planned once: making SQL of a query and a plan of that costs more than running it. For what
is asked of the database at every page and for every email.

Values that are known only when a statement runs stand in it as slots. A statement is called with a value for each.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, DateTimeField, Expression, Field, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql import InsertQuery, UpdateQuery


class Slot(Expression):
    """Stands for a value of this field; without one, for text."""

    def __init__(self, name: str, field: Field | None = None) -> None:
        super().__init__(output_field=field or CharField())
        self.name = name

    def as_sql(self, *_: Any) -> Any:
        return "%s", [self]

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The value as the database takes it."""
        return self.output_field.get_db_prep_save(values[self.name], connection)


NOW = Slot("now", DateTimeField())


class Find:
    """The one row that this query with slots finds, with the rows that it selects as related. Calling it raises
    DoesNotExist of its model where there is none."""

    def __init__(self, rows: Callable[[], QuerySet[Any]]) -> None:
        self.rows = rows

    @cached_property
    def compiler(self) -> Any:
        return self.rows().query.get_compiler(connection=connection)

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...]]:
        return self.compiler.as_sql()

    @cached_property
    def converters(self) -> Mapping[int, Any]:
        """What makes Python's values of the database's, by the place of the column."""
        return self.compiler.get_converters([expression for expression, *_ in self.compiler.select])

    @cached_property
    def fields(self) -> list[str]:
        """The names of the row's own fields, in the order of the first columns."""
        return [self.compiler.select[place][0].target.attname for place in self.compiler.klass_info["select_fields"]]

    @cached_property
    def related(self) -> Any:
        return get_related_populators(  # type: ignore[call-arg]  # stubs: of the next Django
            self.compiler.klass_info, self.compiler.select, connection.alias
        )

    def __call__(self, **values: Any) -> Any:
        with _run(*self.compiled, values) as cursor:
            row = cursor.fetchone()
        model = self.compiler.klass_info["model"]
        if row is None:
            raise model.DoesNotExist
        return self._made(model, list(row))

    def _made(self, model: type[Model], row: list[Any]) -> Model:
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        found = model.from_db(connection.alias, self.fields, row[: len(self.fields)])
        for populator in self.related:
            populator.populate(row, found)
        return found


class Update:
    """The update of these rows to these values, both made with slots. Calling it gives the keys of the rows that were
    changed."""

    def __init__(self, rows: Callable[[], QuerySet[Any]], **values: Any) -> None:
        self.rows, self.values = rows, values

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...]]:
        query: Any = self.rows().query.chain(UpdateQuery)
        query.add_update_values(self.values)
        statement, parameters = query.get_compiler(connection=connection).as_sql()
        return f"{statement} RETURNING {connection.ops.quote_name(query.get_meta().pk.column)}", parameters

    def __call__(self, **values: Any) -> set[int]:
        with _run(*self.compiled, values) as cursor:
            return {key for (key,) in cursor.fetchall()}


class Insert:
    """A new row of this model. Calling it takes a value for each field but the key, by the name of its attribute."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...]]:
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        query: Any = InsertQuery(self.model)
        query.insert_values(fields, [self.model(**{field.attname: Slot(field.attname, field) for field in fields})])
        ((statement, parameters),) = query.get_compiler(connection=connection).as_sql()
        return statement, parameters

    def __call__(self, **values: Any) -> None:
        with _run(*self.compiled, values):
            pass


def _run(statement: str, parameters: tuple[Any, ...], values: Mapping[str, Any]) -> CursorWrapper:
    cursor = _planned_once()
    cursor.execute(statement, [each.filled(values) if isinstance(each, Slot) else each for each in parameters])
    return cursor


def _planned_once() -> CursorWrapper:
    """Django's cursors for PostgreSQL write parameters into the text, so that each statement is a new one to it."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    make = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return make(psycopg.Cursor(connection.connection))  # type: ignore[arg-type]  # stubs: Django's own
