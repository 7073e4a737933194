import re
import tomllib

import pytest

from tests.config.settings_of import ROOT

LOCKS = ("run", "providers", "dev")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\$")


def pins(lock):
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
    return dict(PIN.match(line).groups() for line in lines if not line.startswith(" "))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_no_folder(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()

    assert re.findall(r"://|^-|@ |file:", text, re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_its_hashes(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()

    hashed = re.findall(r"^([a-z0-9-]+)==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)

    assert hashed == list(pins(lock))


@pytest.mark.parametrize("lock", ["run", "providers"])
def test_the_developers_lock_contains_the_other_ones(lock):
    ours, dev = pins(lock), pins("dev")

    assert {name: dev.get(name) for name in ours} == ours


def test_the_lock_with_providers_contains_what_runs():
    run, providers = pins("run"), pins("providers")

    assert {name: providers.get(name) for name in run} == run
    assert "django-anymail" in providers.keys() - run.keys()


def test_every_direct_dependency_is_bounded_both_ways():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]["providers"]
    direct = project["project"]["dependencies"] + extras + project["dependency-groups"]["dev"]

    open_ended = [line for line in direct if not re.search(r"~=|>=.*,<", line)]

    assert open_ended == []


def test_every_package_that_runs_stands_in_the_notices():
    notices = set(re.findall(r"[a-z0-9-]+", (ROOT / "THIRD-PARTY-NOTICES.md").read_text()))

    assert set(pins("providers")) - notices == set()
