"""A survey in the field: launching, pausing and closing it, and how it stands."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from contacts import facts, inviting
from contacts.dispositions import Disposition
from contacts.exceptions import SurveyIsOver, SurveyNotOpen
from contacts.facts import Fact
from contacts.mailing import planning, queueing
from contacts.models import Fieldwork, Invitation, Organisation
from surveys import compiling, opening
from surveys.models import Questionnaire, Survey

LASTS = timedelta(weeks=3)
CLOSING_HOUR = 17
GROUPED_BY = ("region", "type", "disposition")


class Group(NamedTuple):
    """How many organisations of one region and type are in one disposition."""

    region: str
    type: str
    disposition: str
    organisations: int


@dataclass(frozen=True)
class Standing:
    """How many organisations of a part of the frame are in each disposition."""

    code: str
    label: str
    dispositions: dict[str, int]

    @property
    def frame(self) -> int:
        """All organisations of this part."""
        return sum(self.dispositions.values())

    @property
    def invited(self) -> int:
        """All that were invited, whatever came of it."""
        return self.frame - self.dispositions[Disposition.NOT_INVITED]

    @property
    def started(self) -> int:
        """All that are in the middle of answering."""
        return self.dispositions[Disposition.IN_PROGRESS]

    @property
    def submitted(self) -> int:
        return self.dispositions[Disposition.COMPLETE]

    @property
    def rr1(self) -> float | None:
        """AAPOR's minimum response rate, RR1 = I / ((I + P) + (R + NC + O) + (UH + UO)): complete questionnaires over
        the whole frame. As long as the survey is open, a questionnaire that was begun is not yet returned."""
        return _rate(self.submitted, self.frame)

    @property
    def rr5(self) -> float | None:
        """AAPOR's RR5 = I / ((I + P) + (R + NC + O)): as RR1, without those of whom nothing can be known because
        nobody has invited them."""
        return _rate(self.submitted, self.invited)

    @property
    def percent(self) -> str:
        """RR1 to one decimal, as people read it; a dash where there is nobody."""
        if not self.frame:
            return "–"
        exact = Decimal(100 * self.submitted) / self.frame
        return f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


class Returned(NamedTuple):
    """How many were submitted on a day, and until its end."""

    day: date
    submitted: int
    so_far: int


class Unanswered(NamedTuple):
    code: str
    label: str
    organisations: int


@dataclass(frozen=True)
class Status:
    """How a survey stands: the whole frame, its regions and types in the questionnaire's order, and the days on which
    any were submitted."""

    survey: Survey
    total: Standing
    by_region: list[Standing]
    by_type: list[Standing]
    returns: list[Returned]
    paused_at: datetime | None = None
    mailings: list[dict[str, str]] = field(default_factory=list)

    @property
    def unanswered(self) -> list[Unanswered]:
        """Those who have not submitted, by what they have done so far."""
        rest = (each for each in Disposition if each is not Disposition.COMPLETE)
        return [Unanswered(each.value, str(each.label), self.total.dispositions[each]) for each in rest]


def opened(code: str, *, now: datetime) -> Survey | None:
    """The survey of the newest draft of this code, put into the field for three weeks; None where there is no draft
    or its survey is there already."""
    draft = Questionnaire.objects.filter(code=code, fielded_at__isnull=True).order_by("version").last()
    if draft is None or Survey.objects.filter(code=code).exists():
        return None
    return opening.field(draft, opens_at=now, closes_at=closing(now))


@transaction.atomic
def launch(survey: Survey, *, now: datetime, by: planning.Staff = None, at_once: bool = True) -> int:
    """Invite every organisation that was not invited yet; how many there were. The first time, the survey gets its
    dates and its calendar where it has none, and all mailings are confirmed: the invitation goes out at once or when it
    is planned. Later on, it goes out to those who were added since. Raises SurveyIsOver."""
    work = planning.held(survey)
    if survey.is_closed(now):
        raise SurveyIsOver(f"The survey was closed on {_moment(survey.closes_at)}; nobody can be invited any more.")
    survey.opens_at = survey.opens_at or now
    survey.closes_at = survey.closes_at or closing(survey.opens_at)
    survey.save(update_fields=["opens_at", "closes_at"])
    invited = inviting.invite_all(survey, now=now)
    if work.launched_at is None:
        planning.begin(work, by=by, now=now, at_once=at_once)
    elif invitation := survey.mailings.filter(number=0, queued_at__isnull=False).first():
        queueing.queue(invitation, now=now)
    return invited


def closing(opens_at: datetime) -> datetime:
    """Three weeks later, at 17:00 in the country of the survey."""
    day = timezone.localtime(opens_at + LASTS)
    return day.replace(hour=CLOSING_HOUR, minute=0, second=0, microsecond=0)


def pause(survey: Survey, *, now: datetime) -> None:
    """Hold back all mailings until `resume`; answering goes on. Raises SurveyIsOver."""
    _refuse_if_over(survey, now)
    Fieldwork.objects.update_or_create(survey=survey, defaults={"paused_at": now})


def resume(survey: Survey, *, now: datetime) -> None:
    """Let mailings go out again. Raises SurveyIsOver."""
    _refuse_if_over(survey, now)
    Fieldwork.objects.update_or_create(survey=survey, defaults={"paused_at": None})


def close(survey: Survey, *, now: datetime) -> None:
    """Close the survey at this moment. Raises SurveyIsOver or SurveyNotOpen."""
    _refuse_if_over(survey, now)
    if not survey.is_open(now):
        raise SurveyNotOpen("The survey has not opened yet, so there is nothing to close.")
    survey.closes_at = now
    survey.save(update_fields=["closes_at"])


def _refuse_if_over(survey: Survey, now: datetime) -> None:
    if survey.is_closed(now):
        raise SurveyIsOver(f"The survey was closed on {_moment(survey.closes_at)} already.")


def status(survey: Survey) -> Status:
    """How the survey stands, in three queries once the questionnaire was read."""
    counted = Organisation.objects.in_survey(survey).order_by().values_list(*GROUPED_BY)
    groups = [Group(*row) for row in counted.annotate(organisations=Count("pk"))]
    known = facts.facts(compiling.compiled(survey.questionnaire))
    work = Fieldwork.objects.filter(survey=survey).first()
    return Status(
        survey=survey,
        total=_standing("", "All", groups),
        by_region=_standings(known.region, groups),
        by_type=_standings(known.type, groups),
        returns=_returns(survey),
        paused_at=work.paused_at if work else None,
    )


def _standings(fact: Fact, groups: list[Group]) -> list[Standing]:
    parts: dict[str, list[Group]] = {option.code: [] for option in fact.options}
    for group in sorted(groups):
        parts.setdefault(getattr(group, fact.name), []).append(group)
    return [_standing(code, fact.label(code), part) for code, part in parts.items() if part]


def _standing(code: str, label: str, groups: list[Group]) -> Standing:
    counted = dict.fromkeys(Disposition.values, 0)
    for group in groups:
        counted[group.disposition] += group.organisations
    return Standing(code, label, counted)


def _returns(survey: Survey) -> list[Returned]:
    submitted = Invitation.objects.filter(survey=survey, response__submitted_at__isnull=False)
    days = submitted.annotate(day=TruncDate("response__submitted_at")).values("day").order_by("day")
    counted = [(row["day"], row["returned"]) for row in days.annotate(returned=Count("pk"))]
    so_far = accumulate(returned for _, returned in counted)
    return [Returned(day, returned, total) for (day, returned), total in zip(counted, so_far, strict=True)]


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d %B %Y at %H:%M}" if moment else ""
