"""A mail server in a process of its own that takes everything and keeps nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from analysis.benchmarks import processes

PROGRAM = """
import sys, time
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
while True:
    time.sleep(3600)
"""


@contextmanager
def running() -> Iterator[int]:
    """The port on which it listens."""
    port = processes.free_port()
    with processes.listening([sys.executable, "-c", PROGRAM, str(port)], port, {}):
        yield port
