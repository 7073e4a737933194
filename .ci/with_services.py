#!/usr/bin/env python3
"""Runs a command with a real PostgreSQL and a real Redis of its own.

python3 .ci/with_services.py [--if-installed] COMMAND…

Both servers listen on free loopback ports, keep their files in a temporary folder and are gone afterwards; the command
finds them by DATABASE_URL and REDIS_URL, and its status is this script's. PostgreSQL runs with fsync off: the suite is
faster for it, and nothing in it pulls the plug. With --if-installed the command runs without them where one is missing.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATIENCE = 60  # seconds for a server to come up
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
NO_DEADLOCK = "-c lock_timeout=120s"  # a lock that is waited for so long is never given back: an error says whose


def main(command: list[str]) -> int:
    """Run the command between the two servers' start and stop; gives its status."""
    if not command:
        sys.exit(__doc__)
    if command[0] == "--if-installed":
        command = command[1:]
        if missing := [name for name in ("initdb", "redis-server") if not found(name)]:
            print(f"{' and '.join(missing)}: not installed, so this runs without PostgreSQL and Redis", flush=True)
            return subprocess.run(command, check=False).returncode
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with tempfile.TemporaryDirectory(prefix="canvass-services-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's account has to pass
        with redis(folder) as broker, postgresql(folder) as database:
            environment = os.environ | {"DATABASE_URL": database, "REDIS_URL": broker}
            status = status_of(subprocess.Popen(command, env=environment))
    return status if status >= 0 else 128 - status


def status_of(process: "subprocess.Popen[bytes]") -> int:
    """How the command ended; whoever interrupts or ends this script means the command, and the servers go last."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to the command too
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    return process.wait()


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with the empty database `canvass`; gives its URL."""
    data, port, account = folder / "postgresql", free_port(), without_root()
    data.mkdir()
    if account:
        shutil.chown(data, account["user"])
    log = data / "log"

    def call(name: str, *arguments: str) -> None:
        command = [program(name), "--pgdata", str(data / "cluster"), *arguments]
        done = subprocess.run(
            command, cwd=data, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **account
        )
        if done.returncode:
            sys.exit(f"{name} failed:\n{done.stdout.decode()}\n{log.read_text() if log.exists() else ''}")

    call("initdb", "--username=canvass", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    listening = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
    options = f"{listening} {FAST} {NO_DEADLOCK}"
    call("pg_ctl", "start", "--wait", f"--timeout={PATIENCE}", f"--log={log}", "--options", options)
    try:
        yield f"postgres://canvass@127.0.0.1:{port}/postgres"
    finally:
        call("pg_ctl", "stop", "--wait", "--mode=immediate")


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """A Redis server that keeps nothing; gives its URL."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([program("redis-server"), *options], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port, server)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def program(name: str) -> str:
    """Where the program lies; ends this script if it lies nowhere."""
    path = found(name)
    if not path:
        sys.exit(f"{name} is not installed. On Debian: apt-get install postgresql redis-server")
    return path


def found(name: str) -> str | None:
    """Where the program lies; Debian keeps PostgreSQL's in a folder for each version, off the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(versions[-1]) if versions else shutil.which(name)


def without_root() -> dict[str, Any]:
    """How to start what refuses to run as root: as postgres, or as nobody."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in known else "nobody", "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    sys.exit("redis-server did not come up")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
