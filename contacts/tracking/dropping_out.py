"""Where people stop: the page that each unfinished response saved last."""

from typing import NamedTuple

from django.db.models import Count, Max

from contacts.tracking import dispositions
from surveys import compiling
from surveys.models import PageSave, Survey


class Stop(NamedTuple):
    """A page, by its place in the questionnaire, and how many saved it last. Who saved none stopped before the first:
    place 0, without a code."""

    place: int
    code: str
    title: str
    responses: int


def stops(survey: Survey) -> list[Stop]:
    """A stop for the beginning and for every page, in the questionnaire's order; pages that it does not know any more
    come last."""
    begun = dispositions.unfinished(survey).values("response")
    saves = PageSave.objects.filter(response__in=begun)
    last = saves.order_by().values("response").annotate(last=Max("pk")).values("last")
    rows = PageSave.objects.filter(pk__in=last).order_by().values_list("page").annotate(responses=Count("pk"))
    counted = dict(rows)
    none = begun.count() - sum(counted.values())
    pages = {page.code: page.title for page in compiling.compiled(survey.questionnaire).pages}
    others = {code: code for code in sorted(counted) if code not in pages}
    each = enumerate((pages | others).items(), start=1)
    return [
        Stop(0, "", "", none),
        *(Stop(place, code, title, counted.get(code, 0)) for place, (code, title) in each),
    ]
