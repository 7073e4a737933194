from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from contacts import inviting, merging
from contacts.exceptions import BothAnswered, MergedBefore
from contacts.models import CallTask, Invitation, Organisation, Person
from surveys.models import Response
from tests.factories import (
    MONDAY,
    CallFactory,
    CallTaskFactory,
    InvitationFactory,
    MessageFactory,
    OrganisationFactory,
    PersonFactory,
    QueryFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)


@pytest.fixture
def survey():
    return SurveyFactory()


@pytest.fixture
def into():
    return OrganisationFactory(reference="A1", name="Anytown")


@pytest.fixture
def duplicate():
    return OrganisationFactory(reference="A2", name="Any Town")


def merge(into, duplicate):
    merging.merge(into, duplicate, now=MONDAY)


def people(organisation):
    return [(person.name, person.until) for person in organisation.people.all()]


def test_the_duplicate_leaves_the_frame_and_says_where_it_went(into, duplicate):
    merge(into, duplicate)

    assert list(Organisation.objects.all()) == [into]
    assert Organisation.ever.get(reference="A2").merged_into == into
    assert Organisation.history.filter(id=duplicate.pk).count() == 2


def test_the_contact_of_the_duplicate_becomes_an_earlier_one(into, duplicate):
    PersonFactory(organisation=into, name="Pat Example")
    PersonFactory(organisation=duplicate, name="Sam Sample")
    PersonFactory(organisation=duplicate, name="Lee Left", until=date(2026, 1, 1))

    merge(into, duplicate)

    assert people(into) == [("Pat Example", None), ("Sam Sample", TODAY), ("Lee Left", date(2026, 1, 1))]
    assert people(duplicate) == []
    assert Person.history.filter(name="Sam Sample").count() == 2


def test_the_contact_of_the_duplicate_stays_one_where_there_was_none(into, duplicate):
    PersonFactory(organisation=into, name="Pat Example", until=TODAY)
    PersonFactory(organisation=duplicate, name="Sam Sample")

    merge(into, duplicate)

    assert people(into) == [("Sam Sample", None), ("Pat Example", TODAY)]


def test_somebody_who_takes_over_tomorrow_ends_no_earlier_than_they_begin(into, duplicate):
    PersonFactory(organisation=into)
    PersonFactory(organisation=duplicate, name="Sam Sample", from_date=TODAY + timedelta(days=1))

    merge(into, duplicate)

    assert Person.objects.get(name="Sam Sample").until == TODAY + timedelta(days=1)


def test_what_the_one_that_stays_does_not_say_is_filled(duplicate):
    stays = OrganisationFactory(reference="A1", county="Anyshire")
    Organisation.objects.filter(pk=duplicate.pk).update(county="Othershire", covers="Anytown; Elsewhere")

    merge(stays, duplicate)

    stays.refresh_from_db()
    assert (stays.county, stays.covers) == ("Anyshire", "Anytown; Elsewhere")


def test_the_invitation_goes_over_with_its_links_and_draft(into, duplicate, survey):
    invitation = InvitationFactory(survey=survey, organisation=duplicate)
    draft = ResponseFactory(survey=survey, invitation=invitation)
    token = inviting.issue(invitation, now=MONDAY)

    merge(into, duplicate)

    found = inviting.find(token)
    assert (found, found.organisation, found.response) == (invitation, into, draft)


def test_of_two_invitations_the_draft_and_the_links_of_the_duplicate_go_over(into, duplicate, survey):
    staying = InvitationFactory(survey=survey, organisation=into)
    going = InvitationFactory(survey=survey, organisation=duplicate)
    draft = ResponseFactory(survey=survey, invitation=going)
    tokens = [inviting.issue(invitation, now=MONDAY) for invitation in (staying, going)]

    merge(into, duplicate)

    assert [inviting.find(token) for token in tokens] == [staying, staying]
    assert [inviting.find(token).response for token in tokens] == [draft, draft]
    assert Invitation.objects.get(pk=going.pk).response is None


def test_the_answers_of_the_one_that_stays_stay(into, duplicate, survey):
    staying = InvitationFactory(survey=survey, organisation=into)
    InvitationFactory(survey=survey, organisation=duplicate)
    answers = ResponseFactory(survey=survey, invitation=staying, submitted=MONDAY)

    merge(into, duplicate)

    assert Invitation.objects.get(pk=staying.pk).response == answers


def test_where_both_have_begun_to_answer_nothing_is_merged(into, duplicate, survey):
    for organisation in (into, duplicate):
        PersonFactory(organisation=organisation)
        ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey, organisation=organisation))

    with pytest.raises(BothAnswered, match="Both have begun to answer “Test”"):
        merge(into, duplicate)

    assert Organisation.objects.count() == 2
    assert Response.objects.filter(invitation__isnull=False).count() == 2
    assert duplicate.people.count() == 1


def test_a_second_time_changes_nothing(into, duplicate, survey):
    PersonFactory(organisation=into)
    PersonFactory(organisation=duplicate)
    merge(into, duplicate)
    before = (Organisation.history.count(), Person.history.count())

    merge(into, duplicate)

    assert (Organisation.history.count(), Person.history.count()) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turned", [False, True])
