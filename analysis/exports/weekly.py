"""Files that are made each week, and the folder they are put into."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from analysis.exports import asking, keeping
from analysis.exports.kinds import KINDS
from analysis.models import Export, WeeklyExport
from analysis.outsiders import Audience
from contacts import saving

WEEK = timedelta(days=7)


def ask_due(*, now: datetime) -> None:
    """Ask for each file whose hour has come since it was last asked for; once, however many ask at this moment."""
    for weekly in WeeklyExport.objects.filter(stopped_at__isnull=True):
        due = last_due(weekly.weekday, weekly.hour, now)
        if due > weekly.last_at and _taken(weekly, now):
            kind, audience = KINDS[weekly.kind], Audience(weekly.audience)
            asking.ask(
                weekly.survey, kind, audience=audience, why=weekly.why, by=weekly.asked_by, now=now, weekly=weekly
            )


def last_due(weekday: int, hour: int, now: datetime) -> datetime:
    """The last time that it was this hour of this weekday (0 is Monday), by the clocks in England."""
    local = timezone.localtime(now)
    naive = local.replace(hour=hour, minute=0, second=0, microsecond=0, tzinfo=None)
    naive -= timedelta(days=(local.weekday() - weekday) % 7)
    due = timezone.make_aware(naive)
    return due if due <= now else timezone.make_aware(naive - WEEK)


def put_into_folder(export: Export) -> None:
    """A copy for whoever looks into the folder. Raises OSError."""
    made = keeping.location(export)
    folder = settings.WEEKLY_EXPORTS_FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # one that is there keeps the rights that it was given
    with made.open("rb") as original:
        saving.save(folder / made.name, lambda file: shutil.copyfileobj(original, file))


def _taken(weekly: WeeklyExport, now: datetime) -> bool:
    mine = WeeklyExport.objects.filter(pk=weekly.pk, last_at=weekly.last_at, stopped_at__isnull=True)
    return bool(mine.update(last_at=now))
