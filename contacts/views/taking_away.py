"""A list of organisations and people as a file: nobody has one without a record of who took it, and what for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from contacts.forms.taking_away import TakingForm
from contacts.models import ListTaken
from contacts.models.lists_taken import What
from contacts.views.downloading import download
from contacts.views.signed_in import user_of

LISTED = 50
ROUTES = {What.ORGANISATIONS: "contacts:organisations", What.TO_CHASE: "contacts:chase"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A list as it is narrowed now; `writers` by the ending of the file that each fills."""

    what: What
    file_name: str
    organisations: int
    writers: Mapping[str, Callable[[BinaryIO], None]]


def answer(request: HttpRequest, offer: Offer) -> HttpResponseBase:
    """The file, where the form says what it is for; else the form, with what was taken before."""
    form = TakingForm(request.POST or None)
    narrowed = _narrowed(request)
    if request.method == "POST" and form.is_valid():
        ListTaken.objects.create(
            what=offer.what,
            narrowed=narrowed,
            organisations=offer.organisations,
            taken_at=timezone.now(),
            taken_by=user_of(request),
            why=form.cleaned_data["why"],
        )
        ending = form.cleaned_data["ending"]
        return download(f"{offer.file_name}.{ending}", offer.writers[ending])
    context = {
        "form": form,
        "offer": offer,
        "back": _address(offer.what, narrowed),
        "taken": [
            (each, _address(What(each.what), each.narrowed))
            for each in ListTaken.objects.select_related("taken_by")[:LISTED]
        ],
    }
    return render(request, "contacts/taking_away.html", context, status=422 if form.errors else 200)


def _narrowed(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _address(what: What, narrowed: str) -> str:
    return reverse(ROUTES[what]) + (f"?{narrowed}" if narrowed else "")
