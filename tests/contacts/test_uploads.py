import os
import time

from django.core import signing

from contacts import uploads


def test_a_kept_file_can_be_taken_up_until_it_is_discarded():
    name = uploads.keep(b"content")

    assert uploads.take_up(name) == uploads.take_up(name) == b"content"
    uploads.discard(name)
    uploads.discard(name)
    assert uploads.take_up(name) is None


def test_a_name_that_is_not_ours_leads_nowhere(tmp_path):
    (tmp_path / "secret").write_text("x")

    assert uploads.take_up("") is None
    assert uploads.take_up("../secret_key") is None
    assert uploads.take_up(signing.dumps("../secret_key")) is None
    assert uploads.take_up(uploads.keep(b"content") + "x") is None


def test_a_name_is_good_for_an_hour(time_machine):
    time_machine.move_to(0, tick=False)
    name = uploads.keep(b"content")

    time_machine.shift(uploads.LASTS + 1)

    assert uploads.take_up(name) is None


def test_files_that_nobody_took_up_are_cleared_away_by_the_next(settings):
    uploads.keep(b"old")
    folder = settings.CANVASS_DATA / "uploads"
    for file in folder.iterdir():
        os.utime(file, (0, time.time() - uploads.LASTS - 1))

    uploads.keep(b"new")

    assert [file.read_bytes() for file in folder.iterdir()] == [b"new"]
