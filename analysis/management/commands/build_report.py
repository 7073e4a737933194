from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO

from django.core.management.base import CommandError
from django.utils import timezone

from analysis import outsiders
from analysis.disclosure.rules import SMALLEST_BASE, SMALLEST_CELL, Rules
from analysis.management import arguments
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_html, as_json, as_workbook
from analysis.report import Report
from analysis.rounding import Rounding
from contacts.management import refusing

SMALLEST_RULE = 2
LATER = {"docx": "The Word report is not made yet. Choose json, html or xlsx."}


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
        parser.add_argument("--audience", choices=list(Audience), default=Audience.INTERNAL)
        for name, usually, what in (("base", SMALLEST_BASE, "base"), ("cell", SMALLEST_CELL, "count")):
            parser.add_argument(
                f"--smallest-{name}", type=_smallest, default=usually, metavar="N", help=f"{what} the public is told of"
            )
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        if options["format"] in LATER:
            raise CommandError(LATER[options["format"]])
        survey = arguments.survey_called(options["survey"])
        asked = Asked(
            Audience(options["audience"]),
            Rules(options["smallest_base"], options["smallest_cell"]),
            _moment(options["as_at"]),
            Rounding(options["rounding"]),
        )
        made = outsiders.build(survey, asked, ids=options["table"])
        refusing.save(options["output"], lambda file: WRITERS[options["format"]](made, file))
        for sentence in made.left_out:
            self.stderr.write(sentence)
        written = f"{len(made.tables)} of the tables, {len(made.figures)} of the figures"
        self.stdout.write(f"{options['output']}: {written}, from {made.responses:,} responses")


def _smallest(text: str) -> int:
    if not text.isdecimal() or int(text) < SMALLEST_RULE:
        raise ArgumentTypeError(f"“{text}” is no whole number from {SMALLEST_RULE} on")
    return int(text)


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
