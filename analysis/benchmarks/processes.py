"""Other processes that the benchmarks talk to over a port of this machine."""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

PATIENCE = 30  # seconds for one to come up, or to end


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """The command runs, listens on that port, and is gone afterwards. Raises RuntimeError with what it wrote where it
    does not come up."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=log, stderr=log)
        try:
            if not _listens(process, port):
                log.seek(0)
                raise RuntimeError(log.read().decode())
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _listens(process: "subprocess.Popen[bytes]", port: int) -> bool:
    """Whether it does before patience ends; waits for it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.05)
    return False
