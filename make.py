#!/usr/bin/env python3
"""Sets up, starts and checks Canvass, with nothing but Python 3.11 or newer and a package index.

python3 make.py setup|run|test|suite|bench|lint|lock     (the Makefile's targets call this)
"""

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # before anything that an older Python could stumble over
    sys.exit(
        "Canvass needs Python 3.11 or newer; this is {}.{}. If another is installed, name it: "
        "make run PYTHON=python3.12".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
DATA = Path(os.environ.get("CANVASS_DATA") or ROOT / "data")
UNFINISHED = VENV / "unfinished"


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the project's folder; leave with its status if it fails."""
    result = subprocess.run([*map(str, command)], cwd=ROOT, env=os.environ | environment, check=False)
    if result.returncode:
        sys.exit(result.returncode)


def manage(*arguments: str) -> None:
    run(PYTHON, "manage.py", *arguments)


def setup(lock: str) -> None:
    """Have the packages of requirements/LOCK.txt in .venv; a second call installs nothing."""
    wanted = fingerprint(lock)
    if not environment_is_sound():
        create_environment()
    installed = VENV / f"installed-{lock}"
    if installed.is_file() and installed.read_text() == wanted:
        return
    print(f"Installing the packages of requirements/{lock}.txt; this takes a minute or so.", flush=True)
    UNFINISHED.touch()
    install(ROOT / "requirements" / f"{lock}.txt")
    for contained in ("run", "dev") if lock == "dev" else (lock,):
        (VENV / f"installed-{contained}").write_text(fingerprint(contained))
    UNFINISHED.unlink()


def fingerprint(lock: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{lock}.txt").read_bytes()).hexdigest()


def environment_is_sound() -> bool:
    """Whether .venv is whole: its Python starts, and no installation in it was interrupted."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0


def create_environment() -> None:
    print("Making the virtual environment .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
    if made.returncode:
        UNFINISHED.parent.mkdir(exist_ok=True)
        UNFINISHED.touch()
        sys.exit("Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv")


def install(requirements: Path) -> None:
    uv = shutil.which("uv")
    if uv:
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", requirements)
    else:
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", requirements)


if __name__ == "__main__":
    setup("dev" if "test" in sys.argv or "--dev" in sys.argv else "run")
