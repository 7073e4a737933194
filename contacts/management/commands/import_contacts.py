from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from contacts import importing
from contacts.comparing import Difference
from contacts.importing import Plan
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
            self._show(importing.plan(contact_list.entries, today=today))
        else:
            self.stdout.write(f"{importing.apply(contact_list.entries, today=today)}.")

    def _show(self, planned: Plan) -> None:
        for heading, kind, told in (
            ("Added", planned.added, _added),
            ("Changed", planned.changed, _changed),
            ("Contacts replaced", planned.replaced, _replaced),
        ):
            if kind.number:
                self.stdout.write(f"{heading}:")
            for each in kind.first:
                self.stdout.write(f"  Row {each.row}, {each.reference}: {told(each)}")
            if kind.more:
                self.stdout.write(f"  and {kind.more} more")
        self.stdout.write(f"Nothing was stored. It would be: {planned}.")


def _added(difference: Difference) -> str:
    return difference.name


def _changed(difference: Difference) -> str:
    return "; ".join(f"{column}: {before or '–'} → {after or '–'}" for column, before, after in difference.changes)


def _replaced(difference: Difference) -> str:
    return f"{difference.replaced} → {difference.successor}"
