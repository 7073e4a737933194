import csv
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from contacts import frame, inviting
from contacts.management import refusing
from contacts.models import Organisation


class Command(refusing.Command):
    help = "Prints `reference,link` for each organisation, with a new personal link; invites where nobody was yet"

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("references", nargs="*", default=[], metavar="REFERENCE")
        which.add_argument("--all", action="store_true", help="every organisation of the frame")
        parser.add_argument("--survey", default="", help="the survey's code; not needed where there is only one")

    @transaction.atomic
    def handle(self, *, references: list[str], survey: str, **options: Any) -> None:
        now = timezone.now()
        chosen = frame.survey_called(survey)
        everybody = Organisation.objects.all().iterator()
        wanted = everybody if options["all"] else inviting.organisations(dict.fromkeys(references))
        lines = csv.writer(self.stdout, lineterminator="\n")
        for batch in inviting.batches(wanted):
            invitations = inviting.invite(chosen, batch, now=now)
            for invitation, token in zip(invitations, inviting.issue_each(invitations, now=now), strict=True):
                lines.writerow([invitation.organisation.reference, f"{settings.SITE_URL}{inviting.path(token)}"])
