#!/usr/bin/env python3
"""Sets up, starts and checks Canvass, with nothing but Python 3.11 or newer and a package index.

python3 make.py setup|run|test|suite|test-browser|bench|lint|lock: the Makefile's targets call this.
"""

import argparse
import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.version_info < (3, 11):  # before anything that an older Python could stumble over
    sys.exit(
        "Canvass needs Python 3.11 or newer; this is {}.{}. If a newer one is installed, name it: "
        "make run PYTHON=python3.12".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"  # stands in the environment while packages are being installed
DATA = Path(os.environ.get("CANVASS_DATA") or ROOT / "data")
PORT = os.environ.get("PORT") or "8000"
LAST_PORT = 65535
UV = shutil.which("uv")  # faster than pip, and needs nothing of the system's Python
BROWSER_TOOLS = ROOT / "tests" / "browser"
BESIDE_A_BROWSER = {"chromium": "chromium", "node": "nodejs", "npm": "npm", "java": "default-jre-headless"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("more", nargs=argparse.REMAINDER, help="handed on: pytest's to the tests, uv's to lock")
    arguments = parser.parse_args()
    try:
        ACTIONS[arguments.action](arguments.more)
    except KeyboardInterrupt:
        sys.exit(130)


# What can be asked for ------------------------------------------------------------------------------


def setup(_: list[str]) -> None:
    have_packages("run")


def run(_: list[str]) -> None:
    """Start the product with its demonstration data; the second time nothing is left to set up."""
    refuse_a_taken_port()
    os.environ["PORT"] = PORT
    have_packages("run")
    manage("prepare", "--demo")
    collect_static_files()
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "manage.py", "serve"])  # so that who stops this stops that


def test(more: list[str]) -> None:
    lint([])
    suite(more)


def lint(_: list[str]) -> None:
    """The checks that read the code without running it, and Django's own of models and migrations."""
    have_packages("dev")
    module("ruff", "check")
    module("ruff", "format", "--check", "--quiet")
    module("djlint", "templates", "--lint", "--quiet")
    with tempfile.TemporaryDirectory() as scratch:
        module("mypy", TMPDIR=scratch)  # it ends without tidying up what the tests' settings put there
    execute(VENV / "bin" / "lint-imports", "--no-cache")
    manage("check", "--fail-level", "WARNING", DJANGO_SETTINGS_MODULE="tests.settings")
    manage("makemigrations", "--check", "--dry-run", DJANGO_SETTINGS_MODULE="tests.settings")


def suite(more: list[str]) -> None:
    """The tests that need no browser, two at a time; with PostgreSQL and Redis those alone that use them."""
    have_packages("dev")
    services = all(os.environ.get(name) for name in ("DATABASE_URL", "REDIS_URL"))
    chosen = "(database or services)" if services else "not services"
    module("pytest", "-q", "-n", "2", "-m", f"{chosen} and not story and not browser", *more)


def test_browser(more: list[str]) -> None:
    """The tests that need a browser: the stories, and the checks of every page that a respondent sees. The
    tests of a file are done by one process, so that what they share is made once."""
    refuse_without_browser()
    have_packages("dev")
    have_browser_tools()
    module("pytest", "-q", "-n", "2", "--dist", "loadfile", "-m", "story or browser", *more)


def bench(more: list[str]) -> None:
    """Benchmark figures on the database that Canvass uses; those of several processes on PostgreSQL if there is one."""
    have_packages("dev")
    named = os.environ.get("DATABASE_URL", "").startswith("postgres")
    on_postgresql: list[str | Path] = [] if named else [PYTHON, ".ci/with_services.py", "--if-installed"]
    manage("bench", "--only", "work", *more)
    execute(*on_postgresql, PYTHON, "manage.py", "bench", "--only", "walks", *more)


def lock(more: list[str]) -> None:
    """Write the three locks anew: pins that still fit stay, `lock --upgrade` takes the newest."""
    have_packages("dev")
    options = [
        *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes", "--quiet"),
        *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate", *more),
    ]
    compile_lock = ("uv", "pip", "compile", "pyproject.toml", *options)
    module(*compile_lock, "--output-file", "requirements/run.txt")
    pinned = ("-c", "requirements/run.txt")
    module(*compile_lock, "--extra", "providers", *pinned, "--output-file", "requirements/providers.txt")
    module(*compile_lock, "--group", "dev", *pinned, "--output-file", "requirements/dev.txt")


