"""Keeps a set of processes running until told to stop: web, worker and beat of the embedded mode."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
_LOOK_EVERY = 0.5  # seconds
_RESTART_AFTER = 2.0  # seconds since the last start, so that a broken process does not spin
_GRACE = 15.0  # seconds to finish what is under way


def embedded_commands() -> dict[str, list[str]]:
    """The three processes of the embedded mode, by name. Beat is never part of the worker: it would outlive it."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "config.celery", "--quiet"]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return {
        "web": [*python, "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"],
        "worker": [*celery, "worker", "--pool=threads", "--concurrency=3", *alone],
        "beat": [*celery, "beat"],
    }


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def web_answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


@dataclass
class Child:
    """One process, in a session of its own so that whatever it starts can be ended with it."""

    name: str
    command: list[str]
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = field(default=-_RESTART_AFTER)

    def keep_running(self) -> None:
        """Start it where it does not run."""
        if self.process and self.process.poll() is None:
            return
        if time.monotonic() - self.started < _RESTART_AFTER:
            return
        if self.process:
            log.warning("%s ended with status %s; starting it again", self.name, self.process.returncode)
            self.end_group()
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, cwd=self.folder, start_new_session=True)

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self, *, deadline: float) -> None:
        """Wait for it until the deadline, then end whatever is left of it."""
        if self.process:
            try:
                self.process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("%s did not stop in time and is ended", self.name)
            self.end_group()
            self.process.wait()

    def end_group(self) -> None:
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


def supervise(children: list[Child], *, signals: list[int]) -> None:
    """Keep the children running until a signal has come in; none of them is left when this returns."""
    try:
        while not signals:
            for child in children:
                child.keep_running()
            time.sleep(_LOOK_EVERY)
    finally:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + _GRACE
        for child in children:
            child.stop(deadline=deadline)