def test_two_who_merge_at_the_same_moment_merge_once(into, duplicate, turned):
    """A double click, and two people who choose differently."""
    PersonFactory(organisation=into)
    PersonFactory(organisation=duplicate)
    both_are_here = Barrier(2)

    def click(pair):
        both_are_here.wait(timeout=10)
        try:
            merge(*pair)
        except MergedBefore:
            return "refused"
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as clicks:
        said = sorted(clicks.map(click, [(into, duplicate), (duplicate, into) if turned else (into, duplicate)]))

    assert said == (["merged", "refused"] if turned else ["merged", "merged"])
    assert Organisation.objects.count() == 1
    assert Organisation.history.count() == 3
    assert Person.objects.filter(until__isnull=True).count() == 1


def test_the_other_way_round_afterwards_is_refused(into, duplicate):
    merge(into, duplicate)

    with pytest.raises(MergedBefore, match=r"Any Town \(A2\) was merged into Anytown \(A1\) before\."):
        merge(duplicate, into)


def test_what_was_merged_into_the_duplicate_follows(into, duplicate):
    earlier = OrganisationFactory(reference="A3", merged_into=duplicate)

    merge(into, duplicate)

    assert Organisation.ever.get(pk=earlier.pk).merged_into == into


def test_a_link_that_is_made_for_the_duplicate_afterwards_leads_to_the_one_that_stays(into, duplicate, survey):
    staying = InvitationFactory(survey=survey, organisation=into)
    going = InvitationFactory(survey=survey, organisation=duplicate)
    merge(into, duplicate)

    assert inviting.find(inviting.issue(going, now=MONDAY)) == staying


def test_emails_stay_with_the_one_that_they_were_sent_for_and_queries_go_over(into, duplicate, survey):
    PersonFactory(organisation=duplicate)
    staying = InvitationFactory(survey=survey, organisation=into)
    going = InvitationFactory(survey=survey, organisation=duplicate)
    message = MessageFactory(invitation=going)
    query = QueryFactory(invitation=going)

    merge(into, duplicate)

    message.refresh_from_db()
    query.refresh_from_db()
    assert (message.invitation, query.invitation) == (going, staying)


@pytest.mark.parametrize(
    ("outcomes", "kept"), [(("", "refusal"), "refusal"), (("other", "refusal"), "other"), (("", "ineligible"), "")]
)
def test_a_refusal_counts_for_the_one_that_stays(into, duplicate, survey, outcomes, kept):
    for organisation, outcome in zip((into, duplicate), outcomes, strict=True):
        InvitationFactory(
            survey=survey, organisation=organisation, outcome=outcome, outcome_reason=outcome and "Said so"
        )

    merge(into, duplicate)

    assert Invitation.objects.get(organisation=into).outcome == kept


def test_calls_go_over_and_of_two_open_reasons_one_stays_open(into, duplicate):
    CallTaskFactory(organisation=into, reason="verification")
    second = CallTaskFactory(organisation=duplicate, reason="verification")
    other = CallTaskFactory(organisation=duplicate, reason="bounced")
    call = CallFactory(task=second)

    merge(into, duplicate)

    tasks = CallTask.objects.filter(organisation=into)
    assert tasks.count() == 3
    assert tasks.filter(closed_at__isnull=True).count() == 2
    assert tasks.get(pk=second.pk).closed_at == MONDAY
    assert tasks.get(pk=other.pk).closed_at is None
    assert call in tasks.get(pk=second.pk).calls.all()


def test_the_consequences_are_told_before_and_nothing_happens(into, duplicate, survey):
    pat = PersonFactory(organisation=into)
    sam = PersonFactory(organisation=duplicate)
    Organisation.objects.filter(pk=duplicate.pk).update(county="Anyshire")
    duplicate.refresh_from_db()
    InvitationFactory(survey=survey, organisation=into)
    going = InvitationFactory(survey=survey, organisation=duplicate)
    ResponseFactory(survey=survey, invitation=going)
    inviting.issue(going, now=MONDAY)

    told = merging.consequences(into, duplicate)

    assert (told.contact, told.earlier, told.filled) == (pat, [sam], ["county"])
    assert (told.invited_in, told.answers_in, told.both_answered_in, told.links) == ([], [survey], [], 1)
    assert Organisation.objects.count() == 2


def test_the_consequences_tell_what_forbids_it(into, duplicate, survey):
    for organisation in (into, duplicate):
        ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey, organisation=organisation))

    assert merging.consequences(into, duplicate).both_answered_in == [survey]


def test_an_invitation_that_only_the_duplicate_has_is_told(into, duplicate, survey):
    sam = PersonFactory(organisation=duplicate)
    InvitationFactory(survey=survey, organisation=duplicate)

    told = merging.consequences(into, duplicate)

    assert (told.contact, told.earlier, told.invited_in) == (sam, [], [survey])
