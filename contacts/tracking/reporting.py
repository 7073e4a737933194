"""How a survey stands, for the terminal: in words, or as JSON for scripts."""

import json
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from contacts.mailing import progress
from contacts.mailing.progress import Progress
from contacts.tracking import returns, standing
from contacts.tracking.rates import Rate
from contacts.tracking.standing import Standing, Status
from surveys.models import Survey

PLACES = 4  # of a rate, as a share of 1


def as_text(survey: Survey, *, now: datetime) -> str:
    """Some lines: the dates, the dispositions, the rates, the regions and types, the mailings."""
    status = standing.status(survey, now=now)
    sections = [
        [f"{survey.title}, {open_until(survey, now=now)}" + (", mailings paused" if status.paused_at else "")],
        [f"{status.total.frame} organisations, {status.total.complete} complete", *_dispositions(status)],
        [_rate(rate) for rate in status.total.rates.values()],
        [_part(part, status.target) for part in (*status.by_region, *status.by_type)],
        [_mailing(each) for each in progress.progress(survey)],
    ]
    return "\n".join(line for section in sections for line in section)


def as_json(survey: Survey, *, now: datetime) -> str:
    """All of it by the keys that scripts rely on."""
    status = standing.status(survey, now=now)
    told = {
        "survey": survey.code,
        "opens_at": _iso(survey.opens_at),
        "closes_at": _iso(survey.closes_at),
        "paused_at": _iso(status.paused_at),
        "frame": status.total.frame,
        "dispositions": status.total.dispositions,
        "unmatched": status.unmatched,
        "response_rates": _shares(status.total),
        "target_percent": status.target,
        "by_region": {part.code: _part_as_json(part) for part in status.by_region},
        "by_type": {part.code: _part_as_json(part) for part in status.by_type},
        "returns": {day.isoformat(): number for day, number in sorted(returns.by_day(survey).items())},
        "mailings": [each.as_json() for each in progress.progress(survey)],
    }
    return json.dumps(told, indent=2)


def open_until(survey: Survey, *, now: datetime) -> str:
    """When the survey closes or closed, in words."""
    if survey.closes_at is None:
        return "open until further notice"
    moment = date_format(timezone.localtime(survey.closes_at), "H:i, j F Y")
    return f"closed since {moment}" if survey.is_closed(now) else f"open until {moment}"


def _dispositions(status: Status) -> list[str]:
    shown = [f"  {each.label}: {each.organisations}" for each in status.dispositions if each.organisations]
    unmatched = f"{status.unmatched} submitted responses belong to no organisation of the frame"
    return [*shown, unmatched] if status.unmatched else shown


def _rate(rate: Rate) -> str:
    return f"{rate.formula.code} = {rate.formula.text} = {rate.worked} = {rate.percent}"


def _part(part: Standing, target: int | None) -> str:
    gap = part.gap(target)
    missing = f", {gap} more for {target}%" if gap else ""
    return f"  {part.label}: {part.complete} of {part.eligible}, {part.rates['RR1'].percent}{missing}"


def _mailing(each: Progress) -> str:
    due = date_format(timezone.localtime(each.due_at), "H:i, j F Y")
    return f"{each.title}, due {due}: {each.sent} of {each.total} sent"


def _part_as_json(part: Standing) -> dict[str, object]:
    return {"label": part.label, "frame": part.frame, **part.dispositions, "RR1": _share(part.rates["RR1"])}


def _shares(part: Standing) -> dict[str, float | None]:
    return {code: _share(rate) for code, rate in part.rates.items()}


def _share(rate: Rate) -> float | None:
    return None if rate.share is None else round(float(rate.share), PLACES)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
