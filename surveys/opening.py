"""Putting a questionnaire into the field."""

from datetime import datetime

from django.db import transaction

from surveys.models import Questionnaire, Survey


@transaction.atomic
def field(questionnaire: Questionnaire, *, opens_at: datetime, closes_at: datetime, **details: str) -> Survey:
    """The survey of this questionnaire, open between two moments. From here on the version
    never changes. `details` are the survey's title and help line."""
    Questionnaire.objects.filter(pk=questionnaire.pk, fielded_at__isnull=True).update(fielded_at=opens_at)
    survey, _ = Survey.objects.get_or_create(
        code=questionnaire.code,
        defaults={
            "title": questionnaire.title,
            "questionnaire": questionnaire,
            "opens_at": opens_at,
            "closes_at": closes_at,
            **details,
        },
    )
    return survey
