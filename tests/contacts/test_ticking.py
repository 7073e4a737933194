from datetime import timedelta

import pytest

from config.celery import app
from contacts import tasks, ticking
from contacts.models import DeliveryNotice, Heartbeat
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


def test_a_tick_says_that_work_in_the_background_goes_on():
    assert ticking.last_seen() is None

    ticking.tick(now=MONDAY)
    ticking.tick(now=MONDAY + timedelta(minutes=1))

    assert ticking.last_seen() == MONDAY + timedelta(minutes=1)
    assert Heartbeat.objects.filter(name=ticking.TICK).count() == 1


def test_a_tick_reads_what_came_back(tmp_path, settings):
    settings.BOUNCE_MAILBOX = f"maildir://{tmp_path}"
    (tmp_path / "returned.eml").write_text("no email at all")

    ticking.tick(now=MONDAY)

    assert DeliveryNotice.objects.get().received_at == MONDAY


def test_the_beat_calls_a_task_that_ticks(settings):
    (entry,) = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == tasks.tick.name]

    app.tasks[entry["task"]]()

    assert ticking.last_seen() is not None
