"""The most memory that an export takes in a process of its own: of few responses, and of many."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import run

from django.conf import settings

from analysis.benchmarks import database
from surveys.models import Survey

KINDS = ("csv", "xlsx")
MEGABYTE = 1024  # kilobytes, in which Linux tells it
# There is a process between, since a child's account begins with the most that its parent ever had.
BETWEEN = (
    "import resource, subprocess, sys; "
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def lines(few: Survey, many: Survey, number: int) -> Iterator[str]:
    """A readable table, in megabytes; `number` is how many the many are."""
    yield f"{'The most memory of a process that exports':46}{'MB':>9}{'MB for few':>15}"
    for kind in KINDS:
        small, large = (of_export(survey, kind) / MEGABYTE for survey in (few, many))
        yield f"{f'{kind.upper()} of {number:,} responses':46}{large:9.0f}{small:15.0f}"


def of_export(survey: Survey, kind: str) -> int:
    """In kilobytes."""
    with tempfile.TemporaryDirectory() as folder:
        options = {"format": kind, "values": "codes", "survey": survey.code, "output": Path(folder) / f"made.{kind}"}
        command = [sys.executable, "manage.py", "export_responses", *(f"--{name}={of}" for name, of in options.items())]
        environment = os.environ | {"CANVASS_DATA": folder, "DATABASE_URL": database.url()}
        done = run(
            [sys.executable, "-c", BETWEEN, *command],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    return int(done.stdout)
