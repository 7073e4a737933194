"""Telephoning: the worklist, the page of one call, and how far it has come."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import frame
from contacts.calling import calling, progress, tasks, worklist
from contacts.calling.worklist import Standing
from contacts.exceptions import NotInHand
from contacts.forms.calling import EVERYBODY, HARD_TO_REACH, LATER, CallForms, StartForm, WorklistForm
from contacts.mailing import stopping
from contacts.models import Call, CallTask, Organisation, Person
from contacts.views.signed_in import user_of

ON_A_PAGE = 50
THERE_NOW = Prefetch("organisation__people", Person.objects.filter(until__isnull=True), to_attr="there_now")


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    now, facts = timezone.now(), frame.frame_facts()
    form = WorklistForm(request.GET, facts=facts)
    found = _shown(form.show_which, worklist.open_tasks(now).filter(**form.filters))
    page = Paginator(found.prefetch_related(THERE_NOW), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(task, facts.region.label(task.organisation.region)) for task in page],
        "due": worklist.due(now).filter(**form.filters).count(),
    }
    return render(request, "contacts/calling/calls.html", context)


@require_POST
def call_next(request: HttpRequest) -> HttpResponse:
    """Takes who is next among those that the filters of the list show."""
    form = WorklistForm(request.POST, facts=frame.frame_facts())
    task = tasks.take_next(by=user_of(request), now=timezone.now(), **form.filters)
    if task is None:
        messages.info(request, _("Nobody is to be called at this moment."))
        return redirect("contacts:calls")
    return redirect("contacts:call", task.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation to be called. Only who has taken it can say what came of the call."""
    task = get_object_or_404(CallTask.objects.select_related("organisation", "taken_by"), pk=pk)
    now, user = timezone.now(), user_of(request)
    forms = CallForms(request.POST or None, task.organisation, facts=frame.frame_facts(), now=now)
    if forms.is_valid():
        try:
            made = calling.record(task, forms.said(), by=user, now=now)
        except NotInHand as refusal:
            messages.error(request, str(refusal))
            task.refresh_from_db()
        else:
            messages.success(request, _("The call is recorded: %(outcome)s.") % {"outcome": made.get_outcome_display()})
            return redirect("contacts:calls")
    return render(request, "contacts/calling/call.html", _about(task, forms, user))


@require_POST
def take_call(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(CallTask, pk=pk)
    return _take(request, task)


@require_POST
def release_call(request: HttpRequest, pk: int) -> HttpResponse:
    tasks.release(get_object_or_404(CallTask, pk=pk), by=user_of(request))
    messages.info(request, _("The call is back on the list."))
    return redirect("contacts:calls")


@require_POST
def call_organisation(request: HttpRequest, reference: str) -> HttpResponse:
    """To the call page of this organisation, whether or not it stands on the list."""
    organisation = get_object_or_404(Organisation, reference=reference)
    opened = organisation.call_tasks.filter(closed_at__isnull=True).order_by("pk").first()
    task = opened or tasks.open_task(organisation, CallTask.Reason.VERIFICATION, now=timezone.now())
    return _take(request, task)


@require_http_methods(["GET", "HEAD", "POST"])
def start_verification(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None, facts=frame.frame_facts())
    if request.method == "POST" and form.is_valid():
        wanted = Organisation.objects.filter(**form.part)
        number = tasks.start_verification(wanted, again=form.cleaned_data["again"], now=timezone.now())
        said = ngettext(
            "%(number)s organisation was put on the list.", "%(number)s organisations were put on the list.", number
        )
        messages.success(request, said % {"number": number})
        return redirect("contacts:calls")
    return render(request, "contacts/calling/start.html", {"form": form})


@require_safe
def call_progress(request: HttpRequest) -> HttpResponse:
    parts = progress.by_region(frame.frame_facts().region, now=timezone.now())
    callers = progress.by_caller()
    context = {
        "parts": parts,
        "standings": [_("All"), *Standing.labels],
        "regions": [_figures(part.label, [part.frame, *part.cells], net=part is parts[-1]) for part in parts],
        "outcomes": [_("Calls"), *Call.Outcome.labels],
        "callers": [_figures(each.name, [each.calls, *each.cells], net=each is callers[-1]) for each in callers],
    }
    return render(request, "contacts/calling/progress.html", context)


def _put_on_the_list(number: int) -> str:
    one, many = "%(number)s organisation was put on the list.", "%(number)s organisations were put on the list."
    return ngettext(one, many, number) % {"number": number}


def _shown(which: str, found: QuerySet) -> QuerySet:
    if which == EVERYBODY:
        return found
    if which == HARD_TO_REACH:
        return found.filter(standing=Standing.HARD_TO_REACH)
    return found.filter(is_due=which != LATER).exclude(standing=Standing.HARD_TO_REACH)


def _row(task: CallTask, region: str) -> dict[str, object]:
    taken = tasks.is_taken(task, now=timezone.now())
    return {
        "task": task,
        "region": region,
        "standing": Standing(task.standing).label,
        "taken_by": task.taken_by if taken else None,
    }


def _take(request: HttpRequest, task: CallTask) -> HttpResponse:
    if not tasks.take(task, by=user_of(request), now=timezone.now()):
        messages.error(request, _("Somebody else has this call in hand, or it is settled."))
    return redirect("contacts:call", task.pk)


def _about(task: CallTask, forms: CallForms, user: User) -> dict[str, object]:
    person = forms.known
    made = Call.objects.filter(task__organisation=task.organisation).select_related("called_by")
    return {
        "task": task,
        "form": forms,
        "person": person,
        "stopped": stopping.find(person.email) if person else None,
        "reasons": task.organisation.call_tasks.filter(closed_at__isnull=True),
        "calls": made,
        "in_hand": task.taken_by == user,
        "taken": tasks.is_taken(task, now=timezone.now()),
    }


def _figures(label: str, cells: list[int], *, net: bool) -> dict[str, object]:
    return {"label": label, "cells": cells, "net": net}
