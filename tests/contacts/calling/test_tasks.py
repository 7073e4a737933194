from datetime import timedelta

import pytest

from contacts.calling import tasks
from contacts.models import CallTask, Organisation
from tests.factories import MONDAY, CallFactory, CallTaskFactory, OrganisationFactory, StaffFactory
from tests.racing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db
REASON = CallTask.Reason
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def caller():
    return StaffFactory()


@pytest.fixture
def other():
    return StaffFactory()


def start(organisations=None, *, again=False, now=MONDAY):
    wanted = Organisation.objects.all() if organisations is None else organisations
    return tasks.start_verification(wanted, again=again, now=now)


def test_a_task_is_opened_once_for_a_reason():
    organisation = OrganisationFactory()

    first = tasks.open_task(organisation, REASON.BOUNCED, now=MONDAY, detail="mailbox unknown")
    second = tasks.open_task(organisation, REASON.BOUNCED, now=LATER, detail="again")
    another = tasks.open_task(organisation, REASON.LEFT_POST, now=LATER)

    assert (first, second.detail, second.due_at) == (second, "mailbox unknown", MONDAY)
    assert another != first


def test_a_task_that_was_settled_can_be_opened_again():
    settled = CallTaskFactory(closed_at=MONDAY)

    assert tasks.open_task(settled.organisation, settled.reason, now=LATER) != settled


def test_verification_is_started_for_the_whole_frame():
    OrganisationFactory.create_batch(3)

    assert start() == 3
    assert CallTask.objects.filter(reason=REASON.VERIFICATION, due_at=MONDAY).count() == 3


def test_verification_is_started_for_a_part_of_the_frame():
    OrganisationFactory(region="n")
    there = OrganisationFactory(region="y")

    assert start(Organisation.objects.filter(region="y")) == 1
    assert CallTask.objects.get().organisation == there


def test_starting_again_passes_over_who_is_on_the_list_or_was_checked():
    CallTaskFactory()
    CallTaskFactory(closed_at=MONDAY)
    OrganisationFactory()

    assert start() == 1
    assert start() == 0


def test_who_was_checked_before_is_put_on_the_list_again_if_wanted():
    on_it, checked = CallTaskFactory(), CallTaskFactory(closed_at=MONDAY)

    assert start(again=True) == 1
    assert sorted(CallTask.objects.filter(closed_at=None).values_list("organisation", flat=True)) == sorted(
        [on_it.organisation_id, checked.organisation_id]
    )


def test_starting_takes_as_few_statements_for_many_as_batches(django_assert_max_num_queries):
    OrganisationFactory.create_batch(30)

    with django_assert_max_num_queries(4):
        start()


def test_the_next_one_is_taken(caller):
    task = CallTaskFactory()

    assert tasks.take_next(by=caller, now=LATER) == task
    task.refresh_from_db()
    assert (task.taken_by, task.taken_at) == (caller, LATER)


def test_who_has_one_in_hand_gets_that_one_again(caller):
    CallTaskFactory.create_batch(2)

    assert tasks.take_next(by=caller, now=LATER) == tasks.take_next(by=caller, now=LATER)
    assert CallTask.objects.filter(taken_by=caller).count() == 1


def test_two_callers_get_two_organisations(caller, other):
    CallTaskFactory.create_batch(2)

    assert tasks.take_next(by=caller, now=LATER) != tasks.take_next(by=other, now=LATER)


def test_two_callers_never_share_an_organisation_whatever_the_reasons(caller, other):
    verification = CallTaskFactory()
    bounced = CallTaskFactory(organisation=verification.organisation, reason=REASON.BOUNCED)

    assert tasks.take(verification, by=caller, now=LATER)
    assert not tasks.take(bounced, by=other, now=LATER)
    assert tasks.take_next(by=other, now=LATER) is None


def test_a_reason_that_comes_up_during_the_call_does_not_give_the_organisation_away(caller, other):
    verification = CallTaskFactory()
    tasks.take(verification, by=caller, now=LATER)

    bounced = tasks.open_task(verification.organisation, REASON.BOUNCED, now=LATER)

    assert not tasks.take(bounced, by=other, now=LATER)
    assert tasks.take_next(by=other, now=LATER) is None


def test_nobody_is_next_before_the_time(caller):
    CallTaskFactory(due_at=LATER)

    assert tasks.take_next(by=caller, now=LATER - timedelta(seconds=1)) is None
    assert tasks.take_next(by=caller, now=LATER) is not None


def test_the_next_one_fits_the_filter(caller):
    CallTaskFactory(organisation__region="n")
    there = CallTaskFactory(organisation__region="y")

    assert tasks.take_next(by=caller, now=LATER, organisation__region="y") == there


def test_after_half_an_hour_somebody_else_can_take_over(caller, other):
    task = CallTaskFactory()
    tasks.take(task, by=caller, now=LATER)

    assert not tasks.take(task, by=other, now=LATER + timedelta(minutes=29))
    assert tasks.take_next(by=other, now=LATER + timedelta(minutes=30)) == task


def test_what_is_put_back_is_free_for_others(caller, other):
    task = CallTaskFactory()
    tasks.take(task, by=caller, now=LATER)

    tasks.release(task, by=other)
    assert tasks.take_next(by=other, now=LATER) is None
    tasks.release(task, by=caller)
    assert tasks.take_next(by=other, now=LATER) == task


def test_what_is_settled_cannot_be_taken(caller):
    assert not tasks.take(CallTaskFactory(closed_at=MONDAY), by=caller, now=LATER)


def test_who_is_hard_to_reach_is_not_next(caller):
    task = CallTaskFactory()
    CallFactory.create_batch(5, task=task)

    assert tasks.take_next(by=caller, now=LATER) is None
    assert tasks.take(task, by=caller, now=LATER)


@pytest.mark.django_db(transaction=True)
def test_callers_who_ask_at_the_same_moment_each_get_another_organisation():
    CallTaskFactory.create_batch(AT_ONCE - 2)
    for organisation in Organisation.objects.all():
        tasks.open_task(organisation, REASON.BOUNCED, now=MONDAY)
    callers = StaffFactory.create_batch(AT_ONCE)

    taken = at_once(lambda n: tasks.take_next(by=callers[n], now=LATER))

    organisations = [task.organisation_id for task in taken if task]
    assert len(organisations) == len(set(organisations)) == AT_ONCE - 2
    held = CallTask.objects.values_list("organisation", "taken_by").distinct()
    assert len(held) == len(organisations)


@pytest.mark.django_db(transaction=True)
def test_one_organisation_that_all_callers_take_at_the_same_moment_goes_to_one():
    task = CallTaskFactory()
    callers = StaffFactory.create_batch(AT_ONCE)

    assert sum(at_once(lambda n: tasks.take(task, by=callers[n], now=LATER))) == 1
