"""The list of organisations, and the same as files."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts import exporting, frame, listing
from contacts.forms.organisations import SearchForm
from contacts.listing import Order
from contacts.models.lists_taken import What
from contacts.models.organisations import OrganisationQuerySet
from contacts.tracking import dispositions
from contacts.views import taking_away
from contacts.views.taking_away import Offer

HEADS: tuple[tuple[str, Promise], ...] = (
    ("name", _("Organisation")),
    ("reference", _("Reference")),
    ("type", _("Type")),
    ("region", _("Region")),
    ("county", _("County")),
    ("contact", _("Contact")),
    ("disposition", _("How it stands")),
)


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    facts, survey = frame.frame_facts(), frame.current_survey()
    form = SearchForm(request.GET, facts=facts)
    now = timezone.now()
    found = listing.found(survey, search=form.search, filters=form.filters, order=form.order, now=now)
    page = listing.page(found, survey, request.GET.get("page"))
    told = dispositions.of_each(page, survey, now=now)
    context = {
        "form": form,
        "page": page,
        "heads": list(_heads(form.order)),
        "rows": [
            {
                "organisation": row,
                "type": facts.type.label(row.type),
                "region": facts.region.label(row.region),
                "disposition": told[row.pk].label,
            }
            for row in page
        ],
    }
    return render(request, "contacts/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest) -> HttpResponseBase:
    found = _asked_for(request)
    writers = {
        "csv": lambda file: exporting.write_csv(file, found),
        "xlsx": lambda file: exporting.write_workbook(file, found),
    }
    return taking_away.answer(request, Offer(What.ORGANISATIONS, "organisations", found.count(), writers))


def _asked_for(request: HttpRequest) -> OrganisationQuerySet:
    """The organisations of the list, with its search, filters and order."""
    form = SearchForm(request.GET, facts=frame.frame_facts())
    survey, now = frame.current_survey(), timezone.now()
    return listing.found(survey, search=form.search, filters=form.filters, order=form.order, now=now)


def _heads(order: Order) -> Iterator[dict[str, object]]:
    """Each head of the list: its label, the order that its link asks for, and the direction if it is the one in use."""
    for column, label in HEADS:
        in_use = column == order.column
        direction = ("descending" if order.descending else "ascending") if in_use else ""
        yield {"label": label, "link": str(Order(column, in_use and not order.descending)), "direction": direction}
