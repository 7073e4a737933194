from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys import loading
from surveys.exceptions import AlreadyFielded
from surveys.questionnaire import reading


class Command(BaseCommand):
    help = "Loads a questionnaire file as a draft, in place of the draft it was before; a fielded version is refused"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")

    def handle(self, *, file: str, **_: Any) -> None:
        questionnaire, problems = reading.read(_text(file))
        for problem in problems:
            self.stderr.write(f"{file}, {problem}")
        if questionnaire is None:
            raise CommandError("Nothing was loaded.")
        try:
            row = loading.load(questionnaire)
        except AlreadyFielded as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Loaded {row}.")


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8.") from error
