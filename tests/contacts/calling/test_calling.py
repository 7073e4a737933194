from datetime import timedelta

import pytest

from contacts.calling import calling, tasks
from contacts.calling.calling import Said
from contacts.exceptions import NotInHand
from contacts.models import Call, CallTask, Person
from tests.factories import MONDAY, CallFactory, CallTaskFactory, PersonFactory, StaffFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db
AFTERNOON = MONDAY.replace(hour=13, minute=30)
SAM = {"name": "Sam Sample", "email": "sam@example.org"}


@pytest.fixture
def caller():
    return StaffFactory()


@pytest.fixture
def task(caller):
    """In hand, with somebody to call."""
    made = CallTaskFactory()
    PersonFactory(organisation=made.organisation, name="Pat Example", telephone="01632 960000")
    tasks.take(made, by=caller, now=MONDAY)
    return made


def record(task, by, outcome, **parts):
    return calling.record(task, Said(outcome, **parts), by=by, now=MONDAY)


def open_reasons(organisation):
    return sorted(organisation.call_tasks.filter(closed_at=None).values_list("reason", flat=True))


def current(organisation):
    return list(organisation.people.filter(until=None).values_list("name", "email", "telephone"))


@pytest.mark.parametrize(
    ("outcome", "closed_at", "due_at"),
    [
        ("confirmed", MONDAY, MONDAY),
        ("corrected", MONDAY, MONDAY),
        ("no_answer", None, AFTERNOON),
        ("call_back", None, MONDAY + timedelta(days=3)),
    ],
)
def test_an_outcome_settles_the_task_or_puts_it_off(task, caller, outcome, closed_at, due_at):
    call = record(task, caller, outcome, note="A note", call_back_at=MONDAY + timedelta(days=3))

    task.refresh_from_db()
    assert (task.closed_at, task.due_at, task.taken_by) == (closed_at, due_at, None)
    assert (call.outcome, call.note, call.called_at, call.called_by) == (outcome, "A note", MONDAY, caller)


def test_one_call_settles_all_reasons_that_were_in_hand(caller):
    task = CallTaskFactory()
    CallTaskFactory(organisation=task.organisation, reason="bounced")
    tasks.take(task, by=caller, now=MONDAY)

    record(task, caller, "confirmed")

    assert open_reasons(task.organisation) == []


def test_a_reason_that_came_up_during_the_call_stays_open(task, caller):
    tasks.open_task(task.organisation, "bounced", now=MONDAY)

    record(task, caller, "confirmed")

    assert open_reasons(task.organisation) == ["bounced"]


def test_a_correction_stands_in_the_history(task, caller):
    record(task, caller, "corrected", details={"name": "Anytown"}, person={"telephone": "01632 960009"})

    task.organisation.refresh_from_db()
    assert task.organisation.name == "Anytown"
    assert current(task.organisation)[0][2] == "01632 960009"
    assert Person.history.count() == 2


def test_a_number_that_was_learnt_is_kept_though_nobody_answered(task, caller):
    record(task, caller, "no_answer", person={"telephone": "01632 960009"})

    assert current(task.organisation)[0][2] == "01632 960009"
    assert open_reasons(task.organisation) == ["verification"]


def test_somebody_who_took_over_is_entered_in_the_same_step(task, caller):
    record(task, caller, "left_post", person=SAM, somebody_else=True)

    assert current(task.organisation) == [("Sam Sample", "sam@example.org", "")]
    assert task.organisation.people.get(name="Pat Example").until == MONDAY.date()
    assert open_reasons(task.organisation) == []


def test_a_contact_who_left_without_a_name_for_the_next_is_to_be_called_about(task, caller):
    record(task, caller, "left_post")

    assert current(task.organisation) == []
    assert list(CallTask.objects.filter(closed_at=None).values_list("reason", "detail", "due_at", "taken_by")) == [
        ("left_post", "Pat Example has left", AFTERNOON, None)
    ]


def test_asking_again_in_vain_who_has_taken_over_keeps_the_one_task(task, caller):
    record(task, caller, "left_post")
    again = CallTask.objects.get(closed_at=None)
    tasks.take(again, by=caller, now=AFTERNOON)

    calling.record(again, Said("left_post"), by=caller, now=AFTERNOON)

    again.refresh_from_db()
    assert open_reasons(task.organisation) == ["left_post"]
    assert again.due_at == AFTERNOON.replace(day=3, hour=9, minute=0)


def test_the_first_person_of_an_organisation_is_entered(caller):
    task = CallTaskFactory()
    tasks.take(task, by=caller, now=MONDAY)

    record(task, caller, "corrected", person=SAM)

    assert current(task.organisation) == [("Sam Sample", "sam@example.org", "")]


def test_a_call_that_is_sent_twice_counts_once(task, caller):
    record(task, caller, "no_answer")

    with pytest.raises(NotInHand):
        record(task, caller, "no_answer")
    assert Call.objects.count() == 1


def test_who_was_taken_over_from_records_nothing(task, caller):
    other = StaffFactory()
    tasks.take(task, by=other, now=MONDAY + timedelta(minutes=30))

    with pytest.raises(NotInHand):
        record(task, caller, "corrected", details={"name": "Anytown"})
    task.organisation.refresh_from_db()
    assert task.organisation.name != "Anytown"
    assert Call.objects.count() == 0


def test_a_long_call_that_nobody_took_over_is_recorded(task, caller):
    calling.record(task, Said("confirmed"), by=caller, now=MONDAY + timedelta(hours=2))

    assert Call.objects.count() == 1


def test_calls_are_kept_from_one_round_to_the_next(task, caller):
    CallFactory(task=task)

    record(task, caller, "confirmed")

    assert list(task.calls.values_list("outcome", flat=True)) == ["confirmed", "no_answer"]


@pytest.mark.django_db(transaction=True)
def test_a_call_that_is_sent_eight_times_at_the_same_moment_counts_once(task, caller):
    def send(number):
        try:
            return record(task, caller, "left_post", person=SAM, somebody_else=True)
        except NotInHand:
            return None

    made = at_once(send)

    assert len([call for call in made if call]) == Call.objects.count() == 1
    assert task.organisation.people.count() == 2
