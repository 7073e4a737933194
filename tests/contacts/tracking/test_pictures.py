from datetime import date, timedelta
from fractions import Fraction

from contacts.dispositions import Disposition
from contacts.tracking import pictures
from contacts.tracking.dropping_out import Stop
from contacts.tracking.representing import Share
from contacts.tracking.returns import Day, Mailed, Returns
from contacts.tracking.standing import Standing
from contacts.tracking.timing import Times

FIRST = date(2026, 11, 2)
FOUND = Returns(
    days=[
        Day(FIRST, 1, 3, 3, (Mailed("Invitation", "I"),), 1),
        Day(FIRST + timedelta(days=1), 2, 2, 5, (Mailed("Reminder 1", "R1"), Mailed("Last call", "L")), 1),
    ],
    last_number=4,
    earlier=[1, 1],
)


def test_bars_of_regions_run_to_all_eligible_and_bear_the_target():
    numbers = dict.fromkeys(Disposition.values, 0)
    region = Standing("n", "North", numbers | {"complete": 1, "not_returned": 3, "ineligible": 6})
    nobody = Standing("y", "York", numbers)

    assert pictures.parts([region, nobody], 60) == [
        (region, 2, ("25.00%", "60.00%")),
        (nobody, 0, ("0.00%", "60.00%")),
    ]
    assert pictures.parts([region], None) == [(region, None, ("25.00%", ""))]


def test_both_pictures_of_returns_share_days_and_marks():
    daily, running = pictures.by_day(FOUND), pictures.running(FOUND, 10)

    assert daily.across == running.across
    assert daily.marks == running.marks == [("12.50%", "I"), ("37.50%", "R1, L")]
    assert [column.words for column in daily.columns] == ["2 Nov: 3", "3 Nov: 2"]
    assert running.steps == "M0 1000V700H250V500H500"
    assert running.level.label == "10"


def test_the_key_names_the_lines_that_there_are():
    alone = Returns([Day(FIRST, 1, 0, 0)], 1, [])

    assert pictures.key(alone, earlier="", wanted=None) == [("steps", "This survey")]
    assert pictures.key(FOUND, earlier="Before", wanted=10) == [
        ("steps", "This survey"),
        ("earlier", "Before"),
        ("level", "Target: 10"),
        ("mark", "I Invitation, R1 Reminder 1, L Last call"),
    ]


def test_bars_of_pages_run_to_the_page_where_most_stop():
    found = [Stop(0, "", "", 0), Stop(1, "a", "A", 4), Stop(2, "b", "B", 1)]

    assert [bar.length for _, bar in pictures.stops(found)] == ["0.00%", "100.00%", "25.00%"]
    assert [bar.length for _, bar in pictures.stops(found[:1])] == ["0.00%"]


def test_shares_are_told_in_percent_and_points():
    share = Share("a", "A", 4, 3, Fraction(1, 3), Fraction(1, 6))

    (shown,) = pictures.shares([share])

    assert (shown.of_frame, shown.of_complete, shown.points) == ("33.3%", "16.7%", "−16.7")
    assert (shown.frame_bar.length, shown.complete_bar.length) == ("100.00%", "50.00%")


def test_points_have_a_sign_unless_they_round_to_nothing():
    assert [pictures.points(Fraction(n, 10_000)) for n in (25, -25, 4, -4, 0)] == ["+0.3", "−0.3", "0.0", "0.0", "0.0"]


def test_times_are_told_in_whole_minutes():
    told = pictures.times(Times(5, 1, 299.0, 1800.0, 3631.0))

    assert (told["lower"], told["median"], told["upper"]) == ("5 min", "30 min", "61 min")
    assert pictures.times(None) is None
