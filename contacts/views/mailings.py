"""The calendar of mailings: the plan, the launch, the close, and what the survey is called."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import fieldwork, frame, tasks
from contacts.forms.mailings import CloseForm, LaunchForm, NumberForm, PlanForm, ReminderForm, SettingsForm
from contacts.mailing import (
    audience,
    folder_reading,
    planning,
    progress,
    queueing,
    readiness,
    settling,
    timeline,
    wanted,
)
from contacts.mailing.calendar import INVITATION
from contacts.mailing.progress import Progress, Stage
from contacts.mailing.timeline import Mark
from contacts.models import Fieldwork, Mailing
from contacts.views import refusals
from contacts.views.signed_in import user_of
from surveys.models import Survey

AIMS = ("target_percent", "earlier")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    survey, now = frame.current_survey(), timezone.now()
    if survey is None:
        return render(request, "contacts/mailings/calendar.html")
    context = _about(survey, now)
    if not context["rows"]:
        opens_at = survey.opens_at or now
        dates = {"opens_at": opens_at, "closes_at": survey.closes_at or fieldwork.closing(opens_at)}
        context["form"] = PlanForm(initial=dates, now=now)
    return render(request, "contacts/mailings/calendar.html", context)


def _about(survey: Survey, now: datetime) -> dict[str, Any]:
    work = Fieldwork.objects.filter(survey=survey).first()
    wrong = planning.problems(survey, now=now) if survey.mailings.exists() else []
    rows = [_row(each, survey, work, wrong, now) for each in progress.progress(survey)]
    return {
        "survey": survey,
        "work": work,
        "over": survey.is_closed(now),
        "rows": rows,
        "marks": _marks(survey, rows, now),
        "sending": any(row["stage"] in (Stage.ABOUT, Stage.SENDING) for row in rows),
        "late": settling.stale(survey, now=now).count(),
        "undecided": settling.undecided(survey, now=now).count(),
        "not_invited": audience.not_invited(survey).count() if work and work.launched_at else 0,
        "in_a_folder": folder_reading.in_use(),
    }


def _marks(survey: Survey, rows: list[dict[str, Any]], now: datetime) -> list[Mark]:
    if not rows or not survey.opens_at or not survey.closes_at:
        return []
    mailings = [(row["mailing"].due_at, row["mailing"].title, row["stage"].value) for row in rows]
    return timeline.marks(mailings, survey.opens_at, survey.closes_at, now)


def _row(
    each: Progress, survey: Survey, work: Fieldwork | None, wrong: Sequence[tuple[int, str]], now: datetime
) -> dict[str, Any]:
    stage = each.stage(survey, work, now=now)
    return {
        "mailing": each,
        "stage": stage,
        "problems": [message for number, message in wrong if number == each.number],
        "show_meter": stage in (Stage.SENDING, Stage.HELD_BACK) and each.queued_at,
        "needs_confirming": stage is Stage.PLANNED and work and work.launched_at,
        "is_overdue": stage is Stage.OVERDUE and work and work.launched_at,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The dates of the survey; all mailings are planned from them."""
    survey, now = _survey(), timezone.now()
    initial = {"opens_at": survey.opens_at, "closes_at": survey.closes_at}
    form = PlanForm(request.POST or None, initial=initial, now=now)
    if form.is_valid():
        with refusals.told(request):
            planning.plan_anew(survey, **form.cleaned_data, now=now)
            messages.success(request, _("The calendar is made. Look at its dates and texts, then launch."))
        return redirect("contacts:mailings")
    return render(request, "contacts/mailings/plan.html", {"form": form, "survey": survey})


@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: HttpRequest) -> HttpResponse:
    survey, now = _survey(), timezone.now()
    again = audience.is_launched(survey)
    invitation = survey.mailings.filter(kind=INVITATION).first()
    number = _to_be_invited(survey, invitation, now, again=again)
    form = LaunchForm(request.POST or None, number=number, invitation=None if again else invitation)
    looked = readiness.look(survey, now=now)
    stopped = readiness.stopped(looked) and not again
    if not stopped and form.is_valid():
        return _launched(request, survey, now, at_once=form.at_once)
    context = {"survey": survey, "form": form, "checks": looked, "stopped": stopped, "again": again, "number": number}
    return render(request, "contacts/mailings/launch.html", context)


