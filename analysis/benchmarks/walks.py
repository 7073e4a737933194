"""Respondents who walk through the questionnaire, on Canvass as it runs for real and on a bare Django project."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from pathlib import Path
from statistics import median
from subprocess import run

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from analysis.benchmarks import database, processes
from analysis.benchmarks.browsing import AT_ONCE, Site, Start, pages_per_second
from surveys import respondent_access, responses
from surveys.models import Response, Survey

WORKERS = "2"
MOST_WALKS_A_SECOND = 60
BATCH = 500
REFERENCE = "bare Django project, 8 questions a page"
GUNICORN = (sys.executable, "-m", "gunicorn")


@dataclass(frozen=True, slots=True)
class Race:
    """Pages a second of each round, in turn."""

    rounds: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """Canvass's pages as a multiple of the reference's: above 1 is faster."""
        return median(ours / theirs for ours, theirs in self.rounds)


def race(survey: Survey, *, rounds: int, seconds: float, now: datetime) -> Race:
    """Both in turn, once unmeasured and then so many times."""
    with tempfile.TemporaryDirectory(prefix="canvass-bench-") as folder:
        starts = _starts(survey, int((rounds + 1) * (seconds + 1) * MOST_WALKS_A_SECOND), now)
        with _canvass(Path(folder)) as port, _bare() as bare_port:
            ours, theirs = Site(port, iter(starts)), Site(bare_port, repeat(Start("/page/1/", {})))
            found = [(pages_per_second(ours, seconds), pages_per_second(theirs, seconds)) for _ in range(rounds + 1)]
    return Race(tuple(found[1:]))


def lines(found: Race, seconds: float) -> Iterator[str]:
    """A readable table, in pages a second."""
    ours, theirs = (median(each) for each in zip(*found.rounds, strict=True))
    rounds = f"{len(found.rounds)} rounds of {seconds:g} s in turn with the reference"
    yield f"{AT_ONCE} respondents at once, gunicorn with {WORKERS} workers for each; medians of {rounds}."
    yield "Here it is pages a second that are compared: a ratio above 1: Canvass is faster."
    yield f"{'':46}{'pages/s':>9}{'ref. pages/s':>15}{'ratio':>8}  reference"
    yield f"{'walks through Appendix A':46}{ours:9.0f}{theirs:15.0f}{found.ratio:8.2f}  {REFERENCE}"


def _starts(survey: Survey, number: int, now: datetime) -> list[Start]:
    """So many responses with nothing answered, each in a browser in which its personal link was opened."""
    made = Response.objects.bulk_create([Response(survey=survey, started_at=now) for _ in range(number)], BATCH)
    first = responses.path(made[0])[0]
    return [Start(reverse("surveys:page", args=[row.public_id, first.code]), _cookies(row)) for row in made]


def _cookies(response: Response) -> dict[str, str]:
    granted = HttpResponse()
    respondent_access.grant(granted, response.public_id)
    return {name: morsel.coded_value for name, morsel in granted.cookies.items()}


@contextmanager
def _canvass(folder: Path) -> Iterator[int]:
    """The port of the product, set up in that folder as for real."""
    port = processes.free_port()
    environment = {
        "ALLOWED_HOSTS": "",  # on loopback, without https
        "CANVASS_DATA": str(folder),
        "DATABASE_URL": database.url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PORT": str(port),
        "SECRET_KEY": settings.SECRET_KEY,
        "WEB_CONCURRENCY": WORKERS,
    }
    _run(["manage.py", "collectstatic", "--no-input", "--verbosity", "0"], environment)
    with processes.listening([*GUNICORN, "--config", "python:config.gunicorn", "config.wsgi"], port, environment):
        yield port


@contextmanager
def _bare() -> Iterator[int]:
    """The port of the bare project, with a database of its own on the same server."""
    port = processes.free_port()
    with database.beside() as url:
        environment = {"BARE_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "analysis.benchmarks.bare_project.settings"}
        _run(["-m", "django", "migrate", "--run-syncdb", "--verbosity", "0"], environment)
        options = ["--workers", WORKERS, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
        with processes.listening([*GUNICORN, *options, "django.core.wsgi:get_wsgi_application()"], port, environment):
            yield port


def _run(arguments: list[str], environment: dict[str, str]) -> None:
    run([sys.executable, *arguments], cwd=settings.BASE_DIR, env=os.environ | environment, check=True)
