"""Packed records out of the database. What is read here by SQLite and PostgreSQL is the same, each in its own way."""

import pytest

from analysis import records
from analysis.exceptions import RecordsOutOfDate
from surveys import compiling
from surveys.models import CodedResponse, Survey
from surveys.questionnaire import packing
from tests.factories import MONDAY, ResponseFactory, SurveyFactory

RECORDS = [bytes([place]) for place in range(7)]


@pytest.fixture
def survey(db, monkeypatch):
    """Its records are numbered, and read three at a time."""
    monkeypatch.setattr(records, "BATCH", 3)
    return SurveyFactory()


@pytest.fixture
def length(survey):
    return packing.length(compiling.layout(survey.questionnaire))


def store(survey, *found):
    """A coded response for each of these records; their keys."""
    made = [
        CodedResponse.objects.create(survey=survey, response=ResponseFactory(survey=survey), record=each, since=MONDAY)
        for each in found
    ]
    return [each.pk for each in made]


def read(survey, key=0):
    """What was read: the highest key of each batch, and all records."""
    batches = list(records.after(survey, key))
    return [batch.newest for batch in batches], [row.tobytes() for batch in batches for row in batch.rows]


def test_there_are_none(survey):
    assert read(survey) == ([], [])


def test_all_come_in_the_order_of_their_keys_in_batches(survey, length):
    whole = [each.ljust(length, b"x") for each in RECORDS]
    keys = store(survey, *whole)

    assert read(survey) == ([keys[2], keys[5], keys[6]], whole)


def test_only_those_after_a_key_come(survey, length):
    whole = [each.ljust(length, b"x") for each in RECORDS]
    keys = store(survey, *whole)

    assert read(survey, keys[4])[1] == whole[5:]
    assert read(survey, keys[-1]) == ([], [])


def test_gaps_between_the_keys_are_passed_over(survey, length):
    whole = [each.ljust(length, b"x") for each in RECORDS]
    keys = store(survey, *whole)
    CodedResponse.objects.filter(pk__in=keys[1:6]).delete()

    assert read(survey)[1] == [whole[0], whole[6]]


def test_those_of_another_survey_do_not_come(survey, length):
    other = Survey.objects.create(code="other", title="Other", questionnaire=survey.questionnaire)
    for each in RECORDS:
        store(survey, each.ljust(length, b"x"))
        store(other, each.ljust(length, b"o"))

    assert read(survey)[1] == [each.ljust(length, b"x") for each in RECORDS]


def test_those_of_another_edition_are_fitted_as_the_packing_fits_them(survey, length, monkeypatch):
    monkeypatch.setattr(packing, "shortest", lambda columns: length - 2)
    stored = [bytes([size]) * size for size in (length - 2, length, length + 5, length - 1)]
    store(survey, *stored)

    columns = compiling.layout(survey.questionnaire)
    assert read(survey)[1] == [packing.fitted(each, columns) for each in stored]


def test_one_of_another_questionnaire_is_refused_among_any_others(survey, length):
    store(survey, *(each.ljust(length, b"x") for each in RECORDS), b"short")

    with pytest.raises(RecordsOutOfDate, match="rebuild_records"):
        read(survey)
