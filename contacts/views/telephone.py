"""Filling in the survey for somebody on the telephone, in the respondent's own pages."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts import frame, inviting
from contacts.models import Invitation, Organisation
from surveys import respondent_access
from surveys.journey import next_address
from surveys.models import Channel
from surveys.responses import Source


@require_POST
def by_telephone(request: HttpRequest, reference: str) -> HttpResponse:
    """Lets the browser of whoever is signed in answer for the organisation. What it saves says that it came by
    telephone, and who entered it."""
    shown, survey, now = get_object_or_404(Organisation, reference=reference), frame.current_survey(), timezone.now()
    if survey is None or not survey.is_open(now):
        messages.error(request, _("There is no survey open that could be filled in."))
        return redirect(shown)
    (invitation,) = inviting.invite(survey, [shown], now=now)
    response = inviting.accept(invitation, now=now)
    answer = redirect(next_address(response))
    respondent_access.grant(answer, response.public_id, Source(Channel.TELEPHONE, request.user.pk))
    return answer


@require_safe
def of_response(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """To the organisation that the response belongs to."""
    invitations = Invitation.objects.select_related("organisation")
    return redirect(get_object_or_404(invitations, response__public_id=public_id).organisation)
