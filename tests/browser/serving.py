"""Canvass as it is served to the public, but for https: gunicorn, with static files named for their content and
compressed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.config.processes import eventually, free_port, started, status
from tests.config.settings_of import environment, python

GUNICORN = [str(Path(sys.executable).parent / "gunicorn"), "--config", "python:config.gunicorn", "config.wsgi"]
ONE_ORGANISATION = """\
reference,name,type,region,contact_name,email
ANY1,Anytown Partnership,District,South East,Ann Other,ann@example.org
"""


@dataclass(frozen=True)
class Served:
    origin: str
    link: str


@contextmanager
def served(data: Path) -> Iterator[Served]:
    """The running product with one organisation; its address and a personal link."""
    port = free_port()
    given = {"PORT": str(port)}
    people = data / "people.csv"
    people.write_text(ONE_ORGANISATION)

    def manage(*arguments: str) -> str:
        done = python("manage.py", *arguments, data=data, **given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("prepare")
    manage("collectstatic", "--no-input", "--verbosity=0")
    manage("import_contacts", str(people))
    link = urlsplit(manage("personal_link", "ANY1").strip().removeprefix("ANY1,")).path
    with started(GUNICORN, environment=environment(data, **given), log=data / "web.log"):
        eventually(lambda: status(port, "/healthz") == 200)
        yield Served(f"http://127.0.0.1:{port}", link)
