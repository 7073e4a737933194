"""“Email me my link”: for whoever stops, or came back to a page that does not open any more."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contacts import frame, tasks
from contacts.mailing import requesting


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mail_link(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Needs no cookie, because it is for those whose time is over. So it tells nobody the address, nor whether there is
    one, and sends three emails an hour at most."""
    if request.method == "POST" and not requesting.LIMIT.is_reached(str(public_id)):
        requesting.LIMIT.count(str(public_id))
        requesting.mail_link(public_id, now=timezone.now())
        tasks.ring()
    if request.method == "POST":
        return redirect(f"{request.path}?sent")
    context = {"survey": frame.current_survey(), "sent": "sent" in request.GET, "address": public_id}
    return render(request, "contacts/link_mailed.html", context)
