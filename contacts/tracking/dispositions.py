"""Dispositions once a survey is closed: what was begun and never submitted is then a partial questionnaire or a
break-off. Worked out from the answers as they are, for the unfinished only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from contacts.dispositions import Disposition
from contacts.models import Invitation, Organisation
from contacts.models.organisations import OrganisationQuerySet
from surveys import compiling
from surveys.models import Response, Survey
from surveys.questionnaire import completeness
from surveys.questionnaire.definition import Answers, Questionnaire

# Who could still answer, if the survey is open or is extended. Those who refused, opted out, cannot take part or are
# ineligible are not asked again; a chase list shows them only where one asks for just them.
CHASED = (
    Disposition.NOT_INVITED,
    Disposition.NOT_RETURNED,
    Disposition.IN_PROGRESS,
    Disposition.PARTIAL,
    Disposition.BREAK_OFF,
    Disposition.NON_CONTACT,
    Disposition.BOUNCED,
)
ENDINGS = (Disposition.IN_PROGRESS, Disposition.PARTIAL, Disposition.BREAK_OFF)


def with_disposition(
    found: OrganisationQuerySet, survey: Survey | None, code: str, *, now: datetime
) -> OrganisationQuerySet:
    """Those of these organisations, which come `in_survey`, whose disposition at this moment has this code."""
    if survey is None or not survey.is_closed(now) or code not in ENDINGS:
        return found.filter(Q(disposition=code))
    rows = unfinished(survey).values_list("organisation_id", "response__answers")
    questionnaire = compiling.compiled(survey.questionnaire)
    return found.filter(pk__in=[pk for pk, answers in rows if ending(questionnaire, answers) == code])


def of_each(shown: Iterable[Organisation], survey: Survey | None, *, now: datetime) -> dict[int, Disposition]:
    """The disposition at this moment of each of these organisations, which come `in_survey`, by its key."""
    told = {organisation.pk: Disposition(organisation.disposition) for organisation in shown}
    begun = [pk for pk, disposition in told.items() if disposition is Disposition.IN_PROGRESS]
    if survey is None or not survey.is_closed(now) or not begun:
        return told
    rows = unfinished(survey).filter(organisation__in=begun).values_list("organisation_id", "response__answers")
    questionnaire = compiling.compiled(survey.questionnaire)
    return told | {pk: ending(questionnaire, answers) for pk, answers in rows}


def unfinished(survey: Survey) -> QuerySet[Invitation, Any]:
    """The invitations that IN_PROGRESS stands for: begun, not submitted, and no outcome recorded by hand."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    begun = Invitation.objects.filter(survey=survey, outcome="", response__isnull=False)
    return begun.exclude(response__in=submitted).filter(organisation__merged_into__isnull=True)


def ending(questionnaire: Questionnaire, answers: Answers) -> Disposition:
    """What answers that were never submitted come to when the survey closes."""
    return Disposition.PARTIAL if completeness.is_partial(questionnaire, answers) else Disposition.BREAK_OFF
