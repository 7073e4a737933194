from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.formats import date_format

from contacts import fieldwork, frame
from contacts.management import refusing
from contacts.tracking import reporting
from surveys.models import Survey


class Command(refusing.Command):
    help = "Launches, pauses, resumes or closes the fieldwork of a survey, or tells how it stands"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=[*ACTIONS, "status"])
        parser.add_argument(
            "survey",
            nargs="?",
            default="",
            help="its code; not needed where there is only one; `launch` also takes the code of a draft",
        )
        parser.add_argument("--format", choices=list(REPORTS), default="text", help="of the status")

    def handle(self, *, action: str, survey: str, **options: Any) -> None:
        drafted = fieldwork.opened(survey, now=timezone.now()) if action == "launch" else None
        chosen = drafted or frame.survey_called(survey)
        act = REPORTS[options["format"]] if action == "status" else ACTIONS[action]
        self.stdout.write(act(chosen))


def _launch(survey: Survey) -> str:
    invited = fieldwork.launch(survey, now=timezone.now())
    return f"{invited} organisations invited now. The survey is open until {_moment(survey)}."


def _pause(survey: Survey) -> str:
    fieldwork.pause(survey, now=timezone.now())
    return "Mailings are held back until `fieldwork resume`. Answering goes on."


def _resume(survey: Survey) -> str:
    fieldwork.resume(survey, now=timezone.now())
    return "Mailings go out again."


def _close(survey: Survey) -> str:
    fieldwork.close(survey, now=timezone.now())
    return "The survey is closed."


def _as_text(survey: Survey) -> str:
    return reporting.as_text(survey, now=timezone.now())


def _as_json(survey: Survey) -> str:
    return reporting.as_json(survey, now=timezone.now())


def _moment(survey: Survey) -> str:
    return date_format(timezone.localtime(survey.closes_at), "H:i, j F Y") if survey.closes_at else "further notice"


ACTIONS: dict[str, Callable[[Survey], str]] = {
    "launch": _launch,
    "pause": _pause,
    "resume": _resume,
    "close": _close,
}
REPORTS: dict[str, Callable[[Survey], str]] = {"text": _as_text, "json": _as_json}
