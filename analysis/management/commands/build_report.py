from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO

from django.core.management.base import CommandError
from django.utils import timezone

from analysis import report
from analysis.management import arguments
from analysis.rendering import as_html, as_json, as_workbook
from analysis.report import Report
from analysis.rounding import Rounding
from contacts.management import refusing

LATER = {"docx": "The Word report is not made yet. Choose json, html or xlsx."}
UNPROTECTED = (
    "Tables for the public hide small bases and cells, which Canvass cannot do yet, so nothing was written. "
    "Leave --audience out for the internal report."
)


class Command(refusing.Command):
    help = "Writes the report, counted from the responses that are there now"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=[*WRITERS, *LATER])
        arguments.add_output(parser)
        parser.add_argument(
            "--table", action="extend", nargs="+", default=[], metavar="ID", help="only these, as T07 or D01 or F02"
        )
        parser.add_argument("--rounding", choices=list(Rounding), default=Rounding.HALF_UP)
        parser.add_argument(
            "--as-at", metavar="TIME", help="as it stood then: a date or a date and time, as 2026-11-20T17:00"
        )
        parser.add_argument("--audience", choices=["internal", "public"], default="internal")
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        if options["format"] in LATER:
            raise CommandError(LATER[options["format"]])
        if options["audience"] == "public":
            raise CommandError(UNPROTECTED)
        survey = arguments.survey_called(options["survey"])
        made = report.build(
            survey, rounding=Rounding(options["rounding"]), ids=options["table"], as_at=_moment(options["as_at"])
        )
        refusing.save(options["output"], lambda file: WRITERS[options["format"]](made, file))
        for sentence in made.left_out:
            self.stderr.write(sentence)
        written = f"{len(made.tables)} of the tables, {len(made.figures)} of the figures"
        self.stdout.write(f"{options['output']}: {written}, from {made.responses:,} responses")


def _moment(text: str | None) -> datetime | None:
    """The moment that is meant, by the clocks in England where it does not say otherwise."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no time. Write a date or a date and time, as 2026-11-20T17:00.") from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _write_json(made: Report, file: BinaryIO) -> None:
    file.write(as_json.rendered(made))


def _write_html(made: Report, file: BinaryIO) -> None:
    file.write(as_html.rendered(made, made_at=timezone.now()))


def _write_xlsx(made: Report, file: BinaryIO) -> None:
    as_workbook.write_report(file, made)


WRITERS: dict[str, Callable[[Report, BinaryIO], None]] = {
    "json": _write_json,
    "html": _write_html,
    "xlsx": _write_xlsx,
}
