import re
from importlib import import_module
from importlib.metadata import entry_points

import pytest
import yaml
from django.core.management import get_commands

from tests.config.settings_of import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["prepare", "web", "worker", "beat"]


def instructions():
    """The Dockerfile's instructions, a pair (word, rest) each, with continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line and not line.startswith("#")]


def example():
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_services_are_those_of_the_production_shape():
    assert list(SERVICES) == [*OURS, "db", "redis"]


@pytest.mark.parametrize("name", OURS)
def test_each_process_of_canvass_runs_the_same_image_with_the_same_environment(name):
    service = SERVICES[name]

    assert {part: service[part] for part in ("build", "image", "env_file", "environment")} == {
        part: COMPOSE["x-canvass"][part] for part in ("build", "image", "env_file", "environment")
    }


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_database_is_prepared(name):
    waits = {other: condition["condition"] for other, condition in SERVICES[name]["depends_on"].items()}

    assert waits == {
        "db": "service_healthy",
        "redis": "service_healthy",
        "prepare": "service_completed_successfully",
    }


def test_there_is_exactly_one_beat_and_no_other_process_is_one():
    assert SERVICES["beat"]["deploy"] == {"replicas": 1}
    assert [name for name in OURS if {"beat", "-B", "--beat"} & set(SERVICES[name]["command"])] == ["beat"]


def test_preparing_ends_and_is_not_started_again():
    assert SERVICES["prepare"]["command"] == ["python", "manage.py", "prepare"]
    assert SERVICES["prepare"]["restart"] == "no"
    assert "prepare" in get_commands()


@pytest.mark.parametrize(
    ("name", "program", "module"),
    [
        ("web", "gunicorn", "config.wsgi"),
        ("worker", "celery", "config.celery"),
        ("beat", "celery", "config.celery"),
    ],
)
def test_each_command_names_an_installed_program_and_a_module_that_is_there(name, program, module):
    command = SERVICES[name]["command"]

    assert command[0] == program
    assert program in {script.name for script in entry_points(group="console_scripts")}
    assert module in command
    assert import_module(module)


def test_the_web_server_takes_the_settings_file_that_is_there():
    words = SERVICES["web"]["command"]

    assert words[1:3] == ["--config", "python:config.gunicorn"]
    assert import_module("config.gunicorn").worker_class == "gthread"


def test_the_web_server_is_reached_through_this_machine_alone():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_the_queue_survives_a_restart_and_answers_lie_in_a_volume():
    assert SERVICES["redis"]["command"] == ["redis-server", "--appendonly", "yes"]
    assert SERVICES["redis"]["volumes"] == ["queue:/data"]
    assert SERVICES["db"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert SERVICES["web"]["volumes"] == SERVICES["worker"]["volumes"]  # who makes files, and who hands them out
    assert set(COMPOSE["volumes"]) == {"queue", "database", "exports", "weekly-exports"}
    assert int(SERVICES["db"]["image"].removeprefix("postgres:")) in {15, 16, 17}  # later ones keep data elsewhere


@pytest.mark.parametrize("name", ["web", "worker", "db", "redis"])
def test_whoever_can_be_asked_is_asked_for_its_health(name):
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_the_web_server_is_asked_whether_it_is_ready():
    assert "http://127.0.0.1:8000/readyz" in SERVICES["web"]["healthcheck"]["test"][-1]


def test_no_secret_stands_in_the_files_and_none_has_a_default():
    secrets = ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL")
    compose = (ROOT / "docker-compose.yml").read_text()

    assert [example()[name] for name in secrets] == ["", "", ""]
    assert all(re.search(rf"\$\{{{name}:\?", compose) for name in secrets)
    assert re.findall(rf"\$\{{(?:{'|'.join(secrets)})(?!:\?)", compose) == []


def test_the_example_names_every_variable_that_compose_asks_for():
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))

    assert set(example()) == asked


def test_the_image_installs_the_lock_by_its_hashes():
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip" in rest]

    assert len(installs) == 1
    assert installs[0].endswith("--require-hashes -r requirements/${REQUIREMENTS}.txt")
    assert [rest for word, rest in instructions() if word == "ARG"] == ["REQUIREMENTS=run"]


@pytest.mark.parametrize("lock", ["run", "providers"])
def test_each_lock_that_an_image_may_be_built_with_is_let_in(lock):
    assert f"!requirements/{lock}.txt" in (ROOT / ".dockerignore").read_text().splitlines()


def test_the_compose_file_builds_with_the_lock_that_is_asked_for():
    assert COMPOSE["x-canvass"]["build"] == {"context": ".", "args": {"REQUIREMENTS": "${REQUIREMENTS:-run}"}}


def test_what_a_provider_needs_to_know_stands_in_a_file_that_git_ignores():
    assert COMPOSE["x-canvass"]["env_file"] == [{"path": "provider.env", "required": False}]
    assert "/provider.env" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_image_runs_as_nobody_special():
    words = [word for word, _ in instructions()]
    users = [rest for word, rest in instructions() if word == "USER"]

    assert users == ["canvass"]
    assert words.index("USER") < words.index("CMD")


def test_the_image_collects_static_files_without_keeping_a_key():
    collects = [rest for word, rest in instructions() if word == "RUN" and "collectstatic" in rest]
    kept = [rest for word, rest in instructions() if word in {"ENV", "ARG"} and "SECRET" in rest]

    assert collects[0].startswith("SECRET_KEY=")
    assert kept == []


def test_the_image_starts_what_compose_starts():
    commands = [rest for word, rest in instructions() if word == "CMD"]

    assert commands == [str(SERVICES["web"]["command"]).replace("'", '"')]


def test_the_image_holds_only_what_runs():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_in = [line.removeprefix("!") for line in lines if line.startswith("!")]

    assert lines[0] == "*"
    assert [path for path in let_in if not (ROOT / path).exists()] == []
    assert {"analysis", "config", "contacts", "surveys", "static", "templates", "manage.py"} < set(let_in)
