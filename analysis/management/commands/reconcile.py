from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from analysis import community_safety, reconciliation, report
from analysis.management import arguments
from analysis.rendering import as_text
from contacts import frame
from contacts.management import refusing


class Command(refusing.Command):
    help = "Compares every printed figure of the 2009 report with the recomputed one"

    def add_arguments(self, parser: ArgumentParser) -> None:
        arguments.add_survey(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        survey = arguments.survey_called(options["survey"])
        if survey.questionnaire.code != community_safety.QUESTIONNAIRE:
            raise CommandError(f"The printed report belongs to another questionnaire than that of {survey.title}.")
        compared = reconciliation.reconcile(report.build(survey))
        for line in as_text.reconciliation(compared):
            self.stdout.write(line)
        if compared.unexplained:
            organisations = sum(frame.counts(survey)["region"].values())
            raise CommandError(as_text.unexplained(compared, organisations=organisations))
