"""Surveys in the field, in a line."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from surveys import loading, opening, responses
from surveys.models import Response, Survey
from surveys.questionnaire.definition import Questionnaire

LONDON = ZoneInfo("Europe/London")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=LONDON)
CLOSING = MONDAY + timedelta(days=21)


def fielded(questionnaire: Questionnaire) -> Survey:
    """A survey of this questionnaire, open from a Monday morning for three weeks."""
    row = loading.load(questionnaire)
    return opening.field(row, opens_at=MONDAY, closes_at=CLOSING)


def started(survey: Survey, **known: str) -> Response:
    return responses.start(survey, known=known, now=MONDAY)
