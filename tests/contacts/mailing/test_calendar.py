from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.mailing import calendar
from contacts.mailing.calendar import LONDON, Planned, Problem
from contacts.models import Mailing

UTC = ZoneInfo("UTC")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants them so


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


OPENS, CLOSES = london(2026, 11, 2, 9), london(2026, 11, 23, 17)


def plan_of(*moments, **further):
    kinds = ["invitation", *["reminder"] * (len(moments) - 1)]
    return [
        Planned(number, kind, due, **further) for number, (kind, due) in enumerate(zip(kinds, moments, strict=True))
    ]


def told(*moments, now=OPENS, **further):
    return calendar.problems(plan_of(*moments, **further), OPENS, CLOSES, now)


def test_the_kinds_are_those_of_the_mailings_rows():
    assert list(Mailing.Kind.values) == [calendar.INVITATION, calendar.REMINDER, calendar.LAST_CALL]


# The window ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        (london(2026, 11, 2, 7, 59, 59), False),
        (london(2026, 11, 2, 8), True),
        (london(2026, 11, 2, 17, 59, 59), True),
        (london(2026, 11, 2, 18), False),
        (london(2026, 11, 7, 12), False),  # a Saturday
        (london(2026, 11, 8, 12), False),  # a Sunday
        (london(2026, 12, 25, 12), False),  # Christmas, a Friday
        (london(2026, 12, 28, 12), False),  # the substitute for Boxing Day
        (london(2027, 3, 26, 12), False),  # Good Friday
        (london(2027, 3, 29, 12), False),  # Easter Monday
        (london(2027, 3, 17, 12), True),  # a holiday in Northern Ireland only
    ],
)
def test_mail_goes_out_in_the_working_hours_of_england(moment, may):
    assert calendar.is_sending_time(moment) is may


@pytest.mark.parametrize(
    ("utc", "may"),
    [
        (datetime(2027, 3, 25, 8, 0, tzinfo=UTC), True),  # the Thursday before clocks go forward: 08:00 in London
        (datetime(2027, 3, 30, 7, 0, tzinfo=UTC), True),  # the Tuesday after it: 07:00 UTC is 08:00 in London
        (datetime(2027, 3, 30, 17, 0, tzinfo=UTC), False),  # 18:00 in London
        (datetime(2027, 10, 29, 7, 0, tzinfo=UTC), True),  # the Friday before clocks go back
        (datetime(2027, 11, 1, 7, 0, tzinfo=UTC), False),  # the Monday after: 07:00 in London
        (datetime(2027, 11, 1, 17, 59, tzinfo=UTC), True),
    ],
)
def test_the_hours_are_those_that_clocks_in_london_show(utc, may):
    assert calendar.is_sending_time(utc) is may


def test_a_sending_time_is_its_own_next_one():
    assert calendar.next_sending_time(london(2026, 11, 2, 17, 59)) == london(2026, 11, 2, 17, 59)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (london(2026, 11, 2, 5), london(2026, 11, 2, 8)),
        (london(2026, 11, 2, 18), london(2026, 11, 3, 8)),
        (london(2026, 11, 6, 18), london(2026, 11, 9, 8)),
        (london(2026, 12, 24, 18), london(2026, 12, 29, 8)),
        (london(2027, 3, 25, 18), london(2027, 3, 30, 8)),  # over Easter and the night that lacks an hour
        (london(2027, 10, 31, 1, 30), london(2027, 11, 1, 8)),  # in the hour that comes twice
        (london(2027, 12, 24, 18), london(2027, 12, 29, 8)),
    ],
)
def test_mail_that_may_not_go_out_waits_for_the_next_window(moment, expected):
    assert calendar.next_sending_time(moment) == expected


def test_the_next_window_is_told_in_real_time_across_a_change_of_clocks():
    waits = calendar.next_sending_time(london(2027, 3, 25, 18)).astimezone(UTC)

    assert waits == datetime(2027, 3, 30, 7, tzinfo=UTC)


@given(MOMENTS)
def test_the_next_sending_time_is_a_sending_time_and_not_before(moment):
    found = calendar.next_sending_time(moment)

    assert calendar.is_sending_time(found)
    assert found >= moment


@given(MOMENTS)
def test_no_sending_time_lies_before_the_next_one(moment):
    found = calendar.next_sending_time(moment)

    half_hours = int((found - moment) / timedelta(minutes=30))
    passed_over = [moment + timedelta(minutes=30) * number for number in range(half_hours)]
    assert [each for each in passed_over if calendar.is_sending_time(each) and each < found] == []


# Stale --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_at", "expected"),
    [
        (london(2026, 11, 2, 9), london(2026, 11, 3, 18)),
        (london(2026, 11, 6, 17), london(2026, 11, 9, 18)),
        (london(2026, 11, 7, 12), london(2026, 11, 9, 18)),
        (london(2026, 12, 24, 9), london(2026, 12, 29, 18)),
    ],
)
def test_mail_is_stale_after_the_sending_day_that_follows(due_at, expected):
    assert calendar.stale_at(due_at) == expected


