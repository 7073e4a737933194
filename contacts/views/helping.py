"""The help line's inbox, and the page of one query. Each thing that can be done has an address of its own."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.dispositions import Disposition
from contacts.exceptions import DecidedBefore, NoAddress
from contacts.forms.helping import AnswerForm, AssignForm, InboxForm, NoteForm
from contacts.helping import answering, inbox, naming
from contacts.models import NamedContact, Organisation, Query
from contacts.views.signed_in import user_of

ON_A_PAGE = 50


@require_safe
def queries(request: HttpRequest) -> HttpResponse:
    form = InboxForm(request.GET)
    found = inbox.queries(form.cleaned_data.get("show", ""), mine=user_of(request))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "contacts/helping/queries.html", {"form": form, "page": page})


@require_safe
def query(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _query(pk))


@require_POST
def assign_query(request: HttpRequest, pk: int) -> HttpResponse:
    form = AssignForm(request.POST)
    if not form.is_valid():
        return _show(request, _query(pk), assign=form)
    answering.assign(_query(pk), form.cleaned_data["to"])
    return redirect("contacts:query", pk)


@require_POST
def take_query(request: HttpRequest, pk: int) -> HttpResponse:
    answering.assign(_query(pk), user_of(request))
    return redirect("contacts:query", pk)


@require_POST
def note_query(request: HttpRequest, pk: int) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, _query(pk), note=form)
    answering.note(_query(pk), form.cleaned_data["note"], by=user_of(request), now=timezone.now())
    return redirect("contacts:query", pk)


@require_POST
def answer_query(request: HttpRequest, pk: int) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, _query(pk), answer=form)
    try:
        answering.answer(_query(pk), **form.cleaned_data, by=user_of(request), now=timezone.now())
    except NoAddress as refusal:
        messages.error(request, str(refusal))
        return _show(request, _query(pk), answer=form)
    messages.success(request, _("The answer is on its way."))
    return redirect("contacts:query", pk)


@require_POST
def close_query(request: HttpRequest, pk: int) -> HttpResponse:
    answering.close(_query(pk), now=timezone.now())
    messages.success(request, _("The query is closed."))
    return redirect("contacts:queries")


@require_POST
def reopen_query(request: HttpRequest, pk: int) -> HttpResponse:
    answering.reopen(_query(pk))
    return redirect("contacts:query", pk)


@require_POST
def accept_contact(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, naming.accept)


@require_POST
def decline_contact(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, naming.decline)


def _decide(request: HttpRequest, pk: int, decide: Callable[..., None]) -> HttpResponse:
    named = get_object_or_404(NamedContact, query=pk)
    try:
        decide(named, by=user_of(request), now=timezone.now())
    except DecidedBefore as refusal:
        messages.error(request, str(refusal))
    return redirect("contacts:query", pk)


def _query(pk: int) -> Query:
    rows = Query.objects.select_related(
        "survey__questionnaire", "invitation__organisation", "assigned_to", "named_contact"
    )
    return get_object_or_404(rows, pk=pk)


def _show(request: HttpRequest, shown: Query, **sent: forms.Form) -> HttpResponse:
    """The page, with whichever form was sent and has to be mended."""
    organisation = _organisation(shown)
    subject = _("Your question about “%(survey)s”") % {"survey": shown.survey} if shown.survey else _("Your question")
    context = {
        "query": shown,
        "named": getattr(shown, "named_contact", None),
        "organisation": organisation,
        "disposition": Disposition(organisation.disposition).label if organisation else "",
        "asked_from": inbox.asked_from(shown),
        "entries": shown.entries.select_related("written_by", "message"),
        "assign": AssignForm(initial={"to": shown.assigned_to}),
        "note": NoteForm(),
        "answer": AnswerForm(initial={"subject": subject}),
        "form": next(iter(sent.values()), None),
    }
    return render(request, "contacts/helping/query.html", context | sent)


def _organisation(shown: Query) -> Organisation | None:
    """The organisation that asked, as it stands in the survey now."""
    if shown.invitation is None:
        return None
    return Organisation.objects.in_survey(shown.survey).filter(pk=shown.invitation.organisation_id).first()
