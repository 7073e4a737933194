"""Where the stop link of an email leads. Mail gateways open links ahead of people, so a GET changes nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contacts import inviting
from contacts.forms.stopping import WhyForm
from contacts.mailing import stopping
from contacts.models import PersonalLink, StoppedAddress
from contacts.views.links import not_recognised


# Without a CSRF token: mail programs post here by themselves (RFC 8058), with no cookie and no page before it. What a
# forged form could do takes the secret of the link, which nobody has but whom it was mailed to.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    link = inviting.find_link(token)
    if link is None:
        return not_recognised(request)
    address = stopping.mailed_to(link)
    if request.method == "POST" and address:
        return _stop(request, link, address)
    return _show(request, link, address, stopping.find(address), WhyForm())


def _stop(request: HttpRequest, link: PersonalLink, address: str) -> HttpResponse:
    """Stops first, and only then looks at what else was sent: a broken form stops mail too."""
    stopped = stopping.stop(address, reason=StoppedAddress.Reason.OPTED_OUT, now=timezone.now())
    form = WhyForm(request.POST if "why" in request.POST else None)
    if form.is_valid() and form.cleaned_data["why"]:
        stopping.explain(stopped, form.cleaned_data["why"])
    return _show(request, link, address, stopped, form)


def _show(
    request: HttpRequest, link: PersonalLink, address: str, stopped: StoppedAddress | None, form: WhyForm
) -> HttpResponse:
    survey, response = link.invitation.survey, link.invitation.response
    answered = response is not None and response.submitted_at is not None
    context = {
        "survey": survey,
        "address": address,
        "stopped": stopped,
        "form": form,
        "told": form.is_bound and form.is_valid(),
        "may_answer": survey.is_open(timezone.now()) and not answered,
    }
    return render(request, "contacts/stopping/stop.html", context)
