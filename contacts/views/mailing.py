"""One mailing: its time and texts, for whom it is, a test of it, and what is decided about it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import frame, tasks
from contacts.forms.mailings import MailingForm, NumberForm, PreviewForm, TrialForm
from contacts.mailing import audience, composing, letters, planning, queueing, trial
from contacts.models import Mailing, Organisation
from contacts.views import refusals
from contacts.views.signed_in import user_of

NOT_A_LINK = "preview"  # what stands in place of the secret


@require_http_methods(["GET", "HEAD", "POST"])
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    shown, now = _get(pk), timezone.now()
    form = MailingForm(request.POST or None, mailing=shown, now=now)
    if form.is_valid():
        with refusals.told(request):
            planning.change(shown, **form.cleaned_data)
            messages.success(request, _("The mailing is changed."))
        return redirect("contacts:mailings")
    context = {"form": form, "fields": letters.FIELDS.items(), "can_be_changed": not planning.is_settled(shown)}
    return render(request, "contacts/mailings/mailing.html", context | _about(shown))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter to a real person, and how many would get it."""
    shown, now = _get(pk), timezone.now()
    form = PreviewForm(request.GET)
    form.full_clean()
    theirs, part_done = _chosen(shown, form, now), form.cleaned_data.get("part_done", False)
    link = request.build_absolute_uri(reverse("contacts:link", args=[NOT_A_LINK]))
    right = theirs if not planning.text_problems(shown) else None
    context = {
        "form": form,
        "organisation": theirs,
        "part_done": part_done,
        "letter": composing.preview(shown, right, part_done=part_done, link=link, now=now) if right else None,
        "audience": audience.counted(shown, frame.frame_facts(), now=now),
        "trial_form": TrialForm(initial={"to": getattr(request.user, "email", "")}),
    }
    return render(request, "contacts/mailings/preview.html", context | _about(shown))


def _chosen(shown: Mailing, form: PreviewForm, now: datetime) -> Organisation | None:
    """The organisation of that reference, or the first that would get the mailing, or any."""
    if reference := form.cleaned_data.get("reference"):
        found = Organisation.objects.filter(reference__iexact=reference).first()
        if found is None:
            form.add_error("reference", _("There is no organisation of this reference"))
        return found
    return audience.likely(shown, now=now).first() or audience.reachable().first()


@require_POST
def send_trial(request: HttpRequest, pk: int) -> HttpResponse:
    shown, now = _get(pk), timezone.now()
    form, chosen = TrialForm(request.POST), PreviewForm(request.GET)
    chosen.full_clean()
    theirs = _chosen(shown, chosen, now)
    if theirs is None or not form.is_valid() or planning.text_problems(shown):
        messages.error(request, _("Nothing was sent. Enter an email address, and see that the texts are right."))
    else:
        to, part_done = form.cleaned_data["to"], chosen.cleaned_data["part_done"]
        with refusals.told(request):
            trial.send(shown, theirs, to=to, part_done=part_done, now=now)
            messages.success(request, _("A test email is on its way to %(to)s. Open the link in it.") % {"to": to})
    return redirect(f"{reverse('contacts:mailing_preview', args=[pk])}?{request.GET.urlencode()}")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Typing how many people it is for lets a mailing go out when it is due."""
    shown, now = _get(pk), timezone.now()
    number = audience.likely(shown, now=now).count()
    wrong = [*planning.time_problems(shown, shown.due_at, now=now), *planning.text_problems(shown)]
    form = NumberForm(request.POST or None, number=number)
    if not wrong and form.is_valid():
        with refusals.told(request):
            planning.confirm(shown, by=user_of(request), now=now)
            messages.success(request, _("%(title)s: confirmed.") % {"title": planning.title(shown)})
        return redirect("contacts:mailings")
    context = {"form": form, "number": number, "problems": wrong}
    return render(request, "contacts/mailings/confirm.html", context | _about(shown))


@require_http_methods(["GET", "HEAD", "POST"])
def send_now(request: HttpRequest, pk: int) -> HttpResponse:
    shown, now = _get(pk), timezone.now()
    number = queueing.expected(shown, now=now).count()
    wrong = [*planning.time_problems(shown, now, now=now, any_hour=True), *planning.text_problems(shown)]
    form = NumberForm(request.POST or None, number=number)
    if not wrong and form.is_valid():
        with refusals.told(request):
            planning.send_now(shown, by=user_of(request), now=now)
            messages.success(request, _("%(title)s goes out now.") % {"title": planning.title(shown)})
            tasks.ring()
        return redirect("contacts:mailings")
    context = {"form": form, "number": number, "problems": wrong}
    return render(request, "contacts/mailings/send_now.html", context | _about(shown))


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    with refusals.told(request):
        planning.drop(_get(pk), now=timezone.now())
        messages.success(request, _("The mailing is dropped: it will not go out."))
    return redirect("contacts:mailings")


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    with refusals.told(request):
        planning.remove(_get(pk))
        messages.success(request, _("The reminder is taken out of the calendar."))
    return redirect("contacts:mailings")


def _get(pk: int) -> Mailing:
    return get_object_or_404(Mailing.objects.select_related("survey"), pk=pk)


def _about(shown: Mailing) -> dict[str, Any]:
    return {"mailing": shown, "title": planning.title(shown)}
