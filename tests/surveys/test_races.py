"""What happens at the same moment."""

from datetime import timedelta

import pytest

from surveys import responses
from surveys.models import CodedResponse, PageSave, Response
from surveys.questionnaire.definition import Kind
from surveys.responses import Result
from tests.builders import question, questionnaire
from tests.racing import AT_ONCE, at_once
from tests.surveys.fielding import MONDAY, fielded, started

pytestmark = pytest.mark.django_db(transaction=True)

LATER = MONDAY + timedelta(hours=1)


def test_pages_saved_at_the_same_moment_are_all_kept():
    pages = [question(f"q{n}", Kind.LONG_TEXT, required=False) for n in range(AT_ONCE)]
    response = started(fielded(questionnaire(*pages)))
    everything = {f"q{n}": "before" for n in range(AT_ONCE)}
    Response.objects.update(answers=everything)

    outcomes = at_once(
        lambda n: responses.save_page(response.public_id, f"page-q{n}", {f"q{n}": f"text {n}"}, shown="", now=LATER)
    )

    response.refresh_from_db()
    assert {outcome.result for outcome in outcomes} == {Result.SAVED}
    assert response.answers == {f"q{n}": f"text {n}" for n in range(AT_ONCE)}
    assert PageSave.objects.count() == AT_ONCE


def test_a_response_sent_eight_times_at_the_same_moment_is_submitted_once():
    response = started(fielded(questionnaire(question("q1"))))
    responses.save_page(response.public_id, "page-q1", {"q1": "a"}, shown="", now=LATER)

    outcomes = at_once(lambda n: responses.submit(response.public_id, shown="", now=LATER + timedelta(seconds=n)))

    response.refresh_from_db()
    assert {outcome.response.reference for outcome in outcomes} == {response.reference}
    assert CodedResponse.objects.count() == 1
