import re
import tomllib

import pytest

from tests.config.settings_of import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\$")


def pins(lock):
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
    return dict(PIN.match(line).groups() for line in lines if not line.startswith(" "))


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_a_lock_names_no_address_and_no_folder(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()

    assert re.findall(r"://|^-|@ |file:", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_every_package_of_a_lock_has_its_hashes(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()

    hashed = re.findall(r"^([a-z0-9-]+)==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)

    assert hashed == list(pins(lock))


def test_the_developers_lock_contains_the_other_one():
    run, dev = pins("run"), pins("dev")

    assert {name: dev.get(name) for name in run} == run


def test_every_direct_dependency_is_bounded_both_ways():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    direct = project["project"]["dependencies"] + project["dependency-groups"]["dev"]

    open_ended = [line for line in direct if not re.search(r"~=|>=.*,<", line)]

    assert open_ended == []


def test_every_package_that_runs_stands_in_the_notices():
    notices = set(re.findall(r"[a-z0-9-]+", (ROOT / "THIRD-PARTY-NOTICES.md").read_text()))

    assert set(pins("run")) - notices == set()
