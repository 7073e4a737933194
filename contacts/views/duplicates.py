"""Organisations that look like the same one: the list of them, and making one of two."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts import duplicates, frame, merging
from contacts.exceptions import Refused
from contacts.forms.duplicates import PairForm
from contacts.likeness import Pair, Reason
from contacts.models import Organisation
from contacts.views.signed_in import user_of

ON_A_PAGE = 50


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    form = PairForm(request.GET if "first" in request.GET else None)
    if form.is_valid():
        return redirect("contacts:compare", *form.references)
    page = Paginator(duplicates.pairs(), ON_A_PAGE).get_page(request.GET.get("page"))
    region = frame.frame_facts().region
    rows = [
        {
            "pair": pair,
            "reasons": _reasons(pair),
            "first_region": region.label(pair.first.region),
            "second_region": region.label(pair.second.region),
        }
        for pair in page
    ]
    return render(request, "contacts/duplicates/pairs.html", {"form": form, "page": page, "rows": rows})


@require_safe
def compare(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """Both organisations side by side, and what would happen whichever stays."""
    one, other = _two(first, second)
    facts = frame.frame_facts()
    sides = [
        {
            "stays": stays,
            "goes": goes,
            "type": facts.type.label(stays.type),
            "region": facts.region.label(stays.region),
            "consequences": merging.consequences(stays, goes),
        }
        for stays, goes in ((one, other), (other, one))
    ]
    return render(request, "contacts/duplicates/compare.html", {"sides": sides, "one": one, "other": other})


@require_POST
def merge(request: HttpRequest, first: str, second: str) -> HttpResponse:
    """`stays` is the reference of the organisation that stays; without it nothing is merged."""
    stays = get_object_or_404(Organisation.ever, reference=request.POST.get("stays", ""))
    goes = get_object_or_404(Organisation.ever, reference={first: second, second: first}.get(stays.reference, ""))
    try:
        merging.merge(stays, goes, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contacts:duplicates")
    messages.success(request, _("%(goes)s was merged into %(stays)s.") % {"goes": goes, "stays": stays})
    return redirect(stays)


@require_POST
def tell_apart(request: HttpRequest, first: str, second: str) -> HttpResponse:
    one, other = _two(first, second)
    duplicates.tell_apart(one, other, by=user_of(request), now=timezone.now())
    told = _("%(one)s and %(other)s are not shown as duplicates any more.")
    messages.success(request, told % {"one": one, "other": other})
    return redirect("contacts:duplicates")


def _two(first: str, second: str) -> tuple[Organisation, Organisation]:
    if first == second:
        raise BadRequest("One organisation is no pair.")
    one, other = (get_object_or_404(Organisation, reference=reference) for reference in (first, second))
    return one, other


def _reasons(pair: Pair) -> list[str]:
    """What makes them alike, in words."""
    told = {
        Reason.EMAIL: _("same email address: %s") % pair.first.email,
        Reason.NAME: _("same name"),
        Reason.LIKE_NAME: _("names alike (%d of 100) in one region") % pair.score,
        Reason.POSTCODE: _("same postcode, and names alike (%d of 100)") % pair.score,
    }
    shown = pair.reasons - ({Reason.LIKE_NAME} if Reason.NAME in pair.reasons else set())
    return [text for reason, text in told.items() if reason in shown]
