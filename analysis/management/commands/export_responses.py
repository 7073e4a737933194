from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, BinaryIO

from django.core.management.base import CommandError

from analysis.exporting import Values
from analysis.management import arguments
from analysis.rendering import as_csv, as_workbook
from contacts.management import refusing
from surveys.models import Survey

LATER = {"sav": "The SPSS file is not made yet. Choose csv or xlsx."}
WRITERS: dict[str, Callable[[BinaryIO, Survey, Values], None]] = {
    "csv": as_csv.write_responses,
    "xlsx": as_workbook.write_responses,
}


class Command(refusing.Command):
    help = "Writes the submitted responses, one row each, in the columns of the codebook"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=[*WRITERS, *LATER])
        parser.add_argument("--values", choices=list(Values), default=Values.CODES)
        arguments.add_output(parser)
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        if options["format"] in LATER:
            raise CommandError(LATER[options["format"]])
        survey = arguments.survey_called(options["survey"])
        write = WRITERS[options["format"]]
        refusing.save(options["output"], lambda file: write(file, survey, Values(options["values"])))
        self.stdout.write(f"{options['output']} holds the submitted responses of {survey.title}")
