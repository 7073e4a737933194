"""The Celery application: `celery -A config.celery worker`, `celery -A config.celery beat`."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("canvass")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_the_logging_of_settings(**_: Any) -> None:
    """Celery sets up its own logging, which would print personal links, unless somebody answers this signal."""
