from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from analysis import outsiders
from analysis.disclosure.rules import SMALLEST_BASE, SMALLEST_CELL, Rules
from analysis.management import arguments
from analysis.outsiders import Asked, Audience
from analysis.rendering import as_folder, as_html, as_json, as_pdf, as_word, as_workbook
from analysis.rendering.sheets import cover
from analysis.report import Report
from analysis.rounding import Rounding
from analysis.writing import composing
from analysis.writing.document import Document
from contacts.management import refusing
from surveys.models import Survey

SMALLEST_RULE = 2


class Command(refusing.Command):
    help = "Writes the report, counted from the responses that are there now"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=list(WRITERS))
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
        parser.add_argument("--template", type=Path, metavar="PATH", help="a Word document whose look the docx takes")
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        survey = arguments.survey_called(options["survey"])
        asked = Asked(
            Audience(options["audience"]),
            Rules(options["smallest_base"], options["smallest_cell"]),
            _moment(options["as_at"]),
            Rounding(options["rounding"]),
        )
        made = outsiders.build(survey, asked, ids=options["table"])
        wanted = Wanted(survey, asked, made, options["template"])
        refusing.save(options["output"], lambda file: WRITERS[options["format"]](wanted, file))
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
    moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    if moment > timezone.now():
        raise CommandError(f"{text} is still to come: leave --as-at out for now.")
    return moment


class Wanted(NamedTuple):
    """All that a file of the report can be made of."""

    survey: Survey
    asked: Asked
    made: Report
    template: Path | None

    @property
    def document(self) -> Document:
        return composing.document(self.survey, self.made, self.asked, now=timezone.now())


def _write_json(wanted: Wanted, file: BinaryIO) -> None:
    file.write(as_json.rendered(wanted.made))


def _write_html(wanted: Wanted, file: BinaryIO) -> None:
    file.write(as_html.rendered(wanted.made, made_at=timezone.now()))


def _write_xlsx(wanted: Wanted, file: BinaryIO) -> None:
    told = cover.lines(wanted.survey, wanted.made, wanted.asked, by="", now=timezone.now())
    as_workbook.write_report(file, wanted.made, told)


def _write_docx(wanted: Wanted, file: BinaryIO) -> None:
    as_word.write(file, wanted.document, template=wanted.template or settings.REPORT_TEMPLATE)


def _write_pdf(wanted: Wanted, file: BinaryIO) -> None:
    as_pdf.write(file, wanted.document)


def _write_zip(wanted: Wanted, file: BinaryIO) -> None:
    as_folder.write(file, wanted.made, made_at=timezone.now())


WRITERS: dict[str, Callable[[Wanted, BinaryIO], None]] = {
    "json": _write_json,
    "html": _write_html,
    "xlsx": _write_xlsx,
    "docx": _write_docx,
    "pdf": _write_pdf,
    "zip": _write_zip,
}
