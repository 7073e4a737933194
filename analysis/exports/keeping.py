"""How long files are kept, and what becomes of those whose maker is gone."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from analysis.models import Export, State

SILENT_FOR = timedelta(minutes=2)  # without a sign: whatever made it is gone
LOST = "Canvass was stopped while this file was being made. Ask for it again."


def sweep(*, now: datetime) -> None:
    """Take away what is kept no longer, and tell of what was being made when its maker stopped."""
    silent = Q(seen_at__lt=now - SILENT_FOR)
    Export.objects.filter(silent, state=State.MAKING).update(state=State.FAILED, ended_at=now, failure=LOST)
    for export in Export.objects.filter(state=State.DONE, kept_until__lte=now):
        shutil.rmtree(location(export).parent, ignore_errors=True)
        Export.objects.filter(pk=export.pk).update(state=State.REMOVED)


def location(export: Export) -> Path:
    """Where the file of an export that is done stands."""
    return Path(settings.EXPORTS_FOLDER) / export.path
