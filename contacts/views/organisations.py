from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts import confirming, frame, inviting, recording, tracing
from contacts.comparing import DETAILS
from contacts.facts import Facts
from contacts.forms.organisations import SAME, DetailsForm, PersonForm
from contacts.mailing import bouncing, stopping
from contacts.models import Call, Invitation, Message, Organisation, PersonalLink
from contacts.tracking import dispositions, outcomes
from contacts.views.signed_in import user_of
from surveys.models import PageSave, Response, Survey

LATEST = 10  # notices about mail that came back
ABOUT_A_PERSON = ("name", "job_title", "email", "telephone", "address", "postcode")


@require_safe
def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    """That of a duplicate is the page of the organisation that stays."""
    gone = (
        Organisation.ever.filter(reference=reference, merged_into__isnull=False).select_related("merged_into").first()
    )
    if gone and gone.merged_into:
        return redirect(gone.merged_into)
    return _show(request, reference, frame.current_survey())


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, reference: str) -> HttpResponse:
    shown = get_object_or_404(Organisation, reference=reference)
    before = {name: getattr(shown, name) for name in DETAILS}
    form = DetailsForm(request.POST or None, initial=before, facts=frame.frame_facts())
    if form.is_valid():
        recording.change_details(shown, **form.cleaned_data)
        messages.success(request, _("The details are changed."))
        return redirect(shown)
    return render(request, "contacts/organisation_details.html", {"form": form, "organisation": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, reference: str) -> HttpResponse:
    shown = get_object_or_404(Organisation, reference=reference)
    current = shown.people.filter(until__isnull=True).first()
    before = {name: getattr(current, name) for name in ABOUT_A_PERSON} | {"who": SAME} if current else {}
    form = PersonForm(request.POST or None, initial=before, there_is_one=current is not None)
    if form.is_valid():
        if current is None or form.somebody_else:
            recording.replace_person(shown, today=timezone.localdate(), **form.details)
        else:
            recording.correct_person(current, **form.details)
        messages.success(request, _("The contact is changed."))
        return redirect(shown)
    return render(request, "contacts/organisation_person.html", {"form": form, "organisation": shown})


@require_POST
@never_cache
def new_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Shows the link in the answer itself: it is not kept, so it cannot be shown by another page."""
    shown, survey = get_object_or_404(Organisation, reference=reference), frame.current_survey()
    if survey is None:
        messages.error(request, _("There is no survey that a link could lead to."))
        return redirect(shown)
    (invitation,) = inviting.invite(survey, [shown], now=timezone.now())
    token = inviting.issue(invitation, now=timezone.now())
    return _show(request, reference, survey, link=request.build_absolute_uri(inviting.path(token)))


@require_POST
def withdraw_links(request: HttpRequest, reference: str) -> HttpResponse:
    shown = get_object_or_404(Organisation, reference=reference)
    number = inviting.withdraw_links(shown, by=user_of(request), now=timezone.now())
    told = ngettext("%d link opens nothing any more.", "%d links open nothing any more.", number) % number
    messages.success(request, told if number else _("There was no personal link that still opened anything."))
    return redirect(shown)


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponse:
    shown = get_object_or_404(Organisation, reference=reference)
    context = {"organisation": shown, "entries": tracing.history(shown)}
    return render(request, "contacts/organisation_history.html", context)


def _show(request: HttpRequest, reference: str, survey: Survey | None, *, link: str = "") -> HttpResponse:
    shown = get_object_or_404(Organisation.objects.in_survey(survey), reference=reference)
    invitations = Invitation.objects.select_related("response__survey__questionnaire")
    invitation = invitations.filter(organisation=shown, survey=survey).first()
    response = invitation.response if invitation else None
    context = {
        "organisation": shown,
        "words": _in_words(shown, survey, frame.frame_facts()),
        "people": shown.people.all(),
        "invitation": invitation,
        "response": response,
        "differences": confirming.differences(shown, response) if response else [],
        "link": link,
        "changes": outcomes.changes(invitation) if invitation else [],
        "links": PersonalLink.objects.filter(invitation__organisation=shown, withdrawn_at__isnull=True).count(),
        "sent": _messages(shown),
        "calls": Call.objects.filter(task__organisation=shown).select_related("called_by"),
        "entered_by": _entered_by(response),
        "stopped": stopping.of_organisation(shown),
        "returned": bouncing.of_organisation(shown)[:LATEST],
    }
    return render(request, "contacts/organisation.html", context)


def _messages(shown: Organisation) -> QuerySet[Message]:
    """The emails to this organisation and to those that were merged into it, the newest first."""
    ours = Organisation.ever.filter(Q(pk=shown.pk) | Q(merged_into=shown))
    theirs = Message.objects.filter(invitation__organisation__in=ours).select_related("mailing", "person")
    return theirs.order_by("-due_at", "-pk")


def _entered_by(response: Response | None) -> QuerySet[User]:
    """Who of the staff filled in pages of the response by telephone."""
    saves = PageSave.objects.filter(response=response, entered_by__isnull=False)
    return User.objects.filter(pk__in=saves.values("entered_by")).order_by("pk")


def _in_words(shown: Organisation, survey: Survey | None, facts: Facts) -> dict[str, str]:
    return {
        "type": facts.type.label(shown.type),
        "region": facts.region.label(shown.region),
        "disposition": str(dispositions.of_each([shown], survey, now=timezone.now())[shown.pk].label),
    }