def _to_be_invited(survey: Survey, invitation: Mailing | None, now: datetime, *, again: bool) -> int:
    """How many would get the invitation: all at the launch; later those who were added since, or could not be written
    to before."""
    if not again or invitation is None:
        return audience.likely(invitation, now=now).count() if invitation else audience.not_invited(survey).count()
    left = queueing.expected(invitation, now=now).count() if invitation.queued_at else 0
    return audience.not_invited(survey).count() + left


def _launched(request: HttpRequest, survey: Survey, now: datetime, *, at_once: bool) -> HttpResponse:
    with refusals.told(request):
        invited = fieldwork.launch(survey, now=now, by=user_of(request), at_once=at_once)
        said = ngettext("%(number)s organisation is invited.", "%(number)s organisations are invited.", invited)
        messages.success(request, said % {"number": invited})
        tasks.ring()
    return redirect("contacts:mailings")


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Another date for the close."""
    survey, now = _survey(), timezone.now()
    form = CloseForm(request.POST or None, survey=survey, now=now)
    if form.is_valid():
        with refusals.told(request):
            moved = planning.extend(survey, closes_at=form.cleaned_data["closes_at"], now=now)
            messages.success(request, _("The survey closes at another time now.") + _last_call(moved))
        return redirect("contacts:mailings")
    context = {"survey": survey, "form": form, "is_open": survey.is_open(now)}
    return render(request, "contacts/mailings/close.html", context)


def _last_call(moved: Mailing | None) -> str:
    if moved is None:
        return ""
    due = timezone.localtime(moved.due_at)
    return " " + _("The last call moved along, to %(moment)s.") % {
        "moment": f"{due:%A} {due.day} {due:%B}, {due:%H:%M}"
    }


@require_http_methods(["GET", "HEAD", "POST"])
def close_now(request: HttpRequest) -> HttpResponse:
    survey, now = _survey(), timezone.now()
    number = wanted.open_invitations(now).filter(survey=survey).count()
    form = NumberForm(request.POST or None, number=number)
    if form.is_valid():
        with refusals.told(request):
            fieldwork.close(survey, now=now)
            messages.success(request, _("The survey is closed. Nobody can answer any more, and no mailing goes out."))
        return redirect("contacts:mailings")
    return render(request, "contacts/mailings/close_now.html", {"survey": survey, "form": form, "number": number})


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    with refusals.told(request):
        fieldwork.pause(_survey(), now=timezone.now())
        messages.success(request, _("Mailings are held back. Answering goes on."))
    return redirect("contacts:mailings")


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    with refusals.told(request):
        fieldwork.resume(_survey(), now=timezone.now())
        messages.success(request, _("Mailings go out again."))
        tasks.ring()
    return redirect("contacts:mailings")


@require_http_methods(["GET", "HEAD", "POST"])
def add_reminder(request: HttpRequest) -> HttpResponse:
    survey, now = _survey(), timezone.now()
    if not survey.mailings.exists():
        raise Http404("There is no calendar yet.")
    form = ReminderForm(request.POST or None, reminder=planning.new_reminder(survey), now=now)
    if form.is_valid():
        made = planning.add_reminder(survey, due_at=form.cleaned_data["due_at"])
        messages.success(request, _("The reminder is added. Look at its texts."))
        return redirect("contacts:mailing", made.pk)
    return render(request, "contacts/mailings/add.html", {"survey": survey, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """What people read about the survey, and what it aims at."""
    survey = _survey()
    work = Fieldwork.objects.filter(survey=survey).first() or Fieldwork(survey=survey)
    form = SettingsForm(request.POST or None, instance=survey, initial=model_to_dict(work, AIMS))
    if form.is_valid():
        form.save()
        Fieldwork.objects.update_or_create(survey=survey, defaults={name: form.cleaned_data[name] for name in AIMS})
        messages.success(request, _("The settings are saved."))
        return redirect("contacts:mailings")
    return render(request, "contacts/mailings/settings.html", {"survey": survey, "form": form})


def _survey() -> Survey:
    """The survey that these pages are about."""
    survey = frame.current_survey()
    if survey is None:
        raise Http404("There is no survey yet.")
    return survey
