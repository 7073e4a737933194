"""Asking for files, and changing one's mind: the only writer of what is wanted."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from analysis.exceptions import ReasonMissing
from analysis.exports.kinds import Kind
from analysis.models import Export, State, WeeklyExport
from analysis.outsiders import Audience
from surveys.models import Survey


def ask(
    survey: Survey,
    kind: Kind,
    *,
    audience: Audience,
    why: str,
    by: User,
    now: datetime,
    weekly: WeeklyExport | None = None,
) -> Export:
    """Put a file into the queue. Raises ReasonMissing where it names organisations and nobody says why."""
    return Export.objects.create(**_ordered(survey, kind, audience, why), asked_by=by, asked_at=now, weekly=weekly)


def ask_weekly(
    survey: Survey,
    kind: Kind,
    *,
    audience: Audience,
    why: str,
    by: User,
    now: datetime,
    weekday: int,
    hour: int,
) -> WeeklyExport:
    """Have the file made each week from now on. Raises ReasonMissing."""
    when = {"weekday": weekday, "hour": hour, "last_at": now}
    return WeeklyExport.objects.create(**_ordered(survey, kind, audience, why), asked_by=by, asked_at=now, **when)


def cancel(export: Export, *, by: User, now: datetime) -> bool:
    """Not wanted any more: whatever is made of it so far goes. False where it was ready or gone before."""
    under_way = Export.objects.filter(pk=export.pk, state__in=(State.WAITING, State.MAKING))
    return bool(under_way.update(state=State.CANCELLED, ended_at=now, cancelled_by=by))


def stop(weekly: WeeklyExport, *, by: User, now: datetime) -> None:
    """Have it made no more. What was made is kept as long as any other file."""
    WeeklyExport.objects.filter(pk=weekly.pk, stopped_at__isnull=True).update(stopped_at=now, stopped_by=by)


def stop_all(person: User, *, by: User | None, now: datetime, only_personal: bool = False) -> None:
    """Have nothing made each week any more that this person asked for, or nothing with the answers of single
    organisations."""
    theirs = WeeklyExport.objects.filter(asked_by=person, stopped_at__isnull=True)
    (theirs.filter(is_personal=True) if only_personal else theirs).update(stopped_at=now, stopped_by=by)


def _ordered(survey: Survey, kind: Kind, audience: Audience, why: str) -> dict[str, Any]:
    if kind.is_personal and not why.strip():
        raise ReasonMissing
    return {"survey": survey, "kind": kind.code, "audience": audience, "is_personal": kind.is_personal, "why": why}
