from datetime import datetime

import pytest

from contacts.calling.hours import next_half_day
from contacts.mailing.calendar import LONDON


@pytest.mark.parametrize(
    ("called", "again"),
    [
        ("2026-11-02 09:00", "2026-11-02 13:30"),  # Monday morning: that afternoon
        ("2026-11-02 13:29", "2026-11-02 13:30"),
        ("2026-11-02 13:30", "2026-11-03 09:00"),
        ("2026-11-06 16:00", "2026-11-09 09:00"),  # Friday afternoon: Monday
        ("2026-11-07 10:00", "2026-11-09 09:00"),  # Saturday
        ("2026-12-24 15:00", "2026-12-29 09:00"),  # over Christmas, which has a substitute day on Monday 28
        ("2026-12-25 09:00", "2026-12-29 09:00"),
        ("2026-03-27 15:00", "2026-03-30 09:00"),  # over the weekend on which the clocks change
    ],
)
def test_whom_nobody_reached_is_called_in_the_next_working_half_day(called, again):
    def moment(text):
        return datetime.fromisoformat(text).replace(tzinfo=LONDON)

    assert next_half_day(moment(called)) == moment(again)
