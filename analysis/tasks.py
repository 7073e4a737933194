"""The bells of the analysis: which files are wanted stands in the database."""

import logging
import subprocess
import sys

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from analysis.exports import keeping, making, weekly

log = logging.getLogger(__name__)

EXPIRES = 55  # the next tick rings again
LONGEST = 3300  # seconds: less than the hour after which Redis would deliver the task again


@shared_task(name="analysis.tick")
def tick() -> None:
    now = timezone.now()
    keeping.sweep(now=now)
    weekly.ask_due(now=now)
    if making.is_anything_wanted():
        make_exports.apply_async(expires=EXPIRES)


@shared_task(name="analysis.make_exports", soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def make_exports() -> None:
    """In a process of its own, which gives way to all others and gives its memory back."""
    command = ["nice", "-n", "10", sys.executable, "manage.py", "make_exports"]
    subprocess.run(command, cwd=settings.BASE_DIR, check=True, timeout=LONGEST)


def ring() -> None:
    """Have the worker look at once what is wanted. Where nobody hears it, the next tick comes within a minute."""
    try:
        make_exports.apply_async(expires=EXPIRES, retry=False)
    except (OperationalError, OSError):
        log.warning("The queue cannot be reached; files wait for the next tick.")
