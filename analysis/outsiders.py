"""The report as outsiders may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from analysis import report
from analysis.disclosure import protecting
from analysis.disclosure.rules import DEFAULT, Rules
from analysis.invariants import NOTHING_CHECKED
from analysis.report import Report
from analysis.rounding import Rounding
from surveys import compiling
from surveys.models import Survey


class Audience(StrEnum):
    """Who a report is for: those who see everything, or everybody."""

    INTERNAL = "internal"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is asked for, and by which rules it is made for outsiders, if it is."""

    audience: Audience = Audience.INTERNAL
    rules: Rules = DEFAULT
    as_at: datetime | None = None
    rounding: Rounding = Rounding.HALF_UP

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC


def build(survey: Survey, asked: Asked, *, ids: Sequence[str] = ()) -> Report:
    """That report, or as much of it as `ids` name. What outsiders see of one table is what they see of it in the whole
    report. Sentences that tell numbers are left out for them, and what a check found about single respondents. Raises
    UnknownTable and RecordsOutOfDate."""
    if not asked.is_public:
        return report.build(survey, rounding=asked.rounding, ids=ids, as_at=asked.as_at)
    report.require(compiling.compiled(survey.questionnaire), ids)
    whole = report.build(survey, rounding=asked.rounding, as_at=asked.as_at)
    key = (survey.pk, asked)
    if key not in _kept or _kept[key][0] is not whole:
        _kept.clear()  # it takes some seconds to make, and there is one that is looked at
        _kept[key] = whole, _protected(survey, whole, asked)
    return _only(_kept[key][1], ids) if ids else _kept[key][1]


_kept: dict[tuple[int, Asked], tuple[Report, Report]] = {}


def _protected(survey: Survey, whole: Report, asked: Asked) -> Report:
    specifications = [table.specification for table in (*whole.tables, *whole.figures)]
    respondents = report.respondents(survey, as_at=asked.as_at)
    protection = protecting.protection(specifications, respondents, asked.rules)
    return replace(
        whole,
        tables=tuple(map(protection.applied, whole.tables)),
        figures=tuple(map(protection.applied, whole.figures)),
        statements=(),
        checked=replace(whole.checked, beyond=()),
    )


def _only(made: Report, ids: Sequence[str]) -> Report:
    return replace(
        made,
        tables=tuple(table for table in made.tables if table.specification.heading.id in ids),
        figures=tuple(table for table in made.figures if table.specification.heading.id in ids),
        checked=NOTHING_CHECKED,
        quotations=(),
    )
