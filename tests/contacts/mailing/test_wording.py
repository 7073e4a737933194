from datetime import UTC, datetime, timedelta

import pytest

from contacts.mailing import letters, wording
from contacts.mailing.calendar import LONDON
from contacts.models import Mailing


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def test_each_kind_of_mailing_has_its_texts():
    assert list(wording.DEFAULTS) == list(Mailing.Kind.values)


@pytest.mark.parametrize("texts", wording.DEFAULTS.values(), ids=wording.DEFAULTS)
def test_the_first_texts_can_be_sent_as_they_are(texts):
    assert letters.problems(texts.subject, texts.body) == []
    assert letters.problems(texts.part_done_subject, texts.part_done_body) == []


def test_the_last_call_names_the_hour_and_the_day_of_the_close():
    for body in (wording.LAST_CALLS.body, wording.LAST_CALLS.part_done_body):
        fields = set(letters.FIELD.findall(body))
        assert {"closing_time", "closing_day"} - fields == set()


def test_no_text_has_longer_paragraphs_than_people_read():
    bodies = [body for texts in wording.DEFAULTS.values() for body in (texts.body, texts.part_done_body)]

    assert max(len(paragraph) for body in bodies for paragraph in body.split("\n\n")) < 300


def test_a_day_is_told_as_people_say_it():
    assert wording.day_in_words(london(2026, 11, 2, 9)) == "Monday 2 November"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (london(2026, 11, 2, 17), "5pm"),
        (london(2026, 11, 2, 16, 30), "4:30pm"),
        (london(2026, 11, 2, 9, 5), "9:05am"),
        (london(2026, 11, 2, 12), "midday"),
        (london(2026, 11, 2, 12, 15), "12:15pm"),
        (london(2026, 11, 2), "midnight"),
        (datetime(2027, 7, 1, 15, tzinfo=UTC), "4pm"),
    ],
)
def test_an_hour_is_told_as_people_say_it(moment, words):
    assert wording.hour_in_words(moment) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(4, "4 days"), (1, "1 day"), (0, "today"), (-3, "today")],
)
def test_the_days_that_are_left_are_those_of_the_calendar(days, words):
    closes = london(2026, 11, 23, 17)

    assert wording.days_left(closes, closes.replace(hour=9) - timedelta(days=days)) == words


def test_a_night_between_is_one_day():
    assert wording.days_left(london(2027, 10, 31, 9), london(2027, 10, 30, 23)) == "1 day"
