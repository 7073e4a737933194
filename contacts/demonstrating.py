"""The demonstration: organisations that do not exist, through the same verbs as real ones."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from contacts import fieldwork, importing, inviting, response_importing
from contacts.dispositions import Disposition
from contacts.exceptions import DemonstrationDoesNotFit, FrameIsInUse
from contacts.models import Invitation, Organisation
from contacts.spreadsheets.sheet import Problem
from surveys import responses
from surveys.models import Survey
from surveys.questionnaire.routing import AskedPage

SURVEY = "community-safety-capacity"
FILES = Path(__file__).parent / "demonstration"
HELP_LINE = {"helpline_email": "help@example.org", "helpline_phone": "01632 960999"}
IN_PROGRESS = 7


@transaction.atomic
def load(survey: Survey, *, now: datetime) -> bool:
    """Whether the demonstration was loaded now; False where it was before. The frame with its people, an invitation
    for all, the answers of some, and a few who are in the middle. Raises FrameIsInUse or DemonstrationDoesNotFit."""
    if Organisation.objects.of_the_demonstration().exists():
        return False
    if Organisation.objects.exists():
        raise FrameIsInUse("There is a contact list already; made-up organisations are not mixed with real ones.")
    contact_list = importing.check((FILES / "frame.csv").read_bytes())
    _must_fit(contact_list.problems)
    importing.apply(contact_list.entries, today=timezone.localdate(now))
    fieldwork.launch(survey, now=now)
    answers = response_importing.check(survey, (FILES / "responses.csv").read_bytes())
    _must_fit(answers.problems)
    response_importing.apply(survey, answers.entries, now=now)
    _begin_some(survey, now)
    Survey.objects.filter(pk=survey.pk, helpline_email="", helpline_phone="").update(**HELP_LINE)
    return True


def _must_fit(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise DemonstrationDoesNotFit(f"The demonstration does not fit this questionnaire: {problems[0]}")


def _begin_some(survey: Survey, now: datetime) -> None:
    """Let a few of the invited confirm their details and stop there."""
    invited = Organisation.objects.in_survey(survey).filter(Q(disposition=Disposition.NOT_RETURNED))
    some = list(invited)[:: max(1, len(invited) // IN_PROGRESS)][:IN_PROGRESS]
    theirs = Invitation.objects.filter(survey=survey, organisation__in=some)
    for invitation in theirs.select_related("survey__questionnaire", "organisation"):
        response = inviting.accept(invitation, now=now)
        page = responses.path(response)[0]
        responses.save_page(response.public_id, page.code, _confirmed(page, response.known), shown="", now=now)


def _confirmed(page: AskedPage, known: dict[str, str]) -> dict[str, object]:
    return {question.code: known.get(question.fact, "") for question in page.questions}
