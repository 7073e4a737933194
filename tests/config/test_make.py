import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.settings_of import ROOT


@pytest.fixture
def clone(tmp_path):
    """make.py alone, in a folder with spaces, with locks that ask for nothing."""
    folder = tmp_path / "a clone with spaces"
    (folder / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "make.py", folder)
    for lock in ("run", "dev"):
        (folder / "requirements" / f"{lock}.txt").write_text("# nothing\n")
    return folder


def make(folder, *arguments, **given):
    """make.py run to its end, with this environment's uv: pip does the same, in a minute."""
    command = [sys.executable, "make.py", *arguments]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"} | given
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_environment_is_made_once_and_again_when_something_was_cut_short(clone):
    first = make(clone, "setup")
    second = make(clone, "setup")
    (clone / ".venv" / "unfinished").touch()
    after_a_cut = make(clone, "setup")
    (clone / "requirements" / "run.txt").write_text("# another lock\n")
    after_a_change = make(clone, "setup")

    making, installing = "Making the virtual environment .venv", "Installing the packages of requirements/run.txt"
    assert [line.split(":")[0] for line in first.stdout.splitlines()] == [making, installing]
    assert second.stdout == ""
    assert [line.split(":")[0] for line in after_a_cut.stdout.splitlines()] == [making, installing]
    assert [line.split(":")[0] for line in after_a_change.stdout.splitlines()] == [installing]
    assert {done.returncode for done in (first, second, after_a_cut, after_a_change)} == {0}


def test_a_lock_without_hashes_is_refused_and_the_next_run_starts_afresh(clone):
    (clone / "requirements" / "run.txt").write_text("six==1.17.0\n")

    done = make(clone, "setup")

    assert done.returncode != 0
    assert (clone / ".venv" / "unfinished").exists()


def test_without_chromium_and_its_company_the_tests_in_a_browser_say_what_to_install(clone, tmp_path):
    done = make(clone, "test-browser", PATH=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.strip() == (
        "The tests in a browser need what is not installed. "
        "On Debian: apt-get install chromium nodejs npm default-jre-headless"
    )
    assert not (clone / ".venv").exists()


@pytest.mark.browser
def test_the_tools_beside_the_browser_are_installed_once_and_again_for_another_lock(clone):
    lock = clone / "tests" / "browser" / "package-lock.json"
    tool = {"node_modules/tool": {"resolved": "tool", "link": True}, "tool": {"version": "1.0.0"}}
    (lock.parent / "tool").mkdir(parents=True)
    (lock.parent / "tool" / "package.json").write_text('{"name": "tool", "version": "1.0.0"}')
    (lock.parent / "package.json").write_text('{"dependencies": {"tool": "file:tool"}}')
    lock.write_text(
        json.dumps({"lockfileVersion": 3, "packages": {"": {"dependencies": {"tool": "file:tool"}}, **tool}})
    )

    first = make(clone, "test-browser")
    second = make(clone, "test-browser")
    lock.write_text(lock.read_text() + "\n")
    after_a_change = make(clone, "test-browser")

    installing = "Installing the packages of tests/browser/package-lock.json"
    said = [[line.split(":")[0] for line in done.stdout.splitlines()] for done in (first, second, after_a_change)]
    assert [installing in lines for lines in said] == [True, False, True]


def test_a_taken_port_is_refused_before_anything_else(clone):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        done = make(clone, "run", PORT=str(port))

    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Port {port} cannot be used (Address already in use). Choose another: make run PORT={port + 1}"
    )
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_what_is_no_port_is_refused(clone, port):
    done = make(clone, "run", PORT=port)

    assert done.returncode == 1
    assert done.stderr.strip() == f"PORT={port} is no port number; they go from 1 to 65535."


def test_an_unknown_action_is_wrong_usage(clone):
    assert make(clone, "walk").returncode == 2


def test_an_older_python_is_told_what_is_needed(clone):
    text = (clone / "make.py").read_text().replace("sys.version_info < (3, 11)", "sys.version_info < (99, 0)")
    (clone / "make.py").write_text(text)

    done = make(clone, "run")

    assert done.returncode == 1
    assert done.stderr.startswith("Canvass needs Python 3.11 or newer; this is 3.")


def test_every_target_of_the_makefile_is_an_action_of_the_script():
    targets = (ROOT / "Makefile").read_text().split(".PHONY:")[1].splitlines()[0].split()

    assert make(ROOT, "--help").stdout.count("{" + ",".join(targets) + "}") >= 1


def test_without_the_servers_the_wrapper_says_what_to_install(tmp_path):
    wrapper = [sys.executable, ".ci/with_services.py", "true"]

    done = subprocess.run(wrapper, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stderr.strip() == "redis-server is not installed. On Debian: apt-get install postgresql redis-server"


def test_without_the_servers_the_wrapper_goes_on_without_them_if_it_may(tmp_path):
    wrapper = [sys.executable, ".ci/with_services.py", "--if-installed", sys.executable, "-c", "raise SystemExit(7)"]

    done = subprocess.run(wrapper, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)

    assert done.returncode == 7
    assert done.stdout.endswith("redis-server: not installed, so this runs without PostgreSQL and Redis\n")


@pytest.mark.services
def test_the_wrapper_hands_the_status_of_its_command_on():
    wrapper = [sys.executable, ".ci/with_services.py", sys.executable, "-c", "raise SystemExit(7)"]

    assert subprocess.run(wrapper, cwd=ROOT, check=False).returncode == 7
