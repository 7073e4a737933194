"""Files are made one at a time, can be cancelled, and nothing half made is left."""

import io
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from analysis import tasks
from analysis.exceptions import NotWanted, ReasonMissing
from analysis.exports import asking, keeping, making
from analysis.exports.kinds import KINDS
from analysis.exports.making import Watch
from analysis.models import Export, State
from analysis.outsiders import Audience
from tests.factories import MONDAY

LATER = MONDAY + timedelta(hours=1)


def clock():
    return LATER


def files(settings):
    return [path for path in Path(settings.EXPORTS_FOLDER).rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_can_be_made(wanted, kind):
    export = wanted(kind)

    assert making.make_all(clock=clock) == 1

    export.refresh_from_db()
    location = keeping.location(export)
    assert (export.state, export.failure, export.ended_at) == (State.DONE, "", LATER)
    assert (location.suffix, location.stat().st_size) == (f".{KINDS[kind].ending}", export.size)


def broken(*_):
    raise ZeroDivisionError


def test_an_error_that_nobody_foresaw_is_told_at_once_and_goes_on_to_the_log(wanted, settings, monkeypatch):
    export = wanted("codebook")
    monkeypatch.setitem(KINDS, "codebook", replace(KINDS["codebook"], writer=f"{__name__}.broken"))

    with pytest.raises(ZeroDivisionError):
        making.make_all(clock=clock)

    export.refresh_from_db()
    assert (export.state, export.failure, export.ended_at) == (State.FAILED, making.UNFORESEEN, LATER)
    assert files(settings) == []


def test_nobody_gets_organisations_without_saying_why(wanted):
    with pytest.raises(ReasonMissing):
        wanted("codes-csv", why=" ")

    assert Export.objects.count() == 0


def test_the_database_takes_no_such_file_either(wanted):
    export = wanted()

    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=export.pk).update(why="")


def test_the_oldest_is_made_first_and_one_at_a_time(wanted):
    first, second = wanted(), wanted()

    claimed = making.claim(now=MONDAY)
    assert claimed == first
    assert making.claim(now=MONDAY) is None

    making.make(claimed, clock=clock)
    assert making.claim(now=MONDAY) == second


def test_what_is_cancelled_while_it_waits_is_not_made(wanted, settings):
    export = wanted()

    assert asking.cancel(export, by=export.asked_by, now=LATER) is True
    assert making.make_all(clock=clock) == 0

    export.refresh_from_db()
    assert (export.state, files(settings)) == (State.CANCELLED, [])


def test_what_is_cancelled_while_it_is_made_leaves_nothing(wanted, settings, monkeypatch):
    wanted()
    export = making.claim(now=MONDAY)
    asking.cancel(export, by=export.asked_by, now=LATER)

    assert making.make(export, clock=clock) is False
    assert files(settings) == []


def test_whoever_makes_it_hears_that_it_is_not_wanted(wanted, monkeypatch):
    monkeypatch.setattr(making, "A_SIGN_EVERY", 0)
    export = wanted()
    making.claim(now=MONDAY)
    watch = Watch(export, clock)

    watch(500, 1000)
    export.refresh_from_db()
    assert (export.rows, export.of_rows, export.seen_at) == (500, 1000, LATER)

    asking.cancel(export, by=export.asked_by, now=LATER)
    with pytest.raises(NotWanted):
        watch(1000)


def test_what_is_ready_is_not_cancelled(wanted):
    export = wanted()
    making.make_all(clock=clock)

    assert asking.cancel(export, by=export.asked_by, now=LATER) is False


def test_a_refusal_is_told_in_its_own_words(wanted, survey, settings):
    export = wanted("report-data")
    survey.coded.update(record=b"short")

    assert making.make_all(clock=clock) == 0

    export.refresh_from_db()
    assert (export.state, files(settings)) == (State.FAILED, [])
    assert "rebuild_records" in export.failure


