from datetime import timedelta

import pytest

from contacts import response_importing
from contacts.exceptions import AnsweredMeanwhile
from contacts.models import Invitation
from surveys.models import Channel, CodedResponse, PageSave, Response
from tests.contacts.test_answer_reading import GOOD, QUESTIONNAIRE, csv_of
from tests.factories import (
    MONDAY,
    InvitationFactory,
    OrganisationFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(hours=1)


@pytest.fixture
def survey():
    return SurveyFactory(questionnaire=QuestionnaireFactory(definition=QUESTIONNAIRE))


def problems(survey, *rows):
    return [str(problem) for problem in response_importing.check(survey, csv_of(rows)).problems]


def store(survey, *rows):
    file = response_importing.check(survey, csv_of(rows))
    assert file.problems == ()
    return response_importing.apply(survey, file.entries, now=NOW)


def test_a_row_becomes_a_submitted_response(survey):
    assert store(survey, GOOD | {"respondent_id": "R1", "q9_text": "More", "q9_codes": "F1"}) == 1

    response = Response.objects.get()
    assert (response.submitted_at, response.channel, response.source_id) == (NOW, Channel.IMPORT, "R1")
    assert (response.answers["q2"], response.codes, response.known) == ("d", {"q9_codes": ["F1"]}, {})
    assert CodedResponse.objects.count() == PageSave.objects.count() == 1


def test_a_reference_ties_the_row_to_an_organisation_that_was_not_invited_yet(survey):
    OrganisationFactory(reference="A1", name="Anytown", type="u", region="y")

    store(survey, GOOD | {"reference": "a1"})

    invitation = Invitation.objects.get()
    assert invitation.organisation.reference == "A1"
    assert invitation.response.known == {"name": "Anytown", "type": "u", "region": "y"}


def test_a_reference_ties_the_row_to_an_invitation_that_is_there(survey):
    invitation = InvitationFactory(survey=survey, organisation__reference="A1")

    store(survey, GOOD | {"reference": "A1"})

    assert Invitation.objects.get() == invitation
    assert Invitation.objects.get().response == Response.objects.get()


def test_rows_without_a_reference_or_id_are_counted_as_they_are(survey):
    assert store(survey, GOOD, GOOD) == 2
    assert Invitation.objects.count() == 0


def test_an_unknown_reference_is_a_problem(survey):
    assert problems(survey, GOOD | {"reference": "X1"}) == ["Row 2, reference: no organisation has the reference “X1”"]


def test_an_organisation_that_has_answered_is_a_problem(survey):
    invitation = InvitationFactory(survey=survey, organisation__reference="A1")
    ResponseFactory(survey=survey, invitation=invitation, submitted=NOW)

    assert problems(survey, GOOD | {"reference": "a1"}) == [
        "Row 2, reference: “a1” has answered on 02 November 2026; take this row out"
    ]


def test_an_organisation_in_the_middle_of_answering_is_a_problem(survey):
    ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey, organisation__reference="A1"))

    assert problems(survey, GOOD | {"reference": "A1"}) == [
        "Row 2, reference: “A1” is in the middle of answering on the web; take this row out, or let them finish"
    ]


def test_a_respondent_that_was_imported_before_is_a_problem(survey):
    store(survey, GOOD | {"respondent_id": "R1"})

    assert problems(survey, GOOD | {"respondent_id": "R1"}, GOOD | {"respondent_id": "R2"}) == [
        "Row 2, respondent_id: “R1” was imported before; take this row out"
    ]


def test_nothing_is_stored_when_somebody_answers_between_check_and_import(survey):
    first = InvitationFactory(survey=survey, organisation__reference="A1")
    second = InvitationFactory(survey=survey, organisation__reference="A2")
    file = response_importing.check(survey, csv_of([GOOD | {"reference": "A1"}, GOOD | {"reference": "A2"}]))
    draft = ResponseFactory(survey=survey, invitation=second)

    with pytest.raises(AnsweredMeanwhile):
        response_importing.apply(survey, file.entries, now=NOW)

    first.refresh_from_db()
    assert first.response is None
    assert list(Response.objects.all()) == [draft]
