from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.calling import calling, progress, tasks
from contacts.calling.calling import Said
from contacts.calling.worklist import Standing
from contacts.facts import Fact
from contacts.models import Call, CallTask, Organisation
from tests.factories import (
    MONDAY,
    REGIONS,
    CallFactory,
    CallTaskFactory,
    OrganisationFactory,
    PersonFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
REGION = Fact("region", REGIONS)
NOW = MONDAY + timedelta(days=1)


def by_region():
    return {part.label: dict(part.numbers) for part in progress.by_region(REGION, now=NOW)}


def called(outcome, region="n", **parts):
    return CallFactory(task=CallTaskFactory(organisation__region=region, **parts), outcome=outcome)


def test_each_organisation_is_counted_once_by_its_region():
    called("confirmed", closed_at=MONDAY)
    called("corrected", closed_at=MONDAY, region="y")
    called("left_post", closed_at=MONDAY)
    called("no_answer")
    CallTaskFactory()
    OrganisationFactory()

    north = {
        Standing.CONFIRMED: 1,
        Standing.REPLACED: 1,
        Standing.NO_ANSWER: 1,
        Standing.WAITING: 1,
        Standing.NOT_LISTED: 1,
    }
    assert by_region() == {
        "North East": north,
        "Yorkshire and the Humber": {Standing.CORRECTED: 1},
        "All": north | {Standing.CORRECTED: 1},
    }


def test_who_was_confirmed_and_has_to_be_called_anew_is_no_longer_settled():
    task = called("confirmed", closed_at=MONDAY).task
    CallTaskFactory(organisation=task.organisation, reason="bounced")

    assert by_region()["All"] == {Standing.WAITING: 1}


def test_checked_are_those_confirmed_corrected_or_replaced():
    for outcome in ("confirmed", "corrected", "left_post"):
        called(outcome, closed_at=MONDAY)
    called("call_back")

    total = progress.by_region(REGION, now=NOW)[-1]

    assert (total.settled, total.frame) == (3, 4)


def test_a_region_that_no_questionnaire_names_is_counted_under_its_code():
    OrganisationFactory(region="x")

    assert by_region()["x"] == {Standing.NOT_LISTED: 1}


def test_progress_takes_two_statements_whatever_the_frame(django_assert_num_queries):
    CallTaskFactory.create_batch(3)
    OrganisationFactory.create_batch(3, region="y")

    with django_assert_num_queries(2):
        progress.by_region(REGION, now=NOW)


def test_calls_are_counted_by_caller_and_outcome():
    robin = StaffFactory(first_name="Robin", last_name="Researcher")
    CallFactory.create_batch(2, called_by=robin)
    CallFactory(called_by=robin, outcome="confirmed")
    CallFactory(called_by=None)

    assert [(caller.name, dict(caller.numbers)) for caller in progress.by_caller()] == [
        ("Robin Researcher", {"no_answer": 2, "confirmed": 1}),
        ("Somebody whose account is gone", {"no_answer": 1}),
        ("All", {"no_answer": 3, "confirmed": 1}),
    ]


steps = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([*Call.Outcome.values, "bounced", "start"])), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whatever_is_done_progress_adds_up_to_the_frame(steps):
    Organisation.objects.all().delete()
    frame = [OrganisationFactory(region=region) for region in "nnyx"]
    for organisation in frame:
        PersonFactory(organisation=organisation)
    caller = StaffFactory()

    for place, step in steps:
        take_a_step(frame[place], step, caller)

    parts = progress.by_region(REGION, now=NOW)
    assert [part.frame for part in parts] == [2, 1, 1, 4]
    assert progress.by_caller()[-1].calls == Call.objects.count()


def take_a_step(organisation, step, caller):
    """A call of that outcome, if there is anything to call about; or a reason to call."""
    if step == "start":
        tasks.start_verification(Organisation.objects.all(), again=True, now=MONDAY)
    elif step == "bounced":
        tasks.open_task(organisation, CallTask.Reason.BOUNCED, now=MONDAY)
    elif (task := organisation.call_tasks.filter(closed_at=None).first()) and tasks.take(task, by=caller, now=MONDAY):
        calling.record(task, Said(step, call_back_at=NOW), by=caller, now=MONDAY)
