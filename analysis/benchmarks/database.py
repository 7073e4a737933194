"""A database that is made for the benchmarks and gone after them, on the server that Canvass uses."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


@contextmanager
def of_its_own() -> Iterator[str]:
    """Everything inside uses an empty, migrated database; what it is comes out."""
    with tempfile.TemporaryDirectory(prefix="canvass-bench-") as folder:
        is_sqlite = connection.vendor == "sqlite"
        name = str(Path(folder) / "bench.sqlite3") if is_sqlite else f"canvass_bench_{os.getpid()}"
        before = connection.settings_dict["NAME"]
        leave()  # a pool that is open would go on giving out connections to the real database
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield _description()
        finally:
            leave()
            connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def beside() -> Iterator[str]:
    """The URL of an empty database on the same server, or in a file of the same folder."""
    name = f"{connection.settings_dict['NAME']}_beside"
    if connection.vendor == "sqlite":
        yield url(name)
        return
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield url(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def url(name: str = "") -> str:
    """How another process finds this database, or the one of that name beside it."""
    name = name or connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()


def leave() -> None:
    """Close all connections of this process to the database; the next query opens one anew."""
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


def _description() -> str:
    if connection.vendor == "sqlite":
        return "SQLite, in a file of its own"
    version = ".".join(str(part) for part in connection.get_database_version())
    return f"{connection.display_name} {version}, in a database of its own"