ACTIONS = {
    "setup": setup,
    "run": run,
    "test": test,
    "suite": suite,
    "test-browser": test_browser,
    "bench": bench,
    "lint": lint,
    "lock": lock,
}


# The environment ------------------------------------------------------------------------------------


def have_packages(lock: str) -> None:
    """Have the packages of requirements/LOCK.txt in .venv; the second time nothing is installed."""
    installed = VENV / f"installed-{lock}"
    with nobody_else_installing():
        if not environment_is_sound():
            create_environment()
        if installed.is_file() and installed.read_text() == fingerprint(lock):
            return
        say(f"Installing the packages of requirements/{lock}.txt: a minute or so, the first time")
        UNFINISHED.touch()
        install(ROOT / "requirements" / f"{lock}.txt")
        for contained in ("run", "dev") if lock == "dev" else (lock,):
            (VENV / f"installed-{contained}").write_text(fingerprint(contained))
        UNFINISHED.unlink()


@contextmanager
def nobody_else_installing() -> Iterator[None]:
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def fingerprint(lock: str) -> str:
    return digest(ROOT / "requirements" / f"{lock}.txt")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def environment_is_sound() -> bool:
    """Whether .venv is whole: its Python starts, and no installation in it was cut short."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0


def create_environment() -> None:
    say("Making the virtual environment .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    UNFINISHED.touch()
    maker = (
        [UV, "venv", "--quiet", "--allow-existing", "--python", sys.executable]
        if UV
        else [sys.executable, "-m", "venv"]
    )
    if subprocess.run([*maker, VENV], check=False).returncode:
        sys.exit("Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv")


def install(requirements: Path) -> None:
    installer = [UV, "pip", "install", "--python", str(PYTHON)] if UV else [str(PYTHON), "-m", "pip", "install"]
    execute(*installer, "--quiet", "--quiet", "--require-hashes", "-r", requirements)  # twice: errors alone


def have_browser_tools() -> None:
    """Have what tests/browser/package-lock.json names, by its hashes; the second time nothing is installed."""
    modules = BROWSER_TOOLS / "node_modules"
    installed, wanted = modules / "installed", digest(BROWSER_TOOLS / "package-lock.json")
    with nobody_else_installing():
        if installed.is_file() and installed.read_text() == wanted:
            return
        say("Installing the packages of tests/browser/package-lock.json: a minute or so, the first time")
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        execute("npm", "ci", *quietly, "--prefix", BROWSER_TOOLS)  # begins by emptying node_modules
        installed.write_text(wanted)


# The rest -------------------------------------------------------------------------------------------


def refuse_a_taken_port() -> None:
    if not PORT.isdecimal() or not 0 < int(PORT) <= LAST_PORT:
        sys.exit(f"PORT={PORT} is no port number; they go from 1 to {LAST_PORT}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError as reason:
            sys.exit(f"Port {PORT} cannot be used ({reason.strerror}). Choose another: make run PORT={int(PORT) + 1}")


def collect_static_files() -> None:
    """Lay out the static files, if they or the packages changed since the last time."""
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    state = [fingerprint("run"), *(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in files)]
    wanted, collected = "\n".join(state), DATA / "static-collected"
    if not collected.is_file() or collected.read_text() != wanted:
        manage("collectstatic", "--no-input", "--clear", "--verbosity", "0")
        collected.write_text(wanted)


def refuse_without_browser() -> None:
    missing = [package for program, package in BESIDE_A_BROWSER.items() if not shutil.which(program)]
    if missing:
        sys.exit(f"The tests in a browser need what is not installed. On Debian: apt-get install {' '.join(missing)}")


def manage(*arguments: str, **environment: str) -> None:
    execute(PYTHON, "manage.py", *arguments, **environment)


def module(*arguments: str, **environment: str) -> None:
    execute(PYTHON, "-m", *arguments, **environment)


def execute(*command: "str | Path", **environment: str) -> None:
    """Run a command in the project's folder; leave with its status if it fails."""
    status = subprocess.run([*map(str, command)], cwd=ROOT, env=os.environ | environment, check=False).returncode
    if status:
        sys.exit(status if status > 0 else 128 - status)


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
