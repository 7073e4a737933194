from tests.config.counting import THREADS, TIMES
from tests.config.settings_of import python


def test_writers_that_meet_on_sqlite_wait_and_none_fails(tmp_path):
    done = python("-m", "tests.config.counting", data=tmp_path)

    assert done.stdout.split() == [str(THREADS * TIMES), "0"], done.stderr
