"""How a survey was done, in words."""

from datetime import timedelta

import pytest

from analysis.writing import method
from surveys.models import Survey
from tests.factories import MONDAY

WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("opens", "closes", "told"),
    [
        (None, None, "The survey has not opened yet."),
        (MONDAY + WEEK, None, "The questionnaire is to be answered online from 9 November 2026."),
        (MONDAY - WEEK, None, "The questionnaire can be answered online from 26 October 2026 on."),
        (
            MONDAY - WEEK,
            MONDAY + WEEK,
            "The questionnaire can be answered online from 26 October 2026 to 9 November 2026.",
        ),
        (MONDAY - WEEK, MONDAY, "The questionnaire could be answered online from 26 October 2026 to 2 November 2026."),
    ],
)
def test_the_dates_are_told_as_they_lie_to_the_day_of_the_report(opens, closes, told):
    assert method.dates(Survey(opens_at=opens, closes_at=closes), now=MONDAY) == told
