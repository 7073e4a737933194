"""What Lighthouse says about a page on a telephone with a slow connection, which is what it simulates unless told."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browsing import CHROMIUM, QUIET

LIGHTHOUSE = Path(__file__).parent / "node_modules/.bin/lighthouse"
GOOD = 0.9
# Now and then Chromium loses the beginning of the recording; Lighthouse then measures nothing and asks to be run again.
NOTHING_RECORDED, ATTEMPTS = "NO_NAVSTART", 3
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
    command = [LIGHTHOUSE, address, *options, browser, headers]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    for _ in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        if NOTHING_RECORDED not in done.stderr:
            break
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    scores = [round(report["categories"][category]["score"] * 100) for category in CATEGORIES]
    audits = report["audits"]
    faults = [f"{name}: {found['title']}" for name, found in audits.items() if is_fault(found)]
    return Audit(*scores, first_paint=audits["first-contentful-paint"]["numericValue"], faults=faults)


def is_fault(found: dict[str, Any]) -> bool:
    """Whether an audit took points away; many only inform, and have no score."""
    return found["score"] is not None and found["score"] < GOOD
