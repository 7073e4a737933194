"""Launching a survey: who is invited, what is planned, and that it happens once."""

from datetime import timedelta

import pytest

from contacts import fieldwork, inviting, ticking
from contacts.mailing import planning
from contacts.models import Fieldwork, Invitation, Mailing, Message, Organisation
from surveys.models import Survey
from tests.factories import MONDAY, OrganisationFactory, PersonFactory, ResponseFactory, SurveyFactory
from tests.racing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def survey():
    return SurveyFactory()


def invitation_of(survey):
    return survey.mailings.get(number=0)


def test_a_launch_makes_the_calendar_and_confirms_it(survey, django_user_model):
    pat = django_user_model.objects.create_user("pat")

    fieldwork.launch(survey, now=MONDAY, by=pat)

    assert [(planning.title(each), each.confirmed_by) for each in survey.mailings.all()] == [
        ("Invitation", pat),
        ("Reminder 1", pat),
        ("Reminder 2", pat),
        ("Last call", pat),
    ]


def test_a_launch_sends_the_invitation_at_once_whatever_the_hour(survey):
    PersonFactory.create_batch(2)
    night = MONDAY + timedelta(hours=14)

    fieldwork.launch(survey, now=night)
    ticking.tick(now=night)

    assert Message.objects.filter(mailing__number=0).count() == 2


def test_a_launch_for_the_planned_time_waits_for_it(survey):
    PersonFactory()

    fieldwork.launch(survey, now=MONDAY - DAY, at_once=False)
    ticking.tick(now=MONDAY - timedelta(minutes=1))
    early = Message.objects.count()
    ticking.tick(now=MONDAY)

    assert (early, Message.objects.count()) == (0, 1)


def test_a_plan_that_was_made_before_is_the_one_that_is_launched(survey):
    reminder = planning.make_plan(survey, now=MONDAY)[1]
    planning.change(reminder, subject="Our own words")

    fieldwork.launch(survey, now=MONDAY)

    assert survey.mailings.count() == 4
    assert survey.mailings.get(number=1).subject == "Our own words"


def test_a_second_launch_changes_nothing_of_the_calendar(survey):
    fieldwork.launch(survey, now=MONDAY)
    planning.change(survey.mailings.get(number=1), subject="Our own words")
    before = list(survey.mailings.values())

    fieldwork.launch(survey, now=MONDAY + DAY)

    assert list(survey.mailings.values()) == before
    assert Fieldwork.objects.get().launched_at == MONDAY


def test_what_was_noted_of_the_fieldwork_before_the_launch_stays(survey):
    Fieldwork.objects.create(survey=survey, target_percent=50)

    fieldwork.launch(survey, now=MONDAY)

    work = Fieldwork.objects.get()
    assert (work.target_percent, work.launched_at) == (50, MONDAY)


def test_organisations_that_are_added_later_get_the_invitation_by_a_second_launch(survey):
    PersonFactory()
    fieldwork.launch(survey, now=MONDAY)
    ticking.tick(now=MONDAY)
    added = PersonFactory()

    assert fieldwork.launch(survey, now=MONDAY + DAY) == 1
    ticking.tick(now=MONDAY + DAY)

    assert Message.objects.filter(invitation__organisation=added.organisation).count() == 1
    assert Message.objects.count() == 2


def test_who_has_answered_already_is_not_written_to_by_a_launch(survey):
    person = PersonFactory()
    fieldwork.launch(survey, now=MONDAY)
    ResponseFactory(survey=survey, invitation=person.organisation.invitations.get(), submitted=MONDAY)

    ticking.tick(now=MONDAY)

    assert Message.objects.count() == 0


def test_merged_organisations_are_not_invited(survey):
    kept = OrganisationFactory()
    OrganisationFactory(merged_into=kept)

    assert fieldwork.launch(survey, now=MONDAY) == 1


@pytest.mark.django_db(transaction=True)
def test_launches_at_the_same_moment_are_one():
    """Without the lock, some of them fail on PostgreSQL; SQLite has one writer at a time."""
    Fieldwork.objects.create(survey=SurveyFactory())
    Survey.objects.update(opens_at=None, closes_at=None)
    PersonFactory.create_batch(20)

    invited = at_once(lambda _: fieldwork.launch(Survey.objects.get(), now=MONDAY))

    assert sorted(invited) == [0] * (AT_ONCE - 1) + [20]
    assert (Invitation.objects.count(), Mailing.objects.count(), Fieldwork.objects.count()) == (20, 4, 1)
    assert Mailing.history.count() == 8  # planned and confirmed, once each


@pytest.mark.django_db(transaction=True)
def test_launching_and_ticking_at_the_same_moment_invites_everybody_once(survey):
    PersonFactory.create_batch(20)

    def act(number):
        if number % 2:
            ticking.tick(now=MONDAY)
        else:
            fieldwork.launch(Survey.objects.get(), now=MONDAY)

    at_once(act)
    ticking.tick(now=MONDAY)

    assert Message.objects.filter(mailing__number=0).count() == Organisation.objects.count() == 20


def test_inviting_everybody_is_one_statement_whatever_the_frame(survey, django_assert_num_queries):
    OrganisationFactory.create_batch(600)

    with django_assert_num_queries(1):
        inviting.invite_all(survey, now=MONDAY)

    assert Invitation.objects.filter(survey=survey, outcome="", created_at=MONDAY).count() == 600
