import json
from datetime import timedelta

import pytest

from contacts.dispositions import Disposition
from contacts.models import Fieldwork, Invitation
from contacts.tracking import reporting
from surveys.models import Survey
from surveys.responses import enter
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, MailingFactory, MessageFactory, SurveyFactory

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(days=1)


@pytest.fixture
def survey():
    return SurveyFactory()


def part(label, **counts):
    return {"label": label, "frame": 1} | dict.fromkeys(Disposition.values, 0) | counts


def test_everything_is_told_as_json(survey):
    place(survey, "not_invited", region="y", type="d")
    made = place(survey, "complete")
    MessageFactory(invitation=Invitation.objects.get(organisation=made))
    enter(survey, {}, known={}, codes={}, channel="import", now=MONDAY)

    told = json.loads(reporting.as_json(survey, now=NOW))

    (mailing,) = told.pop("mailings")
    assert (mailing["number"], mailing["kind"], mailing["messages"]["sent"]) == (0, "invitation", 1)
    assert told == {
        "survey": "test",
        "opens_at": "2026-11-02T09:00:00+00:00",
        "closes_at": "2026-11-23T09:00:00+00:00",
        "paused_at": None,
        "frame": 2,
        "dispositions": dict.fromkeys(Disposition.values, 0) | {"not_invited": 1, "complete": 1},
        "unmatched": 1,
        "response_rates": {"RR1": 0.5, "RR2": 0.5, "RR5": 1.0, "RR6": 1.0},
        "target_percent": None,
        "by_region": {
            "n": part("North East", complete=1, RR1=1.0),
            "y": part("Yorkshire and the Humber", not_invited=1, RR1=0.0),
        },
        "by_type": {
            "u": part("Unitary", complete=1, RR1=1.0),
            "d": part("District / Borough", not_invited=1, RR1=0.0),
        },
        "returns": {"2026-11-02": 1},
    }


def test_a_rate_without_anybody_is_null(survey):
    assert json.loads(reporting.as_json(survey, now=NOW))["response_rates"]["RR1"] is None


def test_everything_is_told_in_words(survey):
    place(survey, "complete")
    place(survey, "not_returned")
    place(survey, "refusal", region="y", type="d")
    Fieldwork.objects.create(survey=survey, target_percent=60, paused_at=MONDAY)
    MailingFactory(survey=survey)
    enter(survey, {}, known={}, codes={}, channel="import", now=MONDAY)

    assert reporting.as_text(survey, now=NOW).splitlines() == [
        "Test, open until 09:00, 23 November 2026, mailings paused",
        "3 organisations, 1 complete",
        "  Nothing returned: 1",
        "  Complete: 1",
        "  Refusal: 1",
        "1 submitted responses belong to no organisation of the frame",
        "RR1 = I ÷ (I + P + R + NC + O + UO) = 1 ÷ (1 + 0 + 1 + 1 + 0 + 0) = 33.3%",
        "RR2 = (I + P) ÷ (I + P + R + NC + O + UO) = (1 + 0) ÷ (1 + 0 + 1 + 1 + 0 + 0) = 33.3%",
        "RR5 = I ÷ (I + P + R + NC + O) = 1 ÷ (1 + 0 + 1 + 1 + 0) = 33.3%",
        "RR6 = (I + P) ÷ (I + P + R + NC + O) = (1 + 0) ÷ (1 + 0 + 1 + 1 + 0) = 33.3%",
        "  North East: 1 of 2, 50.0%, 1 more for 60%",
        "  Yorkshire and the Humber: 0 of 1, 0.0%, 1 more for 60%",
        "  Unitary: 1 of 2, 50.0%, 1 more for 60%",
        "  District / Borough: 0 of 1, 0.0%, 1 more for 60%",
        "Invitation, due 09:00, 2 November 2026: 0 of 0 sent",
    ]


def test_it_says_since_when_the_survey_is_closed(survey):
    later = MONDAY + timedelta(weeks=4)

    assert reporting.open_until(survey, now=later) == "closed since 09:00, 23 November 2026"


def test_a_survey_without_an_end_is_open_until_further_notice(survey):
    Survey.objects.update(closes_at=None)
    survey.refresh_from_db()

    assert reporting.open_until(survey, now=NOW) == "open until further notice"