def test_a_folder_that_cannot_be_written_is_told(wanted, settings, tmp_path):
    (tmp_path / "file").write_text("")
    export = wanted()
    settings.EXPORTS_FOLDER = tmp_path / "file"

    making.make_all(clock=clock)

    export.refresh_from_db()
    assert (export.state, export.failure) == (State.FAILED, "The file cannot be written: Not a directory.")


def test_whose_maker_is_gone_is_told_and_the_next_one_is_made(wanted):
    lost, other = wanted(), wanted()
    making.claim(now=MONDAY)

    keeping.sweep(now=MONDAY + keeping.SILENT_FOR + timedelta(seconds=1))

    lost.refresh_from_db()
    assert (lost.state, lost.failure) == (State.FAILED, keeping.LOST)
    assert making.claim(now=LATER) == other


@pytest.mark.parametrize("cancelled", [False, True])
def test_nothing_half_written_outlives_a_maker_that_was_killed(wanted, settings, cancelled):
    wanted()
    export = making.claim(now=MONDAY)
    folder = keeping.folder(export)
    folder.mkdir(parents=True)
    (folder / ".half.part").write_text("Anytown")
    if cancelled:
        asking.cancel(export, by=export.asked_by, now=MONDAY)

    keeping.sweep(now=MONDAY + keeping.SILENT_FOR)
    assert files(settings) == [folder / ".half.part"]

    keeping.sweep(now=MONDAY + keeping.SILENT_FOR + timedelta(seconds=1))
    assert list(settings.EXPORTS_FOLDER.iterdir()) == []


def test_a_sweep_leaves_what_is_being_made_and_what_is_kept(wanted, settings):
    kept, _ = wanted(), wanted()
    making.make(making.claim(now=MONDAY), clock=clock)
    making_now = making.claim(now=LATER)
    keeping.folder(making_now).mkdir()

    keeping.sweep(now=LATER)

    kept.refresh_from_db()
    assert set(settings.EXPORTS_FOLDER.iterdir()) == {keeping.folder(kept), keeping.folder(making_now)}


def test_a_file_for_outsiders_and_one_that_is_not_never_have_one_name(wanted):
    names = {making.file_name(wanted("report-data", audience=audience)) for audience in Audience}
    again = making.file_name(wanted("report-data", audience=Audience.PUBLIC))

    assert len({*names, again}) == len(Audience) + 1
    assert "-public-" in again


def test_a_file_goes_when_its_time_is_over_and_the_record_of_it_stays(wanted, settings):
    export = wanted()
    making.make_all(clock=clock)

    keeping.sweep(now=LATER + making.KEPT_FOR - timedelta(seconds=1))
    assert len(files(settings)) == 1

    keeping.sweep(now=LATER + making.KEPT_FOR)
    export.refresh_from_db()
    assert (export.state, export.why, files(settings)) == (State.REMOVED, "A test", [])


@pytest.mark.django_db(transaction=True)
def test_a_file_that_takes_long_shows_that_somebody_is_at_it(wanted, monkeypatch):
    monkeypatch.setattr(making, "A_LIFE_EVERY", 0.01)
    export = wanted()
    making.claim(now=MONDAY)

    with making.signs_of_life(export, clock):
        for _ in range(500):
            export.refresh_from_db()
            if export.seen_at == LATER:
                break
            time.sleep(0.01)

    assert export.seen_at == LATER


@pytest.mark.parametrize("wait", [True, False])
def test_a_process_is_started_only_where_a_file_waits(wanted, monkeypatch, wait):
    rung = []
    monkeypatch.setattr(tasks.make_exports, "apply_async", lambda **_: rung.append(True))
    if wait:
        wanted()

    tasks.tick()

    assert bool(rung) is wait


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.is_personal])
def test_every_file_with_responses_tells_how_far_it_is(wanted, kind):
    told = []

    import_string(KINDS[kind].writer)(io.BytesIO(), wanted(kind), lambda *rows: told.append(rows))

    assert told == ([(0, 2), (1, 2)] if kind == "workbook" else [(0, 1)])  # the workbook has each response twice
