from tests.config.settings_of import python

ASK = """
import django; django.setup()
from django.test import Client
for address in ("/healthz", "/readyz"):
    answer = Client().get(address, HTTP_HOST="127.0.0.1")
    print(answer.status_code, answer.content.decode())
"""


def test_a_live_process_says_so_without_asking_the_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_ready_means_that_database_and_broker_answer(client, db):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": True})


def test_without_its_broker_canvass_is_not_ready(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "broker": False})


def test_without_its_database_canvass_is_alive_but_not_ready(tmp_path):
    nowhere = f"sqlite:///{tmp_path}/no/such/folder.sqlite3"

    done = python("-c", ASK, data=tmp_path, DATABASE_URL=nowhere)

    assert done.stdout.splitlines() == ['200 {"status": "alive"}', '503 {"database": false, "broker": true}']


def test_health_is_asked_over_plain_http_even_where_all_else_is_redirected(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
    assert client.get("/accounts/login/").status_code == 301


def test_health_is_only_asked_never_told(client):
    assert client.post("/healthz").status_code == 405
