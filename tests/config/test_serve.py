import signal
import socket
import sys

import psutil
import pytest

from tests.config.processes import eventually, find, free_port, is_alive, started, status
from tests.config.settings_of import environment, python

SERVE = [sys.executable, "manage.py", "serve"]


@pytest.fixture
def migrated(tmp_path):
    assert python("manage.py", "migrate", "--verbosity", "0", data=tmp_path).returncode == 0
    return tmp_path


def test_serve_keeps_web_worker_and_beat_running_and_stops_them_together(migrated):
    port, log = free_port(), migrated / "log"
    given = environment(migrated, PORT=str(port))

    with started(SERVE, environment=given, log=log) as serve:
        eventually(lambda: status(port, "/healthz") == 200)
        eventually(lambda: f"http://127.0.0.1:{port}/report/" in log.read_text())
        worker = eventually(lambda: find(serve, "worker"))
        worker.kill()
        worker.wait(60)  # until serve has taken note
        another = eventually(lambda: find(serve, "worker"))
        eventually(lambda: find(serve, "beat"))
        running = psutil.Process(serve.pid).children(recursive=True)
        serve.send_signal(signal.SIGINT)
        ended = serve.wait(60)

    assert another != worker
    assert ended == 0
    assert len(running) >= 5  # web with its two, worker, beat
    assert [process for process in running if is_alive(process)] == []


def test_serve_refuses_a_taken_port_with_what_to_do(migrated):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = python("manage.py", "serve", data=migrated, PORT=str(port))

    assert done.returncode == 1
    assert done.stderr.strip() == f"CommandError: Port {port} is taken. Choose another: make run PORT={port + 1}"
