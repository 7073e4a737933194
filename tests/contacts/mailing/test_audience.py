import pytest

from contacts import fieldwork, frame
from contacts.mailing import audience, planning, stopping
from contacts.models import Invitation
from tests.factories import (
    MONDAY,
    InvitationFactory,
    MessageFactory,
    OrganisationFactory,
    PersonFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    made = SurveyFactory()
    planning.make_plan(made, now=MONDAY)
    return made


def person(**details):
    return PersonFactory(organisation=OrganisationFactory(**details))


def likely(survey, number=0):
    return list(audience.likely(survey.mailings.get(number=number), now=MONDAY))


def test_before_the_launch_all_who_can_be_written_to_are_meant(survey):
    reached = person()
    OrganisationFactory()  # nobody is there
    stopped = person()
    stopping.stop(stopped.email, reason="opted_out", now=MONDAY)

    assert likely(survey) == [reached.organisation]


def test_who_has_answered_before_the_launch_is_not_meant(survey):
    answered = person()
    invitation = InvitationFactory(survey=survey, organisation=answered.organisation)
    ResponseFactory(survey=survey, invitation=invitation, submitted=MONDAY)

    assert likely(survey) == []


def test_after_the_launch_those_who_were_invited_are_meant(survey):
    invited = person()
    fieldwork.launch(survey, now=MONDAY)
    person()  # added since

    assert likely(survey, 1) == [invited.organisation]


def test_who_refused_is_not_meant(survey):
    refused = person()
    fieldwork.launch(survey, now=MONDAY)
    Invitation.objects.filter(organisation=refused.organisation).update(outcome="refusal", outcome_reason="Said so")

    assert likely(survey, 1) == []


def test_who_had_the_mailing_is_not_meant_again(survey):
    person()
    fieldwork.launch(survey, now=MONDAY)
    MessageFactory(invitation=survey.invitations.get(), mailing=survey.mailings.get(number=0))

    assert (likely(survey, 0), len(likely(survey, 1))) == ([], 1)


def test_those_without_an_invitation_are_told(survey):
    person()
    fieldwork.launch(survey, now=MONDAY)
    added = person()
    OrganisationFactory()

    assert list(audience.not_invited(survey)) == [added.organisation]


def test_the_audience_is_counted_by_region_and_type_in_the_questionnaires_order(survey):
    person(region="y", type="d")
    person(region="n", type="d")
    begun = person(region="n", type="u")
    ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey, organisation=begun.organisation))

    counted = audience.counted(survey.mailings.get(number=0), frame.frame_facts(), now=MONDAY)

    assert (counted.total, counted.part_done) == (3, 1)
    assert counted.by_region == [("North East", 2), ("Yorkshire and the Humber", 1)]
    assert counted.by_type == [("Unitary", 1), ("District / Borough", 2)]


def test_a_region_that_the_questionnaire_does_not_know_comes_last(survey):
    person(region="x")
    person(region="y")

    counted = audience.counted(survey.mailings.get(number=0), frame.frame_facts(), now=MONDAY)

    assert counted.by_region == [("Yorkshire and the Humber", 1), ("x", 1)]
