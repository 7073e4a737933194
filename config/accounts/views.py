"""An administrator's pages about the people who work with Canvass. Who may open them stands in config/rights.py."""

from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.accounts import inviting, staffing
from config.accounts.exceptions import AddressTaken, Refused
from config.accounts.forms import AddForm, RoleForm
from config.roles import role_of


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    everybody = [(person, role_of(person)) for person in staffing.people()]
    return render(request, "accounts/people.html", {"people": everybody})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = AddForm(_sent(request))
    if form.is_valid():
        try:
            person = staffing.add(**form.cleaned_data, by=_user(request), now=timezone.now())
        except AddressTaken as refusal:
            form.add_error("email", str(refusal))
        else:
            return _send_link(request, person)
    return render(request, "accounts/add.html", {"form": form, "back": reverse("accounts:people")})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The account, and its role to change."""
    person = get_object_or_404(staffing.people(), pk=pk)
    form = RoleForm.of(person, sent=_sent(request))
    if form.is_valid():
        try:
            staffing.change_role(person, role=form.cleaned_data["role"], by=_user(request), now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The role is changed."))
        return redirect("accounts:person", pk)
    context = {
        "person": person,
        "form": form,
        "has_second_factor": is_mfa_enabled(person),
        "changes": person.account_changes.select_related("by"),
        "back": reverse("accounts:people"),
    }
    return render(request, "accounts/person.html", context)


@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        staffing.deactivate(get_object_or_404(User, pk=pk), by=_user(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The account is switched off."))
    return redirect("accounts:person", pk)


@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    staffing.reactivate(person, by=_user(request), now=timezone.now())
    return _send_link(request, person)


@require_POST
def forget_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        staffing.forget_second_factor(get_object_or_404(User, pk=pk), by=_user(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The second factor is taken away. They can set up another when they sign in."))
    return redirect("accounts:person", pk)


@require_POST
def send_link(request: HttpRequest, pk: int) -> HttpResponse:
    return _send_link(request, get_object_or_404(User, pk=pk, is_active=True))


def _send_link(request: HttpRequest, person: User) -> HttpResponse:
    try:
        inviting.send_link(person, by=_user(request), now=timezone.now())
    except OSError:  # also the base of what an SMTP server may answer
        messages.warning(request, _("The account is ready, but the mail server did not take the email. Send it again."))
    else:
        messages.success(request, _("We sent %(email)s a link to choose a password.") % {"email": person.email})
    return redirect("accounts:person", person.pk)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)  # config/rights.py lets nobody else come this far
