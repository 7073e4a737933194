"""How long it takes to answer, from the page saves of those who answered on the web."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import quantiles
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Func

from surveys.models import Channel, PageSave, Survey

PAUSE = 30 * 60  # seconds between two pages, after which a new sitting begins


class Taken(NamedTuple):
    """How long one respondent worked, in seconds, and in how many sittings."""

    seconds: int
    sittings: int


class Times(NamedTuple):
    """How many respondents could be timed, how many needed more than one sitting, and the quartiles of the time they
    worked, in seconds."""

    respondents: int
    several_sittings: int
    lower: float
    median: float
    upper: float


class Seconds(Func):
    """A moment as whole seconds of Unix time, worked out by the database itself: thousands of moments would cost more
    to read as such."""

    output_field = models.BigIntegerField()
    template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS bigint)"

    def as_sqlite(self, compiler: Any, connection: Any, **parts: Any) -> Any:
        """SQLite keeps moments as texts."""
        template = "CAST(strftime('%%%%s', %(expressions)s) AS integer)"
        return self.as_sql(compiler, connection, template=template, **parts)


def times(survey: Survey) -> Times | None:
    """From the first to the last page save of each submitted response of the web, without the pauses between sittings;
    None where nobody can be timed. A response with a single save has no time."""
    found = [each for each in _each(survey) if each is not None]
    if not found:
        return None
    lower, median, upper = _quartiles([each.seconds for each in found])
    return Times(len(found), sum(each.sittings > 1 for each in found), lower, median, upper)


def taken(moments: Iterable[int]) -> Taken | None:
    """What the moments of a respondent's page saves, in order and in seconds, come to; None for a single one."""
    gaps = [after - before for before, after in pairwise(moments)]
    worked = [gap for gap in gaps if gap <= PAUSE]
    return Taken(sum(worked), 1 + len(gaps) - len(worked)) if gaps else None


def _each(survey: Survey) -> Iterator[Taken | None]:
    saves = PageSave.objects.filter(
        response__survey=survey, response__submitted_at__isnull=False, channel=Channel.WEB
    ).exclude(page="")
    rows = saves.annotate(second=Seconds("saved_at")).order_by("response_id", "second")
    by_response = groupby(rows.values_list("response_id", "second").iterator(), key=itemgetter(0))
    return (taken(second for _, second in theirs) for _, theirs in by_response)


def _quartiles(seconds: list[int]) -> list[float]:
    return quantiles(seconds, method="inclusive") if len(seconds) > 1 else [float(seconds[0])] * 3
