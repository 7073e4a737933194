"""Mailings while beat or worker stand still, and where everything is done more than once."""

from datetime import timedelta

import pytest
from django.core import mail

from contacts import tasks, ticking
from contacts.mailing import claiming, delivering
from tests.contacts.mailing.living import (
    DAY,
    EVERYBODY,
    HALF,
    HOUR,
    MINUTE,
    NINE,
    addresses,
    due,
    live,
    moments,
    survey_of,
    utc,
)
from tests.contacts.views.conftest import signed_in
from tests.contacts.views.mailing_pages import launched, page_of, told, words
from tests.racing import at_once

pytestmark = pytest.mark.django_db

# A worker that was down ---------------------------------------------------------------------------

BACK = NINE + 3 * DAY
LATE = "/staff/mailings/outbox/late/"


@pytest.fixture
def researcher(time_machine):
    """Somebody who comes back on the third day."""
    time_machine.move_to(BACK, tick=False)
    return signed_in("researcher")


@pytest.fixture
def overdue():
    """A calendar whose invitation was due while neither beat nor worker ran."""
    return launched(survey_of(EVERYBODY))[0]


def calendar(researcher):
    return page_of(researcher.get("/staff/mailings/"))


def how_it_stands(researcher):
    """What the calendar says of the invitation."""
    return words(calendar(researcher).select_one("tbody tr").select("td")[1])


def a_working_day():
    return moments(BACK, BACK + 9 * HOUR, HOUR)


def test_after_three_days_without_a_beat_nothing_goes_out_and_the_page_says_overdue(researcher, overdue):
    assert live(a_working_day()) == {}

    assert how_it_stands(researcher) == "Overdue: it did not go out in time"
    assert calendar(researcher).select_one(f"a[href='/staff/mailings/{overdue.pk}/now/']") is not None


def test_an_overdue_mailing_that_staff_send_goes_to_everybody_once(researcher, overdue):
    answer = researcher.post(f"/staff/mailings/{overdue.pk}/now/", {"number": len(EVERYBODY)}, follow=True)

    assert told(answer) == ["Invitation goes out now."]
    assert live(a_working_day()) == {(BACK, address): 1 for address in EVERYBODY}
    assert how_it_stands(researcher) == "Sent: 6 of 6"


def test_an_overdue_mailing_that_staff_drop_goes_to_nobody(researcher, overdue):
    researcher.post(f"/staff/mailings/{overdue.pk}/drop/")

    assert live(a_working_day()) == {}
    assert how_it_stands(researcher) == "Dropped"


@pytest.fixture
def stale(overdue):
    """Its messages, made in time by a beat that had no worker, but for those that one sent before it broke down."""
    ticking.tick(now=NINE)
    held = claiming.claim(HALF, now=NINE)
    delivering.deliver(clock=lambda: NINE)
    claiming.release(held)
    mail.outbox.clear()
    return [message.to for message in held]


def test_after_three_days_without_a_worker_nothing_goes_out_and_the_page_says_how_many_wait(researcher, stale):
    assert live(a_working_day()) == {}

    told_there = words(calendar(researcher).select_one(f"a[href='{LATE}']"))
    assert told_there == "3 emails waited too long to go out by themselves"
    assert how_it_stands(researcher) == "Being sent: 3 of 6 3"


def test_emails_that_waited_too_long_go_out_once_if_staff_send_them(researcher, stale):
    researcher.post(LATE, {"decision": "resend", "reason": "They should still have it"})

    assert live(a_working_day()) == {(BACK, address): 1 for address in stale}
    assert how_it_stands(researcher) == "Sent: 6 of 6"


def test_emails_that_waited_too_long_never_go_out_if_staff_drop_them(researcher, stale):
    researcher.post(LATE, {"decision": "drop", "reason": "The reminder is near"})

    assert live(a_working_day()) == {}
    assert how_it_stands(researcher) == "Sent: 3 of 6 Dropped by staff: 3"


def test_after_a_weekend_without_a_worker_the_emails_of_friday_go_out_on_monday():
    friday, monday = utc("2026-11-06 16:00"), utc("2026-11-09 08:00")
    due(survey_of(EVERYBODY, opens_at=friday), friday)

    assert live(moments(monday, monday + HOUR, 10 * MINUTE)) == {(monday, address): 1 for address in EVERYBODY}


# Everything more than once ------------------------------------------------------------------------


def test_two_beats_in_a_minute_send_each_email_once():
    due(survey_of(EVERYBODY), NINE)

    found = live(NINE + number * 20 * timedelta(seconds=1) for number in range(9))

    assert found == {(NINE, address): 1 for address in EVERYBODY}


@pytest.mark.django_db(transaction=True)
def test_any_number_of_beats_and_workers_at_the_same_moment_send_each_email_once():
    """Without the rule of the database that a mailing has one message for each, some go out twice."""
    due(survey_of(EVERYBODY), NINE)

    at_once(lambda _: (ticking.tick(now=NINE), delivering.deliver(clock=lambda: NINE)))

    assert sorted(addresses(mail.outbox)) == EVERYBODY


def test_every_task_delivered_five_times_sends_each_email_once(time_machine):
    due(survey_of(EVERYBODY), NINE)
    time_machine.move_to(NINE, tick=False)

    for task in (tasks.tick, tasks.deliver, tasks.tick, tasks.deliver):
        for _ in range(5):
            task()

    assert sorted(addresses(mail.outbox)) == EVERYBODY
