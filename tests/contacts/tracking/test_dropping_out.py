import pytest

from contacts.models import Invitation
from contacts.tracking import dropping_out
from surveys.models import PageSave
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return SurveyFactory()


def begun(survey, *pages):
    """A response that was begun and saved these pages in this order."""
    organisation = place(survey, "in_progress")
    response = Invitation.objects.get(organisation=organisation).response
    for page in pages:
        PageSave.objects.create(response=response, page=page, answers={}, saved_at=MONDAY)


def stops(survey):
    return [(stop.place, stop.code, stop.responses) for stop in dropping_out.stops(survey) if stop.responses]


def test_the_page_saved_last_counts_even_if_it_is_an_earlier_one(survey):
    begun(survey, "page-q1", "page-q2", "page-q3")
    begun(survey, "page-q1", "page-q2", "page-q1")
    begun(survey, "page-q1")

    assert stops(survey) == [(1, "page-q1", 2), (3, "page-q3", 1)]


def test_pages_come_in_the_questionnaires_order_after_those_who_saved_none(survey):
    begun(survey)

    found = dropping_out.stops(survey)

    assert [stop.code for stop in found] == ["", *(f"page-q{number}" for number in range(1, 7)), "page-q7_text"]
    assert found[0].responses == 1


def test_a_page_that_the_questionnaire_does_not_have_comes_last(survey):
    begun(survey, "gone")

    assert stops(survey) == [(8, "gone", 1)]


def test_who_has_answered_refused_or_not_begun_is_not_unfinished(survey):
    for disposition in ("complete", "not_returned", "refusal"):
        place(survey, disposition)

    assert stops(survey) == []


def test_it_costs_two_queries(survey, django_assert_num_queries):
    begun(survey, "page-q1")
    dropping_out.stops(survey)
    begun(survey, "page-q1", "page-q2")

    with django_assert_num_queries(2):
        dropping_out.stops(survey)
