import contextlib
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import inviting
from contacts.exceptions import UnknownOrganisations
from contacts.models import Invitation, PersonalLink
from surveys import responses
from surveys.models import Response
from tests.factories import MONDAY, InvitationFactory, OrganisationFactory, ResponseFactory, SurveyFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)


def test_organisations_are_found_by_reference_whatever_its_case():
    one, two = OrganisationFactory(reference="A1"), OrganisationFactory(reference="B2")

    assert inviting.organisations(["b2", "A1"]) == [two, one]


def test_unknown_references_are_all_named():
    OrganisationFactory(reference="A1")

    with pytest.raises(UnknownOrganisations, match="No organisation has the reference X1, X2"):
        inviting.organisations(["A1", "X1", "X2"])


def test_the_reference_of_a_merged_organisation_tells_where_it_went():
    OrganisationFactory(reference="A2", merged_into=OrganisationFactory(reference="A1"))

    with pytest.raises(UnknownOrganisations, match=r"No organisation has the reference a2 \(merged into A1\), X1\."):
        inviting.organisations(["a2", "X1"])


def test_inviting_twice_leaves_the_first_invitation_as_it_was():
    survey, organisation = SurveyFactory(), OrganisationFactory()
    (first,) = inviting.invite(survey, [organisation], now=MONDAY)

    (again,) = inviting.invite(survey, [organisation], now=LATER)

    assert (again, again.created_at) == (first, MONDAY)


def test_a_link_is_kept_as_a_hash_only():
    token = inviting.issue(InvitationFactory(), now=MONDAY)

    link = PersonalLink.objects.get()
    assert re.fullmatch(r"[\w-]{22}", token)
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(vars(link))


def test_every_link_that_was_issued_opens_the_invitation():
    invitation = InvitationFactory()
    tokens = [inviting.issue(invitation, now=MONDAY) for _ in range(2)]

    assert [inviting.find(token) for token in tokens] == [invitation, invitation]
    assert tokens[0] != tokens[1]


def test_a_withdrawn_link_opens_nothing_and_a_later_one_does():
    invitation, other = InvitationFactory.create_batch(2, survey=SurveyFactory())
    earlier = [inviting.issue(invitation, now=MONDAY) for _ in range(2)]
    elsewhere = inviting.issue(other, now=MONDAY)
    user = User.objects.create_user("researcher")

    assert inviting.withdraw_links(invitation.organisation, by=user, now=LATER) == 2

    later = inviting.issue(invitation, now=LATER)
    assert [inviting.find(token) for token in (*earlier, later, elsewhere)] == [None, None, invitation, other]
    assert set(PersonalLink.objects.filter(withdrawn_at=LATER).values_list("withdrawn_by", flat=True)) == {user.pk}


def test_mail_can_be_stopped_by_a_withdrawn_link():
    invitation = InvitationFactory()
    token = inviting.issue(invitation, now=MONDAY)
    inviting.withdraw_links(invitation.organisation, by=User.objects.create_user("researcher"), now=LATER)

    assert inviting.find_link(token).invitation == invitation


def test_an_unknown_secret_opens_nothing():
    token = inviting.issue(InvitationFactory(), now=MONDAY)

    assert [inviting.find(wrong) for wrong in ("", token[:-1], token.swapcase(), token + " ", "\0")] == [None] * 5


def test_finding_an_invitation_with_all_that_its_page_needs_is_one_query(django_assert_num_queries):
    token = inviting.issue(InvitationFactory(), now=MONDAY)

    with django_assert_num_queries(1):
        invitation = inviting.find(token)
        assert invitation.survey.questionnaire.title
        assert invitation.organisation.name
        assert invitation.response is None


def test_accepting_starts_a_response_with_what_the_frame_knows():
    invitation = InvitationFactory(organisation__name="Anytown", organisation__type="d", organisation__region="y")

    response = inviting.accept(invitation, now=LATER)

    invitation.refresh_from_db()
    assert invitation.response == response
    assert response.known == {"name": "Anytown", "type": "d", "region": "y"}
    assert (response.started_at, response.survey) == (LATER, invitation.survey)


def test_accepting_again_gives_the_same_response():
    invitation = InvitationFactory()

    first = inviting.accept(invitation, now=LATER)

    assert inviting.accept(invitation, now=LATER) == first
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_start_at_the_same_moment_get_one_response(monkeypatch):
    """Whoever comes to start a response waits a moment for the other: without the lock, both do."""
    invitation = InvitationFactory()
    both_are_here = Barrier(2)
    start = responses.start

    def start_together(*args, **kwargs):
        with contextlib.suppress(BrokenBarrierError):
            both_are_here.wait(timeout=1)
        return start(*args, **kwargs)

    def accept(_):
        try:
            return inviting.accept(Invitation.objects.get(pk=invitation.pk), now=LATER).pk
        finally:
            connection.close()

    monkeypatch.setattr(responses, "start", start_together)
    with ThreadPoolExecutor(2) as tabs:
        started = set(tabs.map(accept, range(2)))

    assert len(started) == Response.objects.count() == 1


@pytest.fixture
def survey(time_machine):
    time_machine.move_to(LATER)
    return SurveyFactory()


def test_the_open_link_of_the_demonstration_is_one_that_nobody_has_started(survey):
    started = InvitationFactory(survey=survey, organisation__reference="DEMO-001")
    ResponseFactory(survey=survey, invitation=started)
    fresh = InvitationFactory(survey=survey, organisation__reference="DEMO-002")
    InvitationFactory(survey=survey, organisation__reference="A1")

    link = inviting.open_demonstration_link()

    assert inviting.find(link.split("/")[2]) == fresh


def test_there_is_no_open_link_when_all_have_answered(survey):
    invitation = InvitationFactory(survey=survey, organisation__reference="DEMO-001")
    ResponseFactory(survey=survey, invitation=invitation, submitted=LATER)

    assert inviting.open_demonstration_link() is None


def test_there_is_no_open_link_to_a_real_organisation(survey):
    InvitationFactory(survey=survey, organisation__reference="A1")

    assert inviting.open_demonstration_link() is None


def test_there_is_no_open_link_when_the_survey_is_closed(survey, time_machine):
    InvitationFactory(survey=survey, organisation__reference="DEMO-001")
    time_machine.move_to(survey.closes_at)

    assert inviting.open_demonstration_link() is None


def test_inviting_three_costs_as_many_queries_as_inviting_one(django_assert_num_queries):
    survey = SurveyFactory()
    organisations = OrganisationFactory.create_batch(3)
    with CaptureQueriesContext(connection) as few:
        inviting.issue_each(inviting.invite(survey, organisations[:1], now=MONDAY), now=MONDAY)

    with django_assert_num_queries(len(few)):
        inviting.issue_each(inviting.invite(survey, organisations, now=MONDAY), now=MONDAY)
