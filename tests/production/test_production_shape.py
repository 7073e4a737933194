"""The processes that docker-compose.yml names, started here against a real PostgreSQL and a real Redis."""

import os
import re
import secrets
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis
import yaml

from tests import walking
from tests.config.processes import eventually, free_port, started, status
from tests.config.settings_of import ROOT, environment, python

pytestmark = pytest.mark.services
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
HOST = "survey.example.org"
ONE_ORGANISATION = """\
reference,name,type,region,contact_name,email
ANY1,Anytown Partnership,District,South East,Ann Other,ann@example.org
"""
AS_THE_PROXY_SAYS = {"Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}


@pytest.fixture(scope="module")
def database():
    """The URL of an empty database of this test's own."""
    server, name = os.environ["DATABASE_URL"], f"shape_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield re.sub(r"/[^/]*$", f"/{name}", server)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def production(database, tmp_path_factory):
    """What the environment gives in production; the rest of the settings follows from it."""
    data = tmp_path_factory.mktemp("production")
    return data, {
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database,
        "EMAIL_URL": "filemail://",
        "HTTPS_PROXY_HEADER": "X-Forwarded-Proto",
        "PORT": str(free_port()),
        "REDIS_URL": os.environ["REDIS_URL"],
        "SECRET_KEY": secrets.token_urlsafe(50),
    }


def command(name):
    """The command of a service as compose has it, its program taken from this environment."""
    program, *rest = SERVICES[name]["command"]
    return [str(Path(sys.executable).parent / program), *rest]


@pytest.fixture(scope="module")
def shape(production):
    """Web, worker and beat, prepared and ready; gives the web server's address."""
    data, given = production
    for arguments in (
        SERVICES["prepare"]["command"][1:],
        ["manage.py", "collectstatic", "--no-input", "--verbosity=0"],
    ):
        done = python(*arguments, data=data, **given)
        assert done.returncode == 0, done.stderr
    with ExitStack() as running:
        for name in ("web", "worker", "beat"):
            process = started(command(name), environment=environment(data, **given), log=data / f"{name}.log")
            running.enter_context(process)
        eventually(lambda: status(given["PORT"], "/readyz") == 200)
        yield f"http://127.0.0.1:{given['PORT']}"


def an_open_link(data, given):
    """The path of a personal link for one organisation, as an administrator gets it by the commands."""
    people = data / "people.csv"
    people.write_text(ONE_ORGANISATION)
    imported = python("manage.py", "import_contacts", str(people), data=data, **given)
    assert imported.returncode == 0, imported.stderr
    printed = python("manage.py", "personal_link", "ANY1", data=data, **given)
    assert printed.returncode == 0, printed.stderr
    return urlsplit(printed.stdout.strip().removeprefix("ANY1,")).path


def test_a_respondent_walks_through_the_production_shape(shape, production):
    data, given = production
    link = an_open_link(data, given)

    receipt = walking.answer_survey(walking.HttpBrowser(shape, AS_THE_PROXY_SAYS), link)
    again = walking.HttpBrowser(shape, AS_THE_PROXY_SAYS).get(link)

    assert receipt.status == 200
    assert walking.reference(again) == walking.reference(receipt)


def test_the_worker_takes_the_tick_and_answers_its_health_check(shape, production):
    data, given = production
    _, program, *rest = SERVICES["worker"]["healthcheck"]["test"]
    ring = "from config.celery import app; app.send_task('contacts.tick')"

    asked = python("-m", program, *rest, data=data, **given)
    rung = python("-c", ring, data=data, **given)
    eventually(lambda: redis.Redis.from_url(given["REDIS_URL"]).llen("celery") == 0)

    assert (asked.returncode, rung.returncode) == (0, 0)
    assert "1 node online" in asked.stdout
    assert "ERROR" not in (data / "worker.log").read_text()
    assert "ERROR" not in (data / "beat.log").read_text()
