"""Staff's pages about addresses that get no more mail, and about what came back."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.forms.stopping import ReturnedForm, StopForm
from contacts.mailing import mailbox, stopping
from contacts.models import DeliveryNotice, Organisation, StoppedAddress
from contacts.views.signed_in import user_of

ON_A_PAGE = 50


@require_safe
def stopped_addresses(request: HttpRequest) -> HttpResponse:
    rows = StoppedAddress.objects.select_related("stopped_by").order_by("-stopped_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    theirs = _organisations_at(row.address for row in page)
    context = {"page": page, "rows": [{"stopped": row, "organisations": theirs[row.address]} for row in page]}
    return render(request, "contacts/stopping/stopped.html", context)


def _organisations_at(addresses: Iterable[str]) -> dict[str, list[Organisation]]:
    theirs: dict[str, list[Organisation]] = defaultdict(list)
    for person in stopping.people_at(*addresses):
        theirs[stopping.plain(person.email)].append(person.organisation)
    return theirs


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else may have lifted it a moment before: that is as good."""
    stopped = StoppedAddress.objects.select_related("stopped_by").filter(pk=pk).first()
    if stopped and request.method != "POST":
        organisations = _organisations_at([stopped.address])[stopped.address]
        context = {"stopped": stopped, "organisations": organisations, "back": reverse("contacts:stopped")}
        return render(request, "contacts/stopping/lift.html", context)
    if stopped:
        stopping.lift(stopped, by=user_of(request))
        messages.success(request, _("Emails to %(address)s go out again.") % {"address": stopped.address})
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if here else "contacts:stopped")


@require_http_methods(["GET", "HEAD", "POST"])
def stop_contact(request: HttpRequest, reference: str) -> HttpResponse:
    """For what somebody says on the telephone."""
    organisation = get_object_or_404(Organisation, reference=reference)
    person = organisation.people.filter(until__isnull=True).first()
    if person is None:
        messages.error(request, _("There is no contact whose emails could be stopped."))
        return redirect(organisation)
    form = StopForm(request.POST or None)
    if form.is_valid():
        stopping.stop(person.email, now=timezone.now(), by=user_of(request), **form.cleaned_data)
        messages.success(request, _("No more emails go to %(address)s.") % {"address": person.email})
        return redirect(organisation)
    context = {"form": form, "organisation": organisation, "person": person}
    return render(request, "contacts/stopping/stop_contact.html", context)


@require_safe
def returned(request: HttpRequest) -> HttpResponse:
    form = ReturnedForm(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    notices = DeliveryNotice.objects.select_related("message__invitation__organisation").order_by("-received_at", "-pk")
    found = notices.filter(kind=kind) if kind else notices
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "contacts/stopping/returned.html", {"form": form, "page": page, "read_at": mailbox.last_read()}
    )
