"""Starting the product for real, and looking at what runs."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import psutil

from tests.config.settings_of import ROOT

PATIENCE = 60  # seconds, so that a slow machine decides nothing


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(true):
    """What `true()` gives as soon as it gives anything; fails the test if it never does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = true()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{true} did not come true within {PATIENCE} s")


def status(port, address):
    """The HTTP status of an address; None while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return None


def find(process, word):
    """The child of a process whose command line has this word; None if there is none."""
    alive = (child for child in psutil.Process(process.pid).children() if is_alive(child))
    return next((child for child in alive if word in child.cmdline()), None)


def is_alive(process):
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


@contextmanager
def started(command, *, environment, log):
    """The process of a command in the project's folder; at the end nothing that it started is left."""
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            process.terminate()
            _, left = psutil.wait_procs(family, PATIENCE)
            for survivor in (*left, process):
                survivor.kill()
            process.wait()
