from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from contacts import frame, response_importing
from contacts.management import refusing


class Command(refusing.Command):
    help = "Imports answers in codebook columns (CSV or XLSX) as submitted responses, all or none"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="check the answers and store nothing")
        parser.add_argument("--survey", default="", help="the survey's code; not needed where there is only one")

    def handle(self, *, file: str, dry_run: bool, survey: str, **_: Any) -> None:
        chosen = frame.survey_called(survey)
        answers = response_importing.check(chosen, refusing.content(file))
        for line in (*answers.notices, *(f"Warning: {warning}" for warning in answers.warnings)):
            self.stdout.write(line)
        if answers.problems:
            self.list_problems(answers.problems)
            raise CommandError(f"Nothing was imported: see the problems above ({len(answers.problems)}).")
        if dry_run:
            self.stdout.write(f"Nothing was stored. It would be: {len(answers.entries)} responses.")
        else:
            stored = response_importing.apply(chosen, answers.entries, now=timezone.now())
            self.stdout.write(f"{stored} responses imported, {len(answers.warnings)} warnings.")
