"""Files of each week: asked for once when their hour has come, and put into their folder."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from analysis.exports import asking, making, weekly
from analysis.exports.kinds import KINDS
from analysis.models import Export, State, WeeklyExport
from analysis.outsiders import Audience

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 3, 4, 12, tzinfo=LONDON)  # a Wednesday
WEEK = timedelta(days=7)


@pytest.fixture
def mondays(survey, researcher_account):
    given = {"audience": Audience.INTERNAL, "why": "The board", "by": researcher_account, "now": NOON}
    return asking.ask_weekly(survey, KINDS["codes-csv"], weekday=0, hour=6, **given)


@pytest.mark.parametrize(
    ("weekday", "hour", "due"),
    [
        (2, 12, NOON),
        (2, 13, NOON.replace(hour=13) - WEEK),
        (1, 23, NOON.replace(day=3, hour=23)),
        (3, 0, NOON.replace(day=5, hour=0) - WEEK),
    ],
)
def test_the_last_time_that_it_was_this_hour_of_this_day(weekday, hour, due):
    assert weekly.last_due(weekday, hour, NOON) == due


def test_the_hour_is_that_of_the_clocks_after_they_changed():
    summer = datetime(2026, 4, 1, 12, tzinfo=LONDON)

    assert weekly.last_due(0, 6, summer).isoformat() == "2026-03-30T06:00:00+01:00"


def test_it_is_not_due_before_its_hour_comes(mondays):
    weekly.ask_due(now=NOON)

    assert Export.objects.count() == 0


def test_it_is_asked_for_once_a_week_however_often_one_looks(mondays):
    monday = datetime(2026, 3, 9, 6, 30, tzinfo=LONDON)
    for now in (monday, monday + timedelta(minutes=1), monday + WEEK):
        weekly.ask_due(now=now)

    assert list(Export.objects.order_by("pk").values_list("asked_at", "why", "weekly")) == [
        (monday, "The board", mondays.pk),
        (monday + WEEK, "The board", mondays.pk),
    ]


def test_what_was_stopped_is_asked_for_no_more(mondays):
    asking.stop(mondays, by=mondays.asked_by, now=NOON)

    weekly.ask_due(now=NOON + WEEK)

    assert (Export.objects.count(), WeeklyExport.objects.get().stopped_at) == (0, NOON)


def test_the_file_stands_in_the_folder_of_weekly_files(mondays, settings):
    weekly.ask_due(now=NOON + WEEK)
    making.make_all()

    (file,) = settings.WEEKLY_EXPORTS_FOLDER.iterdir()
    assert file.name == f"test-codes-csv-2026-03-11-1200-{Export.objects.get().pk}.csv"
    assert settings.WEEKLY_EXPORTS_FOLDER.stat().st_mode & 0o777 == 0o700
    assert "'=1+1" in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_told_and_the_file_is_there_all_the_same(mondays, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.WEEKLY_EXPORTS_FOLDER = tmp_path / "file" / "below"
    weekly.ask_due(now=NOON + WEEK)

    assert making.make_all() == 1

    export = Export.objects.get()
    assert (export.state, export.failure) == (
        State.DONE,
        "It could not be put into the folder of weekly files: Not a directory. It can be fetched here.",
    )
