"""What the commands have in common: a refusal is a message and the exit status 1."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from contacts import saving
from contacts.exceptions import Refused
from surveys.models import Survey

UNPREPARED = "This installation has no tables yet. Run `manage.py prepare` first, then this again."


class Command(BaseCommand):
    """A command whose refusals are messages, without a traceback."""

    needs_tables = True

    def execute(self, *arguments: Any, **options: Any) -> str | None:
        if self.needs_tables and Survey._meta.db_table not in connection.introspection.table_names():
            raise CommandError(UNPREPARED)
        try:
            return super().execute(*arguments, **options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def list_problems(self, problems: Iterable[object]) -> None:
        for problem in problems:
            self.stderr.write(str(problem))


def content(path: str) -> bytes:
    """What the file holds. Raises CommandError where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def save(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file whole or not at all. Raises CommandError."""
    try:
        saving.save(path, write)
    except OSError as reason:
        raise CommandError(f"{path} cannot be written: {reason.strerror}.") from reason
