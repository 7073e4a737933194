from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User

from contacts import inviting, recording, tracing
from contacts.models import Invitation, Organisation
from contacts.tracing import Change
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, PersonFactory, SurveyFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def survey():
    return SurveyFactory()


def told(organisation):
    return [(entry.who, entry.what, entry.changes) for entry in tracing.history(organisation)]


def test_what_was_changed_is_told_field_by_field_in_words():
    organisation = OrganisationFactory(reference="A1", name="Anytown", county="")

    recording.change_details(organisation, name="Anytown on Sea", type="d", region="n", county="Anyshire")

    assert told(organisation) == [
        (
            "",
            "Organisation changed",
            (
                Change("Name", "Anytown", "Anytown on Sea"),
                Change("Type", "Unitary", "District / Borough"),
                Change("County", "", "Anyshire"),
            ),
        ),
        (
            "",
            "Organisation added",
            (
                Change("Reference", "", "A1"),
                Change("Name", "", "Anytown"),
                Change("Type", "", "Unitary"),
                Change("Region", "", "North East"),
            ),
        ),
    ]


def test_who_it_was_is_told_by_name():
    organisation = OrganisationFactory()
    organisation.name = "Other"
    organisation._history_user = User.objects.create_user(
        "r", "r@example.org", first_name="Robin", last_name="Researcher"
    )
    organisation.save()

    assert [entry.who for entry in tracing.history(organisation)] == ["Robin Researcher", ""]


def test_one_who_takes_over_and_one_who_leaves_are_both_told():
    person = PersonFactory(name="Pat Example", email="pat@example.org")

    recording.replace_person(person.organisation, today=TODAY, name="Sam Sample", email="sam@example.org")

    assert told(person.organisation)[:2] == [
        (
            "",
            "Contact Sam Sample added",
            (
                Change("Name", "", "Sam Sample"),
                Change("Email address", "", "sam@example.org"),
                Change("From", "", "2 November 2026"),
            ),
        ),
        ("", "Contact Pat Example changed", (Change("Until", "", "2 November 2026"),)),
    ]


def test_an_outcome_is_told(survey):
    invitation = InvitationFactory(survey=survey)
    invitation.outcome, invitation.outcome_reason = "refusal", "No time"
    invitation.save()

    assert told(invitation.organisation)[0] == (
        "",
        "Outcome changed",
        (Change("Outcome", "", "Refusal"), Change("Reason", "", "No time")),
    )


def test_withdrawn_links_are_told_once_for_each_time(survey):
    invitation = InvitationFactory(survey=survey)
    user = User.objects.create_user("r", "r@example.org")
    for _ in range(2):
        inviting.issue(invitation, now=MONDAY)
    inviting.withdraw_links(invitation.organisation, by=user, now=MONDAY)
    inviting.issue(invitation, now=MONDAY)
    inviting.withdraw_links(invitation.organisation, by=user, now=MONDAY + timedelta(days=365))

    entries = [entry for entry in told(invitation.organisation) if "link" in entry[1]]

    assert entries == [
        ("r@example.org", "1 personal link withdrawn", ()),
        ("r@example.org", "2 personal links withdrawn", ()),
    ]


def test_a_save_that_changes_nothing_is_not_told():
    organisation = OrganisationFactory()
    organisation.save()

    assert len(tracing.history(organisation)) == 1


def test_the_history_of_another_organisation_is_not_told():
    PersonFactory()
    organisation = OrganisationFactory()

    assert [entry.what for entry in tracing.history(organisation)] == ["Organisation added"]


def test_a_long_history_costs_as_many_queries_as_a_short_one(django_assert_max_num_queries):
    person = PersonFactory()
    for number in range(20):
        recording.correct_person(person, job_title=f"Title {number}")
        recording.change_details(person.organisation, name=f"Name {number}")

    tracing.history(person.organisation)  # the questionnaire, which knows types and regions, is read once

    with django_assert_max_num_queries(8):
        assert len(tracing.history(person.organisation)) == 42


def test_the_rows_that_are_followed_are_followed_whole():
    """A new field of these rows is told too, or left out on purpose."""
    left_out = {Organisation: {"id"}, Invitation: {"id", "survey", "response", "created_at"}}
    followed = {Organisation: tracing.DETAILS, Invitation: tracing.OUTCOME}

    for model, names in followed.items():
        fields = {field.name for field in model._meta.fields}
        assert fields - left_out[model] == {name.removesuffix("_id") for name in names}
