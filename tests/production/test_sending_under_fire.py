"""Senders that are killed in the middle, again and again: on PostgreSQL and Redis, into a real mail server."""

import json
import os
import random
import re
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import psutil
import psycopg
import pytest
import redis
from celery import Celery

from tests.config.processes import PATIENCE, free_port
from tests.config.settings_of import ROOT, environment, python

pytestmark = pytest.mark.services
SLOWLY = "0.03"  # seconds for the server to take an email, so that there is time to be killed in
SWEEPER = """
import sys, django; django.setup()
from datetime import timedelta
from django.utils import timezone
from contacts.mailing import claiming
for line in sys.stdin:
    claiming.sweep(now=timezone.now() + claiming.LEASE + timedelta(seconds=1))
    print("swept", flush=True)
"""


@pytest.fixture
def world(tmp_path):
    """An empty, migrated database, a broker and a mail server of this test's own; what names them to a process."""
    server, name, port = os.environ["DATABASE_URL"], f"fire_{secrets.token_hex(4)}", free_port()
    journal = tmp_path / "journal"
    program = ROOT / "tests/contacts/mailing/mail_server.py"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        catcher = subprocess.Popen([sys.executable, str(program), str(journal), str(port), SLOWLY])
        try:
            given = {
                "DATABASE_URL": re.sub(r"/[^/]*$", f"/{name}", server),
                "REDIS_URL": re.sub(r"/\d+$", "/7", os.environ["REDIS_URL"]),
                "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            }
            redis.Redis.from_url(given["REDIS_URL"]).flushdb()
            assert python("manage.py", "migrate", "--verbosity=0", data=tmp_path, **given).returncode == 0
            with World(tmp_path, given, journal) as made:
                yield made
        finally:
            catcher.kill()
            catcher.wait()
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


class World:
    def __init__(self, data, given, journal):
        self.data, self.given, self.journal = data, given, journal
        self.broker = redis.Redis.from_url(given["REDIS_URL"])
        self.bell = Celery(broker=given["REDIS_URL"])

    def __enter__(self):
        self.connection = psycopg.connect(self.given["DATABASE_URL"], autocommit=True)
        self.sweeper = subprocess.Popen(
            [sys.executable, "-c", SWEEPER],
            cwd=ROOT,
            env=environment(self.data, **self.given),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *failure):
        self.sweeper.kill()
        self.sweeper.communicate()
        self.connection.close()
        self.bell.close()
        self.broker.close()

    def invite(self, number):
        done = python("-m", "tests.production.mailing_study", str(number), data=self.data, **self.given)
        assert done.returncode == 0, done.stderr

    def ring(self):
        """Each bell five times, as a broker may that delivers tasks again."""
        for name in ("contacts.tick", "contacts.deliver") * 5:
            self.bell.send_task(name)

    def sweep(self):
        """What the tick does, as if every lease had just ended: the senders that are left must bear it too."""
        self.sweeper.stdin.write("\n")
        self.sweeper.stdin.flush()
        assert self.sweeper.stdout.readline() == "swept\n"

    def taken(self):
        """How often the server took each email."""
        lines = self.journal.read_text().splitlines() if self.journal.exists() else []
        return Counter(json.loads(line)["message_id"] for line in lines)

    def messages(self):
        return dict(self.connection.execute("SELECT message_id, state FROM contacts_message").fetchall())

    def left(self):
        return sum(state not in ("sent", "unknown") for state in self.messages().values())


class Worker:
    """A worker that is started again whenever it was killed, and rung for."""

    def __init__(self, world, application):
        self.world = world
        self.command = [
            *(sys.executable, "-m", "celery", "--app", application, "--quiet"),
            *("worker", "--concurrency=3", "--without-gossip", "--without-mingle"),
        ]
        self.process = None
        self.start()

    def start(self):
        given = environment(self.world.data, **self.world.given)
        log = (self.world.data / "worker.log").open("a")
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=given, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.world.ring()

    def kill_everything(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def kill_a_sender(self, chance):
        senders = psutil.Process(self.process.pid).children()
        if senders:
            chance.choice(senders).kill()
            self.world.ring()

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def worker(world, application="config.celery"):
    running = Worker(world, application)
    try:
        yield running
    finally:
        running.stop()


def wait_for(true):
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"{true} did not come true"
        time.sleep(0.02)


def kill_again_and_again(world, running, *, times, every):
    """Kill a sender or the whole worker whenever so many more emails have arrived, at a random moment."""
    seed = secrets.randbits(32)
    print("seed", seed)
    chance = random.Random(seed)
    for number in range(times):
        before = sum(world.taken().values())
        wait_for(lambda before=before: sum(world.taken().values()) >= before + every or not world.left())
        time.sleep(chance.random() * 0.05)
        if number % 2:
            running.kill_everything()
        else:
            running.kill_a_sender(chance)
        if number % 10 == 5:
            world.broker.flushdb()
            world.ring()
        world.sweep()


def finish(world):
    """Let what is left go out: the leases of the dead end, and the bell rings once more."""

    def nothing_left():
        world.sweep()
        world.ring()
        time.sleep(1)
        return world.left() == 0

    wait_for(nothing_left)


def test_fifty_kills_send_nothing_twice_and_forget_nobody(world):
    world.invite(1000)

    with worker(world) as running:
        kill_again_and_again(world, running, times=50, every=12)
        finish(world)

    taken, messages = world.taken(), world.messages()
    print(Counter(messages.values()), "taken", len(taken))
    unknown = {message for message, state in messages.items() if state == "unknown"}
    assert max(taken.values()) == 1
    assert set(messages) - unknown - set(taken) == set()
    assert len(messages) == 1000


def test_without_the_claim_emails_go_out_twice(world):
    world.invite(150)

    with worker(world, "tests.production.unguarded") as running:
        kill_again_and_again(world, running, times=4, every=12)
        finish(world)

    assert max(world.taken().values()) > 1
