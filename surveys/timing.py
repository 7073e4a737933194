"""How long the pages of a survey take, by the clock of those who answered before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import fmean, median

from django.core.cache import caches

from surveys.models import Channel, PageSave, Survey
from surveys.questionnaire.routing import AskedPage

ENOUGH = 5  # of a page, before its median says anything
A_MOMENT = timedelta(seconds=1)  # whoever saves sooner than this is a program
A_BREAK = timedelta(minutes=20)  # whoever saves after longer than this did something else in between
LOOKED_AT = 20_000  # of the latest page saves
KEPT = 15 * 60  # seconds

Saved = tuple[int, str, datetime, datetime]  # of which response, which page, when; and when the response was started


def minutes_left(survey: Survey, pages: Iterable[AskedPage]) -> int | None:
    """How many minutes these pages will take, rounded up; None as long as too few have answered to know, and where no
    page is left."""
    pages, seconds = tuple(pages), _seconds_of(survey)
    if not seconds or not pages:
        return None
    usual = fmean(seconds.values())
    return -int(-sum(seconds.get(page.code, usual) for page in pages) // 60)


def _seconds_of(survey: Survey) -> Mapping[str, float]:
    """The median seconds of each page, worked out anew every quarter of an hour."""
    cache, key = caches["process"], f"surveys.timing.{survey.pk}"
    known = cache.get(key)
    if known is None:
        known = medians(_latest_saves(survey))
        cache.set(key, known, timeout=KEPT)
    return known


def medians(saves: Iterable[Saved]) -> dict[str, float]:
    """The median seconds of each page that enough respondents saved for the first time, without programs and without
    those who took a break on it. The saves come in the order in which they were made."""
    before: dict[int, datetime] = {}
    seen: set[tuple[int, str]] = set()
    found: dict[str, list[float]] = defaultdict(list)
    for response, page, saved_at, started_at in saves:
        took = saved_at - before.get(response, started_at)
        before[response] = saved_at
        if (response, page) not in seen and A_MOMENT <= took <= A_BREAK:
            found[page].append(took.total_seconds())
        seen.add((response, page))
    return {page: median(times) for page, times in found.items() if len(times) >= ENOUGH}


def _latest_saves(survey: Survey) -> Iterable[Saved]:
    saves = PageSave.objects.filter(response__survey=survey, channel=Channel.WEB, hand_over__isnull=True).exclude(
        page=""
    )
    latest = saves.order_by("-pk").values_list("response_id", "page", "saved_at", "response__started_at")
    return reversed(latest[:LOOKED_AT])
