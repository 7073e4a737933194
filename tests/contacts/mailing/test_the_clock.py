"""Mailings while clocks change or are set back: everybody gets each of them once, and in its time."""

from collections import Counter

import pytest

from contacts import ticking
from contacts.mailing import claiming
from contacts.models import Message
from tests.contacts.mailing.living import (
    DAY,
    ELEVEN,
    EVERYBODY,
    HALF,
    HOUR,
    MINUTE,
    NINE,
    due,
    live,
    moments,
    survey_of,
    utc,
    work,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

# The days on which clocks change ------------------------------------------------------------------

BY_ITSELF, NOW = False, True
EASTER = {  # when it is due, by itself or because somebody said: now; and when it goes out
    ("2027-03-25 17:50", BY_ITSELF): "2027-03-25 17:50",  # Thursday, ten to six
    ("2027-03-25 18:00", BY_ITSELF): "2027-03-30 07:00",  # until Tuesday, 08:00 by the clocks that went forward
    ("2027-03-28 00:00", NOW): "2027-03-28 00:00",  # Sunday: an hour before the change
    ("2027-03-28 00:30", BY_ITSELF): "2027-03-30 07:00",
    ("2027-03-28 00:55", NOW): "2027-03-28 00:55",
    ("2027-03-28 01:00", NOW): "2027-03-28 01:00",  # 02:00, after the hour that is not there
    ("2027-03-28 01:30", BY_ITSELF): "2027-03-30 07:00",
    ("2027-03-28 02:30", NOW): "2027-03-28 02:30",
    ("2027-03-29 09:00", BY_ITSELF): "2027-03-30 07:00",  # Easter Monday
    ("2027-03-30 06:50", BY_ITSELF): "2027-03-30 07:00",  # ten to eight
    ("2027-03-30 07:10", BY_ITSELF): "2027-03-30 07:10",
}
OCTOBER = {
    ("2027-10-29 16:50", BY_ITSELF): "2027-10-29 16:50",  # Friday, ten to six
    ("2027-10-29 17:00", BY_ITSELF): "2027-11-01 08:00",  # until Monday, 08:00 by the clocks that went back
    ("2027-10-31 00:00", NOW): "2027-10-31 00:00",  # Sunday, 01:00
    ("2027-10-31 00:30", NOW): "2027-10-31 00:30",  # 01:30
    ("2027-10-31 00:40", BY_ITSELF): "2027-11-01 08:00",
    ("2027-10-31 01:00", NOW): "2027-10-31 01:00",  # 01:00 for the second time
    ("2027-10-31 01:30", NOW): "2027-10-31 01:30",  # 01:30 for the second time
    ("2027-10-31 01:40", BY_ITSELF): "2027-11-01 08:00",
    ("2027-10-31 02:30", NOW): "2027-10-31 02:30",
    ("2027-11-01 07:50", BY_ITSELF): "2027-11-01 08:00",  # ten to eight
    ("2027-11-01 08:10", BY_ITSELF): "2027-11-01 08:10",
}


def often_enough(first, last, *, night):
    """Every three hours from before the first email until after the last; at both ends and on that night more often."""
    begin, end = first - 30 * MINUTE, last + 30 * MINUTE
    ends = [*moments(begin, begin + HOUR, 10 * MINUTE), *moments(end - 2 * HOUR, end, 10 * MINUTE)]
    return sorted({*moments(begin, end, 3 * HOUR), *ends, *moments(night, night + 3 * HOUR, 5 * MINUTE)})


@pytest.mark.parametrize(("days", "sunday"), [(EASTER, "2027-03-28"), (OCTOBER, "2027-10-31")], ids=["forward", "back"])
def test_over_a_change_of_clocks_everybody_gets_one_email_in_working_hours_or_when_somebody_said_now(days, sunday):
    expected = Counter()
    for number, ((moment, now), out) in enumerate(days.items()):
        people = [f"{each}.{number}@example.org" for each in ("pat", "sam")]
        survey = survey_of(people, code=str(number), opens_at=utc(moment) - DAY)
        due(survey, utc(moment), now=now)
        expected.update((utc(out), address) for address in people)

    found = live(often_enough(utc(min(days.values())), utc(max(days.values())), night=utc(sunday)))

    assert found == expected
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(
    ("friday", "monday"),
    [("2028-03-24 17:50", "2028-03-27 07:00"), ("2027-10-29 16:50", "2027-11-01 08:00")],
    ids=["forward", "back"],
)
def test_three_days_from_friday_to_monday_are_three_days_when_clocks_change(friday, monday):
    """By the clock they are 61 hours or 63, and 62 on other weekends."""
    survey = survey_of(EVERYBODY, opens_at=utc(friday))
    due(survey, utc(friday))
    due(survey, utc(monday), number=1)

    found = live([*moments(utc(friday), utc(monday), 3 * HOUR), *moments(utc(monday), utc(monday) + 10 * MINUTE)])

    assert found == Counter((utc(moment), address) for moment in (friday, monday) for address in EVERYBODY)


@pytest.mark.parametrize(
    ("friday", "monday"),
    [("2028-03-24 17:57", "2028-03-27 07:00"), ("2027-10-29 16:57", "2027-11-01 08:00")],
    ids=["forward", "back"],
)
def test_what_a_dead_worker_held_on_friday_at_six_goes_out_on_monday_at_eight(friday, monday):
    due(survey_of(EVERYBODY, opens_at=utc(friday)), utc(friday))
    ticking.tick(now=utc(friday))
    held = [message.to for message in claiming.claim(HALF, now=utc(friday))]

    found = live(moments(utc(friday), utc(friday) + HOUR, 3 * MINUTE))
    found += live(moments(utc(monday) - 60 * HOUR, utc(monday) + 4 * HOUR, 2 * HOUR))

    expected = {(utc(monday if address in held else friday), address): 1 for address in EVERYBODY}
    assert found == expected


# A clock set back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dies", [False, True], ids=["is stopped", "dies"])
def test_a_clock_set_back_two_hours_while_a_worker_stops_repeats_and_forgets_nothing(dies):
    due(survey_of(EVERYBODY), ELEVEN)
    ticking.tick(now=ELEVEN)
    held = claiming.claim(HALF, now=ELEVEN)
    first = work(ELEVEN)
    if not dies:
        claiming.release(held)

    again = live(moments(ELEVEN - 2 * HOUR, ELEVEN, 10 * MINUTE))
    later = live(moments(ELEVEN, ELEVEN + 10 * MINUTE))

    assert again == {}
    goes_on = ELEVEN + (claiming.LEASE + MINUTE if dies else 0 * MINUTE)
    assert later == {(goes_on, message.to): 1 for message in held}
    assert sorted([*first, *(message.to for message in held)]) == EVERYBODY


def test_a_clock_set_back_after_a_mailing_does_not_repeat_it():
    survey = survey_of(EVERYBODY)
    due(survey, ELEVEN)
    assert sorted(work(ELEVEN)) == EVERYBODY
    replaced = survey.invitations.first().organisation
    replaced.people.update(until=NINE.date())
    PersonFactory(organisation=replaced, email="new@example.org")
    assert work(ELEVEN + MINUTE) == ["new@example.org"]

    assert live(moments(ELEVEN - 2 * HOUR, ELEVEN + 2 * HOUR, 10 * MINUTE)) == {}


def test_what_was_being_sent_when_the_clock_was_set_back_is_listed_and_not_sent_again():
    due(survey_of(EVERYBODY[:1]), ELEVEN)
    ticking.tick(now=ELEVEN)
    (message,) = claiming.claim(1, now=ELEVEN)
    claiming.begin(message, now=ELEVEN)

    found = live(moments(ELEVEN - 2 * HOUR, ELEVEN + HOUR, 10 * MINUTE))

    assert (found, Message.objects.get().state) == ({}, "unknown")
