"""Tokens: one's own made, told once, revoked; and everybody's, for who administers."""

from django.contrib import messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysis.forms.programs import TokenForm
from analysis.models import Scope, Token
from analysis.programs import tokens
from contacts.views.signed_in import user_of
from surveys.models import Survey


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form, and all that there are; a new one shows its secret on the page that answers, and nowhere else."""
    user, now = user_of(request), timezone.now()
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _made, secret = tokens.issue(given["name"], Scope(given["scope"]), days=int(given["days"]), owner=user, now=now)
        form = TokenForm()
    context = {
        "form": form,
        "secret": secret,
        "tokens": _with_last_use(tokens.usable(now=now).filter(owner_id=user.pk)),
        "surveys": Survey.objects.order_by("code"),
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "analysis/programs/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own alone."""
    return _revoked(request, get_object_or_404(Token, pk=pk, owner=user_of(request)), "analysis:tokens")


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """All tokens that open something, whosever they are."""
    listed = _with_last_use(tokens.usable(now=timezone.now()))
    return render(request, "analysis/programs/everybody.html", {"tokens": listed})


@require_POST
def revoke_anybodys(request: HttpRequest, pk: int) -> HttpResponse:
    return _revoked(request, get_object_or_404(Token, pk=pk), "analysis:all_tokens")


def _revoked(request: HttpRequest, token: Token, back: str) -> HttpResponse:
    tokens.revoke(token, by=user_of(request), now=timezone.now())
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect(back)


def _with_last_use(some: QuerySet[Token]) -> QuerySet[Token]:
    """Each with the moment at which answers were last read with it."""
    return some.annotate(last_use=Max("uses__at"))
