"""The frame as a list: searched, filtered, sorted, and read a page at a time.

Only what a search, a filter or an order asks for is joined. A page is found by its keys alone, and its rows are read
then: so a page far down costs what the first one costs, but for stepping over the keys before it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F, OrderBy, Q

from contacts.models import Organisation
from contacts.models.organisations import OrganisationQuerySet
from contacts.tracking import dispositions
from surveys.models import Survey

ON_A_PAGE = 50
FILTERS = ("region", "type", "disposition")
SEARCHED = ("reference", "name", "county", "covers", "person_name", "person_email")
# What a list can be sorted by, and the column of the query.
SORTS = {
    "name": "name",
    "reference": "reference",
    "type": "type",
    "region": "region",
    "county": "county",
    "contact": "person_name",
    "disposition": "disposition",
}
USUAL = "reference"


class Order(NamedTuple):
    """By which column a list is sorted, and which way."""

    column: str = USUAL
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


def order(text: str) -> Order:
    """The order that the text names, such as “name” or “-name”; the usual one where it names none."""
    column = text.removeprefix("-")
    return Order(column, text.startswith("-")) if column in SORTS else Order()


def found(
    survey: Survey | None, *, search: str, filters: Mapping[str, str], order: Order, now: datetime
) -> OrganisationQuerySet:
    """The organisations of the frame in which every word of the search stands somewhere, that fit all filters at this
    moment."""
    asked = {*filters, order.column}
    organisations = Organisation.objects.all()
    if "disposition" in asked:
        organisations = organisations.in_survey(survey)
    elif search.split() or "contact" in asked:
        organisations = organisations.with_current_person()
    for word in search.split():
        organisations = organisations.filter(_holding(word))
    if code := filters.get("disposition"):
        organisations = dispositions.with_disposition(organisations, survey, code, now=now)
    rest = {name: value for name, value in filters.items() if name != "disposition"}
    return organisations.filter(**rest).order_by(*_columns(order))


def page(organisations: OrganisationQuerySet, survey: Survey | None, number: str | None) -> Page[Any]:
    """One page of them, each with its disposition and its contact; the nearest page where there is none of that
    number."""
    keys: Page[Any] = Paginator(organisations.values_list("pk", flat=True), ON_A_PAGE).get_page(number)
    wanted = list(keys.object_list)
    rows = {row.pk: row for row in Organisation.objects.in_survey(survey).filter(pk__in=wanted)}
    return Page([rows[key] for key in wanted if key in rows], keys.number, keys.paginator)


def _holding(word: str) -> Q:
    return Q.create([(f"{column}__icontains", word) for column in SEARCHED], connector=Q.OR)


def _columns(order: Order) -> Iterator[str | OrderBy]:
    last = True if order.column == "contact" else None  # those without one; elsewhere it would only keep off an index
    column = F(SORTS[order.column])
    yield column.desc(nulls_last=last) if order.descending else column.asc(nulls_last=last)
    if order.column != USUAL:
        yield USUAL
