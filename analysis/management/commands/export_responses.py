from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import CommandError

from analysis.data_files import as_spss_syntax
from analysis.data_files.formats import FORMATS
from analysis.exporting import Identity, Values
from analysis.management import arguments
from contacts.management import refusing


class Command(refusing.Command):
    requires_system_checks = ()  # they load every page, and a hundred megabytes with them
    help = (
        "Writes the submitted responses, one row each, in the columns of the codebook: as CSV or Excel, for SPSS (sav, "
        "with a syntax file of the same name), for Stata (dta); or what reads or explains them: a script for R (r), "
        "DDI-Codebook (ddi), a codebook to read (codebook)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=list(FORMATS))
        parser.add_argument("--values", choices=list(Values), default=Values.CODES)
        parser.add_argument(
            "--identity",
            choices=list(Identity),
            default=Identity.IDENTIFIED,
            help="csv, xlsx, sav, dta: with reference and receipt, with a case number too, or without names and texts",
        )
        parser.add_argument("--for-excel", action="store_true", help="csv: marked as UTF-8, as Excel wants it")
        arguments.add_output(parser)
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        survey = arguments.survey_called(options["survey"])
        path = options["output"]
        wanted = FORMATS[options["format"]]
        more = self._further(wanted.name, options)
        refusing.save(path, lambda file: wanted.write(file, survey, Values(options["values"]), **more))
        self.stdout.write(f"{path} holds the submitted responses of {survey.title}")
        if wanted.beside:
            syntax = path.with_suffix(f".{wanted.beside}")
            refusing.save(syntax, partial(as_spss_syntax.write, survey=survey, data=path.name))
            self.stdout.write(f"{syntax} makes the multiple-response sets")

    def _further(self, name: str, options: dict[str, Any]) -> dict[str, Any]:
        """The options that only some formats have. Raises CommandError where this one has them not."""
        further: dict[str, Any] = {}
        if options["identity"] != Identity.IDENTIFIED:
            if name not in {"csv", "xlsx", "sav", "dta"}:
                raise CommandError("--identity goes with csv, xlsx, sav and dta.")
            further["identity"] = Identity(options["identity"])
        if options["for_excel"]:
            if name != "csv":
                raise CommandError("--for-excel goes with csv.")
            further["marked"] = True
        return further
