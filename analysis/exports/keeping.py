"""How long files are kept, and what becomes of those whose maker is gone."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q

from analysis.models import Export, FileTaken, State

SILENT_FOR = timedelta(minutes=2)  # without a sign: whatever made it is gone
LOST = "Canvass was stopped while this file was being made. Ask for it again."


def sweep(*, now: datetime) -> None:
    """Take away what is kept no longer, and what a maker left that is gone: of that, tell whoever waits."""
    silent = Q(seen_at__lt=now - SILENT_FOR)
    Export.objects.filter(silent, state=State.MAKING).update(state=State.FAILED, ended_at=now, failure=LOST)
    over = Q(state=State.DONE, kept_until__lte=now)
    left = Q(silent, state__in=(State.FAILED, State.CANCELLED))
    for export in Export.objects.filter(over | left).exclude(path=""):
        shutil.rmtree(folder(export), ignore_errors=True)
        ended = State.REMOVED if export.state == State.DONE else export.state
        Export.objects.filter(pk=export.pk).update(state=ended, path="")


def folder(export: Export) -> Path:
    """The folder that an export has for itself, from when it is being made."""
    return Path(settings.EXPORTS_FOLDER) / Path(export.path).parts[0]


def note(export: Export, *, by: User, now: datetime) -> None:
    """Put on record who fetches a file with the answers of single organisations."""
    FileTaken.objects.create(export=export, by=by, at=now)


def location(export: Export) -> Path:
    """Where the file of an export that is done stands."""
    return Path(settings.EXPORTS_FOLDER) / export.path
