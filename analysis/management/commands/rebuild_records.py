from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from analysis.management import arguments
from contacts.management import refusing
from surveys import coding


class Command(refusing.Command):
    help = "Writes the coded records that tables are counted from anew, from the answers"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; say which records are not right")
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        survey = arguments.survey_called(options["survey"])
        if not options["check"]:
            self.stdout.write(f"{coding.rebuild(survey):,} records written")
            return
        wrong = [str(response) for response in coding.differences(survey)]
        if wrong:
            raise CommandError(f"{len(wrong):,} records are not what the answers say: {', '.join(wrong)}")
        self.stdout.write("Every record is what the answers say")
