"""Answers for whoever watches the processes."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from config.celery import app

log = logging.getLogger(__name__)


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks nobody else."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when database and broker answer, else 503; says which of them does."""
    answers = {"database": _answers(_ask_database, DatabaseError), "broker": _answers(_ask_broker, OperationalError)}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _answers(ask: Callable[[], None], failure: type[Exception]) -> bool:
    try:
        ask()
    except failure:
        log.exception("Not ready")
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_broker() -> None:
    if settings.REDIS_URL:  # the embedded broker is a folder
        with app.connection_for_write(settings.REDIS_URL) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
