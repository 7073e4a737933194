import pytest

from contacts import confirming
from contacts.confirming import Difference
from tests.factories import MONDAY, InvitationFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db


def differences(**answers):
    survey = SurveyFactory()
    details = {"organisation__name": "Anytown", "organisation__type": "u", "organisation__region": "n"}
    invitation = InvitationFactory(survey=survey, **details)
    response = ResponseFactory(survey=survey, invitation=invitation, answers=answers, submitted=MONDAY)
    return confirming.differences(invitation.organisation, response)


def test_what_was_confirmed_does_not_differ():
    assert differences(q1="Anytown", q2="u", q3="n") == []


def test_what_was_given_otherwise_is_told_in_words():
    assert differences(q1="Anytown on Sea", q2="d", q3="n") == [
        Difference("Text of q1", "Anytown", "Anytown on Sea"),
        Difference("Text of q2", "Unitary Council", "District / Borough"),
    ]


def test_what_was_not_answered_does_not_differ():
    assert differences(q2="u") == []