@given(MOMENTS)
def test_mail_has_at_least_a_whole_window_before_it_is_stale(moment):
    end = calendar.stale_at(moment)

    begin = datetime.combine(end.date(), time(8), LONDON)
    assert begin > moment
    assert calendar.is_sending_time(begin)
    assert (end - begin) == timedelta(hours=10)


# The plan -----------------------------------------------------------------------------------------


def test_three_weeks_have_an_invitation_two_reminders_and_a_last_call():
    assert calendar.default_plan(OPENS, CLOSES) == [
        Planned(0, "invitation", OPENS),
        Planned(1, "reminder", london(2026, 11, 9, 10)),
        Planned(2, "reminder", london(2026, 11, 13, 10)),
        Planned(3, "last_call", london(2026, 11, 19, 10)),
    ]


def test_an_opening_at_night_invites_in_the_morning():
    opens = london(2026, 11, 6, 23)

    plan = calendar.default_plan(opens, opens + timedelta(weeks=3))

    assert plan[0].due_at == london(2026, 11, 9, 8)


def test_the_last_call_passes_over_bank_holidays():
    assert calendar.last_call_at(london(2027, 3, 31, 17)) == london(2027, 3, 25, 10)


def test_a_short_time_has_as_many_reminders_as_fit():
    plan = calendar.default_plan(OPENS, london(2026, 11, 11, 17))

    assert [each.kind for each in plan] == ["invitation", "reminder", "last_call"]


def test_a_few_days_have_no_reminder():
    assert calendar.default_plan(OPENS, london(2026, 11, 5, 17)) == [Planned(0, "invitation", OPENS)]


@given(MOMENTS, st.floats(2, 8), st.integers(0, 5))
def test_the_plan_of_any_two_to_eight_weeks_has_no_problems(opens, weeks, reminders):
    closes = opens + timedelta(weeks=weeks)

    plan = calendar.default_plan(opens, closes, reminders)

    assert calendar.problems(plan, opens, closes, opens) == []
    assert [each.number for each in plan] == list(range(len(plan)))


@given(MOMENTS, st.floats(3, 8))
def test_three_weeks_or_more_have_room_for_a_last_call(opens, weeks):
    plan = calendar.default_plan(opens, opens + timedelta(weeks=weeks))

    assert plan[-1].kind == "last_call"


# What is wrong with a plan ------------------------------------------------------------------------


def test_a_good_plan_has_no_problems():
    assert told(OPENS, london(2026, 11, 5, 8), london(2026, 11, 9, 17)) == []


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (london(2026, 11, 4, 17), "Leave at least 3 days after the mailing before it."),
        (london(2026, 11, 7, 12), "No mail goes out on a Saturday or Sunday."),
        (london(2026, 11, 9, 18), "No mail goes out before 08:00 or from 18:00."),
        (london(2026, 11, 24, 9), "By then the survey is closed."),
    ],
)
def test_a_mailing_at_a_wrong_time_is_told_why(second, message):
    assert told(OPENS, second) == [Problem(1, message)]


def test_a_bank_holiday_is_told():
    christmas = [Planned(1, "reminder", london(2026, 12, 25, 9))]

    assert calendar.problems(christmas, OPENS, london(2027, 1, 5, 17), OPENS) == [
        Problem(1, "No mail goes out on a bank holiday.")
    ]


def test_an_order_that_is_not_kept_is_told():
    assert told(london(2026, 11, 9, 9), london(2026, 11, 5, 9)) == [
        Problem(1, "The mailing before it comes later than this one.")
    ]


def test_before_the_opening_is_told():
    assert told(london(2026, 10, 30, 9), now=london(2026, 10, 1, 9)) == [Problem(0, "This is before the survey opens.")]


def test_the_past_is_told():
    assert told(OPENS, now=london(2026, 11, 2, 9, 1)) == [Problem(0, "This time has passed.")]


def test_a_sixth_reminder_is_told():
    days = [london(2026, 11, day, 10) for day in (2, 5, 9, 12, 16, 19)]

    assert told(*days, london(2026, 11, 23, 9)) == [Problem(6, "There can be 5 reminders at most.")]


def test_what_somebody_sends_now_may_go_out_at_any_hour():
    assert told(london(2026, 11, 7, 22), any_hour=True) == []


def test_what_is_done_is_judged_no_more():
    assert told(OPENS, now=london(2026, 11, 20, 9), done=True) == []


def test_what_is_done_still_keeps_the_next_one_at_a_distance():
    plan = [Planned(0, "invitation", OPENS, done=True), Planned(1, "reminder", london(2026, 11, 4, 10))]

    assert calendar.problems(plan, OPENS, CLOSES, london(2026, 11, 3, 9)) == [
        Problem(1, "Leave at least 3 days after the mailing before it.")
    ]


def test_days_between_mailings_are_counted_by_the_calendar_when_clocks_change():
    plan = plan_of(london(2027, 10, 29, 17), london(2027, 11, 1, 8))  # 64 hours and 63 by the clock

    assert calendar.problems(plan, london(2027, 10, 29, 9), london(2027, 11, 12, 17), london(2027, 10, 29, 9)) == []


def test_bank_holidays_are_those_of_england():
    assert calendar.bank_holidays(2027) == frozenset(
        date(2027, *day) for day in [(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 25), (12, 26)]
    ) | {date(2027, 12, 27), date(2027, 12, 28)}
