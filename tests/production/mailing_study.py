"""A thousand invitations that are due, made in the database that the environment names: for the tests of sending."""

import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from contacts import inviting  # noqa: E402
from contacts.mailing import queueing  # noqa: E402
from contacts.models import Fieldwork, Mailing, Organisation, Person  # noqa: E402
from surveys import opening  # noqa: E402
from surveys.models import Questionnaire  # noqa: E402


def make(number: int) -> None:
    now = timezone.now()
    survey = opening.field(
        Questionnaire.objects.create(code="s", digest="-"), opens_at=now, closes_at=now + timedelta(days=21)
    )
    places = Organisation.objects.bulk_create(
        Organisation(reference=f"R{each}", name=f"Place {each}", type="a", region="a") for each in range(number)
    )
    Person.objects.bulk_create(
        Person(organisation=place, name=f"Pat {place.reference}", email=f"{place.reference}@example.org".lower())
        for place in places
    )
    inviting.invite(survey, places, now=now)
    Fieldwork.objects.create(survey=survey, launched_at=now)
    texts = {"subject": "Please answer", "body": "Dear {name}: {link}"}
    invitation = Mailing.objects.create(
        survey=survey,
        number=0,
        kind="invitation",
        due_at=now,
        any_hour=True,
        confirmed_at=now,
        part_done_subject=texts["subject"],
        part_done_body=texts["body"],
        **texts,
    )
    queueing.queue(invitation, now=now)


if __name__ == "__main__":
    make(int(sys.argv[1]))
