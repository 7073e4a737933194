from datetime import timedelta

import pytest

from contacts.dispositions import Outcome
from contacts.exceptions import HasAnswered, NoOutcome
from contacts.models import Invitation, Organisation
from contacts.tracking import outcomes
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, StaffFactory, SurveyFactory

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(days=1)


@pytest.fixture
def survey():
    return SurveyFactory()


def record(survey, organisation, outcome=Outcome.REFUSAL, reason="No time"):
    return outcomes.record(survey, organisation, outcome=outcome, reason=reason, now=NOW)


def disposition(survey, organisation):
    return Organisation.objects.in_survey(survey).get(pk=organisation.pk).disposition


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("before", ["not_invited", "not_returned", "in_progress", "bounced", "opted_out"])
def test_what_is_recorded_is_the_disposition(survey, outcome, before):
    organisation = place(survey, before)

    record(survey, organisation, outcome)

    assert disposition(survey, organisation) == outcome.value


def test_who_was_never_invited_gets_a_place_by_it(survey):
    organisation = place(survey, "not_invited")

    place_ = record(survey, organisation)

    assert (place_.created_at, place_.outcome, place_.outcome_reason) == (NOW, "refusal", "No time")


def test_who_has_answered_stays_complete(survey):
    organisation = place(survey, "complete", name="Anytown")

    with pytest.raises(HasAnswered, match="Anytown has sent its answers, so it counts as complete"):
        record(survey, organisation)

    assert disposition(survey, organisation) == "complete"
    assert Invitation.objects.get().outcome == ""


def test_an_outcome_can_be_corrected_and_withdrawn(survey):
    organisation = place(survey, "not_returned")
    record(survey, organisation)

    record(survey, organisation, Outcome.INELIGIBLE, "Merged with its neighbour")
    assert disposition(survey, organisation) == "ineligible"

    outcomes.withdraw(survey, organisation)
    assert disposition(survey, organisation) == "not_returned"


def test_nothing_is_withdrawn_where_nothing_was_recorded(survey):
    for before in ("not_invited", "not_returned"):
        with pytest.raises(NoOutcome, match="Nothing is recorded by hand"):
            outcomes.withdraw(survey, place(survey, before))


def test_the_outcome_of_one_who_answered_after_all_can_be_withdrawn(survey):
    organisation = place(survey, "complete")
    Invitation.objects.update(outcome="refusal", outcome_reason="No time")

    outcomes.withdraw(survey, organisation)

    assert Invitation.objects.get().outcome == ""
    assert disposition(survey, organisation) == "complete"


def test_the_history_keeps_who_recorded_what_and_when(survey):
    organisation = place(survey, "not_returned")
    invitation = record(survey, organisation)
    record(survey, organisation, Outcome.NON_CONTACT, "Nobody there")
    record(survey, organisation, Outcome.NON_CONTACT, "Nobody there")  # the same again says nothing new
    outcomes.withdraw(survey, organisation)
    somebody = StaffFactory(first_name="Robin", last_name="Researcher")
    invitation.history.update(history_user=somebody)

    found = outcomes.changes(invitation)

    assert [(change.outcome, change.label, change.reason, change.by) for change in found] == [
        ("", "", "", "Robin Researcher"),
        ("non_contact", "Non-contact", "Nobody there", "Robin Researcher"),
        ("refusal", "Refusal", "No time", "Robin Researcher"),
    ]


def test_a_place_without_outcomes_has_no_history_of_them(survey):
    organisation = place(survey, "not_returned")

    assert outcomes.changes(organisation.invitations.get()) == []
