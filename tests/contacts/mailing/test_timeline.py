from datetime import timedelta

from contacts.mailing import timeline
from contacts.mailing.timeline import MARGIN, WIDTH, Mark
from tests.factories import MONDAY

DAY = timedelta(days=1)
CLOSES = MONDAY + 20 * DAY


def marks(*days, now=MONDAY - DAY):
    mailings = [(MONDAY + day * DAY, f"Day {day}", "sent") for day in days]
    return timeline.marks(mailings, MONDAY, CLOSES, now)


def test_marks_stand_where_their_time_is_between_opening_and_close():
    assert marks(0, 10, 20) == [
        Mark(MARGIN, "Day 0", "sent"),
        Mark(WIDTH // 2, "Day 10", "sent"),
        Mark(WIDTH - MARGIN, "Day 20", "sent"),
    ]


def test_what_lies_outside_stands_at_an_end():
    assert [mark.at for mark in marks(-5, 25)] == [MARGIN, WIDTH - MARGIN]


def test_this_moment_is_marked_while_the_survey_is_open():
    assert marks(now=MONDAY + 10 * DAY) == [Mark(WIDTH // 2, "Now", "now")]
