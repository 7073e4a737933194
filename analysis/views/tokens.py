"""Tokens of one's own: made, told once, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

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
    usable = Token.objects.filter(owner_id=user.pk, revoked_at__isnull=True, expires_at__gt=now)
    context = {
        "form": form,
        "secret": secret,
        "tokens": [(token, token.uses.first()) for token in usable],
        "surveys": Survey.objects.order_by("code"),
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "analysis/programs/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own alone."""
    token = get_object_or_404(Token, pk=pk, owner=user_of(request))
    tokens.revoke(token, now=timezone.now())
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("analysis:tokens")
