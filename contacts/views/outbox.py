"""Single messages: what became of each, what staff decide of some, and in the embedded mode the emails themselves."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contacts import frame, tasks
from contacts.forms.mailings import DecisionForm, OutboxForm
from contacts.mailing import calendar, folder_reading, settling
from contacts.models import Message
from contacts.views import refusals
from contacts.views.signed_in import user_of
from surveys.models import Survey

ON_A_PAGE = 50
RELATED = ("invitation__organisation", "mailing", "person")


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    survey, now = _survey(), timezone.now()
    form = OutboxForm(request.GET, survey=survey)
    found = _found(form, survey).select_related(*RELATED).order_by("-due_at", "-pk")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    undecided = settling.undecided(survey, now=now)
    theirs = set(undecided.filter(pk__in=[each.pk for each in page]).values_list("pk", flat=True))
    context = {
        "form": form,
        "page": page,
        "rows": [{"message": each, "title": _title(each), "to_decide": each.pk in theirs} for each in page],
        "late": settling.stale(survey, now=now).count(),
        "in_a_folder": folder_reading.in_use(),
    }
    return render(request, "contacts/mailings/outbox.html", context)


def _found(form: OutboxForm, survey: Survey) -> QuerySet[Message]:
    wanted = form.cleaned_data
    found = settling.messages(survey)
    if wanted.get("state") == OutboxForm.TO_DECIDE:
        found = settling.undecided(survey, now=timezone.now())
    elif wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("mailing"):
        found = found.filter(mailing=wanted["mailing"])
    for word in wanted.get("q", "").split():
        organisation = Q(invitation__organisation__name__icontains=word)
        found = found.filter(
            organisation | Q(invitation__organisation__reference__icontains=word) | Q(to__icontains=word)
        )
    return found


def _title(message: Message) -> str:
    if message.mailing:
        return calendar.title(message.mailing.number, message.mailing.kind)
    return message.get_kind_display()


@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, and the decision where one is needed."""
    shown = get_object_or_404(Message.objects.select_related(*RELATED), pk=pk)
    decisions = _decisions(shown)
    form = DecisionForm(request.POST or None, decisions=decisions)
    if decisions and form.is_valid():
        with refusals.told(request):
            _decide(shown, form.cleaned_data["decision"], request, form.cleaned_data["reason"])
            messages.success(request, _("Your decision is recorded."))
        return redirect("contacts:outbox")
    context = {"message": shown, "title": _title(shown), "form": form if decisions else None}
    return render(request, "contacts/mailings/message.html", context)


def _decisions(shown: Message) -> tuple[str, ...]:
    if shown.state == Message.State.UNKNOWN:
        return (DecisionForm.SENT, DecisionForm.RESEND)
    late = shown.invitation and settling.stale(shown.invitation.survey, now=timezone.now()).filter(pk=shown.pk).exists()
    return (DecisionForm.RESEND, DecisionForm.DROP) if late else ()


def _decide(shown: Message, decision: str, request: HttpRequest, reason: str) -> None:
    now, by = timezone.now(), user_of(request)
    if decision == DecisionForm.SENT:
        settling.decide_sent(shown, by=by, reason=reason, now=now)
    elif decision == DecisionForm.DROP:
        settling.decide_drop(shown, by=by, reason=reason, now=now)
    else:
        settling.decide_resend(shown, by=by, reason=reason, now=now)
        tasks.ring()


@require_http_methods(["GET", "HEAD", "POST"])
def late(request: HttpRequest) -> HttpResponse:
    """All messages at once that waited too long to go out by themselves."""
    survey, now = _survey(), timezone.now()
    number = settling.stale(survey, now=now).count()
    form = DecisionForm(request.POST or None, decisions=(DecisionForm.RESEND, DecisionForm.DROP))
    if form.is_valid():
        resend = form.cleaned_data["decision"] == DecisionForm.RESEND
        decide = settling.resend_stale if resend else settling.drop_stale
        done = decide(survey, by=user_of(request), reason=form.cleaned_data["reason"], now=now)
        said = ngettext("%(number)s message is decided.", "%(number)s messages are decided.", done)
        messages.success(request, said % {"number": done})
        tasks.ring()
        return redirect("contacts:mailings")
    return render(request, "contacts/mailings/late.html", {"form": form, "number": number})


@require_safe
@never_cache
def mail_folder(request: HttpRequest) -> HttpResponse:
    _only_in_a_folder()
    mails = folder_reading.newest(ON_A_PAGE, before=request.GET.get("before", ""))
    context = {"mails": mails, "older": mails[-1].name if len(mails) == ON_A_PAGE else ""}
    return render(request, "contacts/mailings/folder.html", context)


@require_safe
@never_cache
def stored_mail(request: HttpRequest, name: str) -> HttpResponse:
    _only_in_a_folder()
    mail = folder_reading.one(name)
    if mail is None:
        raise Http404("There is no such email.")
    return render(
        request, "contacts/mailings/stored_mail.html", {"mail": mail, "spans": folder_reading.spans(mail.text)}
    )


def _only_in_a_folder() -> None:
    """With a mail server there is nothing to read, and no link that anybody but its owner should see."""
    if not folder_reading.in_use():
        raise Http404("Emails go to a mail server.")


def _survey() -> Survey:
    survey = frame.current_survey()
    if survey is None:
        raise Http404("There is no survey yet.")
    return survey
