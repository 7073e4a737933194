from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contacts import importing, uploads
from contacts.exceptions import FrameChanged, Refused
from contacts.forms.organisations import ImportForm
from contacts.list_reading import HEADS, REQUIRED, ContactList

MOST_PROBLEMS_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The first of two steps: what the list would change, or what is wrong with it."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if not form.is_valid():
        context = {"form": form, "required": REQUIRED, "known": HEADS.known}
        return render(request, "contacts/import.html", context)
    data = form.cleaned_data["file"]
    try:
        contact_list = importing.check(data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("contacts:import")
    if contact_list.problems:
        return _with_problems(request, contact_list)
    return _preview(request, contact_list, uploads.keep(data))


@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """The second step. The file is checked anew, and what it would change by now is shown again where that is not what
    was shown before: the frame may have changed since."""
    name, shown = request.POST.get("upload", ""), request.POST.get("shown", "")
    data = uploads.take_up(name)
    if data is None or not shown:
        messages.error(request, _("The checked file is no longer at hand. Choose it again."))
        return redirect("contacts:import")
    contact_list = importing.check(data)
    if contact_list.problems:
        return _with_problems(request, contact_list)
    try:
        done = importing.apply(contact_list.entries, today=timezone.localdate(), user=request.user, shown=shown)
    except FrameChanged as refusal:
        return _preview(request, contact_list, name, refusal=str(refusal), status=409)
    uploads.discard(name)
    messages.success(request, _("The list is imported: %(counts)s.") % {"counts": done})
    return redirect("contacts:organisations")


def _preview(
    request: HttpRequest, contact_list: ContactList, upload: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "plan": importing.plan(contact_list.entries, today=timezone.localdate()),
        "notices": contact_list.notices,
        "upload": upload,
        "refusal": refusal,
    }
    return render(request, "contacts/import_preview.html", context, status=status)


def _with_problems(request: HttpRequest, contact_list: ContactList) -> HttpResponse:
    context = {
        "form": ImportForm(),
        "required": REQUIRED,
        "known": HEADS.known,
        "problems": contact_list.problems[:MOST_PROBLEMS_SHOWN],
        "number": len(contact_list.problems),
        "notices": contact_list.notices,
    }
    return render(request, "contacts/import.html", context, status=422)
