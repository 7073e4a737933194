from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from contacts import importing
from contacts.management import refusing


class Command(refusing.Command):
    help = "Imports a contact list (CSV or XLSX) into the frame, whole or not at all"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="check the list and store nothing")

    def handle(self, *, file: str, dry_run: bool, **_: Any) -> None:
        contact_list = importing.check(refusing.content(file))
        for notice in contact_list.notices:
            self.stdout.write(notice)
        if contact_list.problems:
            self.list_problems(contact_list.problems)
            raise CommandError(f"Nothing was imported: see the problems above ({len(contact_list.problems)}).")
        today = timezone.localdate()
        if dry_run:
            planned = importing.plan(contact_list.entries, today=today)
            self.stdout.write(f"Nothing was stored. It would be: {planned}.")
        else:
            self.stdout.write(f"{importing.apply(contact_list.entries, today=today)}.")
