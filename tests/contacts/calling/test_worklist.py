from datetime import timedelta

import pytest

from contacts.calling import worklist
from contacts.calling.worklist import Standing
from contacts.models import CallTask
from tests.factories import MONDAY, CallFactory, CallTaskFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOW = MONDAY + timedelta(days=2)


def task(*outcomes, name="", due=MONDAY, **parts):
    """A task with calls of these outcomes, the first of them on Monday at nine."""
    made = CallTaskFactory(organisation=OrganisationFactory(name=name), due_at=due, **parts)
    for number, outcome in enumerate(outcomes):
        CallFactory(task=made, outcome=outcome, called_at=MONDAY + number * HOUR)
    return made


def names(tasks):
    return [each.organisation.name for each in tasks]


def test_the_order_of_calling():
    task(name="never called, later", due=MONDAY + HOUR)
    task("no_answer", name="no answer on Tuesday", due=MONDAY + timedelta(days=1))
    task("no_answer", name="no answer on Monday", due=MONDAY + HOUR)
    task(name="never called")
    task(name="emails come back", reason="bounced", due=MONDAY + HOUR)
    task("call_back", name="call back on Tuesday", due=MONDAY + timedelta(days=1))
    task("no_answer", "call_back", name="call back on Monday", due=MONDAY)
    task(name="left", reason="left_post", due=MONDAY + 2 * HOUR)
    task("call_back", name="call back tomorrow", due=NOW + timedelta(days=1))
    task("no_answer", name="this afternoon", due=NOW + HOUR)

    due = names(worklist.due(NOW))

    assert due == [
        "call back on Monday",
        "call back on Tuesday",
        "emails come back",
        "left",
        "never called",
        "never called, later",
        "no answer on Monday",
        "no answer on Tuesday",
    ]
    assert names(worklist.open_tasks(NOW)) == [*due, "call back tomorrow", "this afternoon"]


def test_an_organisation_with_two_reasons_stands_on_the_list_once_with_the_more_urgent():
    task(name="never called")
    both = task(name="both", due=MONDAY + HOUR)
    CallTaskFactory(organisation=both.organisation, reason="bounced")

    assert names(worklist.due(NOW)) == ["both", "never called"]


@pytest.mark.parametrize(
    ("reason", "outcomes", "standing"),
    [
        ("verification", [], Standing.WAITING),
        ("bounced", [], Standing.WAITING),
        ("verification", ["no_answer"], Standing.NO_ANSWER),
        ("bounced", ["no_answer"] * 4, Standing.NO_ANSWER),
        ("verification", ["no_answer"] * 5, Standing.HARD_TO_REACH),
        ("verification", ["no_answer"] * 5 + ["call_back"], Standing.CALL_BACK),
        ("verification", ["call_back", "no_answer"], Standing.NO_ANSWER),
        ("left_post", [], Standing.LEFT_POST),
        ("left_post", ["no_answer"], Standing.LEFT_POST),
        ("left_post", ["no_answer"] * 5, Standing.HARD_TO_REACH),
    ],
)
def test_the_standing_is_that_of_the_last_call(reason, outcomes, standing):
    task(*outcomes, reason=reason)

    assert [each.standing for each in worklist.open_tasks(NOW)] == [standing]


def test_who_is_hard_to_reach_is_on_the_list_but_not_due():
    task(*["no_answer"] * 5)

    assert (worklist.open_tasks(NOW).count(), worklist.due(NOW).count()) == (1, 0)


def test_what_is_settled_is_not_on_the_list():
    task(closed_at=MONDAY)

    assert worklist.open_tasks(NOW).count() == 0


def test_a_duplicate_that_was_merged_is_not_called():
    merged = task()
    merged.organisation.merged_into = OrganisationFactory()
    merged.organisation.save()

    assert worklist.open_tasks(NOW).count() == 0


def test_the_list_takes_one_statement(django_assert_num_queries):
    task("no_answer")
    task()

    with django_assert_num_queries(1):
        assert names(worklist.open_tasks(NOW)) == ["", ""]
    assert CallTask.objects.count() == 2
