"""Files of answers into a survey: checked first, then stored whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from contacts import answer_reading, inviting
from contacts.answer_reading import REFERENCE, RESPONDENT, AnswerFile, Entry
from contacts.exceptions import AnsweredMeanwhile
from contacts.models import Invitation, Organisation
from contacts.spreadsheets.sheet import Problem
from surveys import compiling, responses
from surveys.models import Channel, Response, Survey


def check(survey: Survey, data: bytes) -> AnswerFile:
    """The answers in a file, with every problem: those of the file itself, organisations that are not in the frame or
    have answered, respondents that were imported before."""
    row = survey.questionnaire
    file = answer_reading.read(data, compiling.compiled(row), compiling.variables(row))
    problems = [*file.problems, *_unknown_or_answered(survey, file.entries), *_imported_before(survey, file.entries)]
    return replace(file, problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)))


@transaction.atomic
def apply(survey: Survey, entries: Iterable[Entry], *, now: datetime) -> int:
    """Store these checked entries as submitted responses, all or none; how many there are comes back.
    Raises AnsweredMeanwhile."""
    rows = list(entries)
    named = [entry.reference for entry in rows if entry.reference]
    invitations = inviting.invite(survey, inviting.organisations(named), now=now)
    by_reference = dict(zip(named, invitations, strict=True))
    for entry in rows:
        _enter(survey, entry, by_reference.get(entry.reference), now)
    return len(rows)


def _enter(survey: Survey, entry: Entry, invitation: Invitation | None, now: datetime) -> None:
    response = responses.enter(
        survey,
        entry.answers,
        known=inviting.known(invitation.organisation) if invitation else {},
        codes=entry.codes,
        channel=Channel.IMPORT,
        source_id=entry.source_id,
        now=now,
    )
    if invitation is None:
        return
    still_free = Invitation.objects.filter(pk=invitation.pk, response__isnull=True)
    if not still_free.update(response=response):
        raise AnsweredMeanwhile(f"{invitation.organisation} began to answer in the meantime. Nothing was stored.")


def _unknown_or_answered(survey: Survey, entries: Iterable[Entry]) -> Iterator[Problem]:
    in_frame = {reference.casefold() for reference in Organisation.objects.values_list("reference", flat=True)}
    taken = Invitation.objects.filter(survey=survey, response__isnull=False).values_list(
        "organisation__reference", "response__submitted_at"
    )
    answered = {reference.casefold(): submitted_at for reference, submitted_at in taken}
    for entry in entries:
        reference = entry.reference.casefold()
        if reference and reference not in in_frame:
            yield Problem(f"no organisation has the reference “{entry.reference}”", entry.row, REFERENCE)
        elif reference in answered:
            yield Problem(_why_taken(entry.reference, answered[reference]), entry.row, REFERENCE)


def _why_taken(reference: str, submitted_at: datetime | None) -> str:
    """A draft is not overwritten: its respondent could still submit it, and be counted twice."""
    if submitted_at:
        return f"“{reference}” has answered on {submitted_at:%d %B %Y}; take this row out"
    return f"“{reference}” is in the middle of answering on the web; take this row out, or let them finish"


def _imported_before(survey: Survey, entries: Iterable[Entry]) -> Iterator[Problem]:
    theirs = Response.objects.filter(survey=survey).exclude(source_id="")
    before = set(theirs.values_list("source_id", flat=True))
    for entry in entries:
        if entry.source_id in before:
            yield Problem(f"“{entry.source_id}” was imported before; take this row out", entry.row, RESPONDENT)
