"""Keep a crosstab under a name, and arrange reports of such tables."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from analysis.models import ReportEntry, ResearchReport, SavedCrosstab
from surveys.models import Survey

Query = Mapping[str, Sequence[str]]


@transaction.atomic
def keep(survey: Survey, name: str, query: Query, *, replacing: bool, by: User, now: datetime) -> SavedCrosstab | None:
    """The crosstab under this name. One that bears it already is replaced if that is meant; else None comes back."""
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)  # the second of two of one name waits here
    known = SavedCrosstab.objects.filter(survey=survey, name__iexact=name).first()
    if known and not replacing:
        return None
    kept = known or SavedCrosstab(survey=survey)
    kept.name, kept.query, kept.made_by, kept.made_at = name, {key: list(query[key]) for key in query}, by, now
    kept.save()
    return kept


@transaction.atomic
def add(report: ResearchReport, *, crosstab: SavedCrosstab | None = None, table: str = "") -> ReportEntry:
    """Put a table at the end of the report."""
    held = ResearchReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    last = held.entries.aggregate(last=Max("position"))["last"] or 0
    return ReportEntry.objects.create(report=held, position=last + 1, crosstab=crosstab, table=table)


@transaction.atomic
def move(entry: ReportEntry, *, up: bool) -> None:
    """Let it change places with the table before or after it, if there is one."""
    report = ResearchReport.objects.select_for_update(no_key=True).get(pk=entry.report_id)
    order = list(report.entries.all())
    place = order.index(entry)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for position, each in enumerate(order, start=1):
        each.position = position
    ReportEntry.objects.bulk_update(order, ["position"])
