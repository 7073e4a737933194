from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from config import preparing
from contacts import demonstrating, frame
from contacts.management import refusing
from surveys.exceptions import AlreadyFielded

QUESTIONNAIRES = settings.BASE_DIR / "surveys" / "questionnaires"


class Command(refusing.Command):
    help = "Migrates, loads the questionnaires and opens fieldwork for three weeks from today; safe to repeat"
    needs_tables = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="also the made-up frame, people, answers and accounts")

    def handle(self, *, demo: bool, **_: Any) -> None:
        if demo and settings.HTTPS:
            raise CommandError(
                "The demonstration's passwords are public: it is for a machine of your own, without HTTPS."
            )
        call_command("migrate", verbosity=0)
        preparing.make_roles()
        self.field_questionnaires()
        if demo:
            self.demonstrate()

    def field_questionnaires(self) -> None:
        try:
            for survey in preparing.field_questionnaires(QUESTIONNAIRES, now=timezone.now()):
                until = date_format(timezone.localtime(survey.closes_at), "H:i, j F Y")
                self.stdout.write(f"{survey.title}: open until {until}.")
        except (preparing.BrokenQuestionnaireError, AlreadyFielded) as refusal:
            raise CommandError(str(refusal)) from refusal

    def demonstrate(self) -> None:
        preparing.make_demonstration_accounts(now=timezone.now())
        if demonstrating.load(frame.survey_called(demonstrating.SURVEY), now=timezone.now()):
            self.stdout.write("Loaded the demonstration: made-up organisations, people and answers.")
