"""What Lighthouse says about a page on a telephone with a slow connection, which is what it simulates unless told."""

import json
import os
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browsing import CHROMIUM, QUIET
from tests.config.processes import started

LIGHTHOUSE = Path(__file__).parent / "node_modules/.bin/lighthouse"
GOOD = 0.9
# Now and then Chromium loses the beginning of the recording; Lighthouse then measures nothing and asks to be run again,
# or waits for ever.
NOTHING_RECORDED, ATTEMPTS = "NO_NAVSTART", 3
PATIENCE = 120  # seconds, of which it needs ten
CATEGORIES = ("accessibility", "best-practices", "performance")


@dataclass(frozen=True)
class Audit:
    """Scores out of a hundred, the milliseconds until something is seen, and what cost points."""

    accessibility: int
    best_practices: int
    performance: int
    first_paint: float
    faults: list[str]


def audit(address: str, *, cookie: str = "") -> Audit:
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    browser = f"--chrome-flags=--headless=new {' '.join(QUIET)}"
    headers = f"--extra-headers={json.dumps({'Cookie': cookie} if cookie else {})}"
    command = [str(LIGHTHOUSE), address, *options, browser, headers]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    with tempfile.TemporaryDirectory() as folder:
        report = measured(command, environment, Path(folder))
    scores = [round(report["categories"][category]["score"] * 100) for category in CATEGORIES]
    audits = report["audits"]
    faults = [f"{name}: {found['title']}" for name, found in audits.items() if is_fault(found)]
    return Audit(*scores, first_paint=audits["first-contentful-paint"]["numericValue"], faults=faults)


def measured(command: list[str], environment: dict[str, str], folder: Path) -> dict[str, Any]:
    """What Lighthouse reports. Nothing that it started is left, whether or not it comes to an end."""
    report, log = folder / "report.json", folder / "log"
    for _ in range(ATTEMPTS):
        with (
            started([*command, f"--output-path={report}"], environment=environment, log=log) as process,
            suppress(subprocess.TimeoutExpired),
        ):
            if process.wait(PATIENCE) == 0:
                return json.loads(report.read_text(encoding="utf-8"))
        said = log.read_text(encoding="utf-8")
        if process.returncode >= 0 and NOTHING_RECORDED not in said:
            break
    raise AssertionError(said)


def is_fault(found: dict[str, Any]) -> bool:
    """Whether an audit took points away; many only inform, and have no score."""
    return found["score"] is not None and found["score"] < GOOD
