from datetime import timedelta

import pytest

from config.celery import app
from contacts import tasks, ticking
from contacts.models import Heartbeat
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


def test_a_tick_says_that_work_in_the_background_goes_on():
    assert ticking.last_seen() is None

    ticking.tick(now=MONDAY)
    ticking.tick(now=MONDAY + timedelta(minutes=1))

    assert ticking.last_seen() == MONDAY + timedelta(minutes=1)
    assert Heartbeat.objects.count() == 1


def test_the_beat_calls_a_task_that_ticks(settings):
    (entry,) = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == tasks.tick.name]

    app.tasks[entry["task"]]()

    assert ticking.last_seen() is not None
