from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from contacts import exporting
from contacts.management import refusing
from contacts.models import Organisation

WRITERS = {".csv": exporting.write_csv, ".xlsx": exporting.write_workbook}


class Command(refusing.Command):
    help = "Writes the frame in the columns that import_contacts takes, as CSV or XLSX by the name of the file"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", required=True, type=Path, metavar="PATH", help="a file .csv or .xlsx")

    def handle(self, *, output: Path, **_: Any) -> None:
        write = WRITERS.get(output.suffix.lower())
        if write is None:
            raise CommandError(f"{output.name} is neither .csv nor .xlsx. Choose a name that ends in one of them.")
        refusing.save(output, lambda file: write(file, Organisation.objects.all()))
        self.stdout.write(f"{output} holds {Organisation.objects.count()} organisations.")
