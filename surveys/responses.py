"""The only writers of answers: start, save a page, submit, enter a whole response."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from surveys import coding, compiling
from surveys.models import Channel, PageSave, Response, Survey
from surveys.questionnaire import routing, validation
from surveys.questionnaire.definition import Answer, Answers
from surveys.questionnaire.routing import AskedPage, Path
from surveys.questionnaire.validation import Problem, Raw

REFERENCE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
REFERENCE_DIGITS = "23456789"


class Result(StrEnum):
    """What became of a page that was sent."""

    SAVED = "saved"
    HAS_PROBLEMS = "has problems"
    CHANGED_ELSEWHERE = "changed elsewhere"
    NOT_ASKED = "not asked"
    CLOSED = "closed"
    SUBMITTED = "submitted"


@dataclass(frozen=True)
class Source:
    """Through what answers come, and the key of who of the staff enters them, if anybody does."""

    channel: Channel = Channel.WEB
    staff_id: int | None = None


RESPONDENT = Source()


@dataclass(frozen=True)
class Outcome:
    """What became of something sent, with the response as it is now."""

    result: Result
    response: Response


@dataclass(frozen=True)
class PageOutcome(Outcome):
    """What became of a page on the path: the answers just given, as they were read, and what is wrong with them."""

    page: AskedPage
    answers: Answers
    problems: tuple[Problem, ...] = ()


def start(survey: Survey, *, known: Mapping[str, str], now: datetime) -> Response:
    """A new, empty response. `known` is what the frame knows: name, type and region."""
    return Response.objects.create(survey=survey, known=dict(known), started_at=now)


def path(response: Response) -> Path:
    """The pages this response is asked, in order."""
    return routing.route(compiling.compiled(response.survey.questionnaire), response.answers)


def page_on(asked: Path, code: str) -> AskedPage | None:
    """The page of that code, if it is on the path."""
    return next((page for page in asked if page.code == code), None)


def reachable(asked: Path, answers: Answers, code: str) -> AskedPage | None:
    """The page of that code if it is on the path and nothing before it is still to be answered."""
    first = validation.first_incomplete(asked, answers)
    for page in asked:
        if page.code == code:
            return page
        if page is first:
            return None
    return None


def fingerprint(answers: Answers) -> str:
    """Short text that differs when the answers differ."""
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()[:16]


def page_fingerprint(page: AskedPage, answers: Answers) -> str:
    """The fingerprint of the answers to this page alone; a page that was never saved has one too."""
    return fingerprint({control.name: answers.get(control.name) for control in page.controls})


@transaction.atomic
def save_page(
    public_id: uuid.UUID, code: str, raw: Raw, *, shown: str, now: datetime, source: Source = RESPONDENT
) -> Outcome:
    """Save one page if it is on the path, in time, without problems, and was not changed by
    somebody else since it was shown (`shown` is the fingerprint it bore; "" asks for no check)."""
    response = _locked(public_id)
    refused = _refusal(response, now)
    if refused:
        return Outcome(refused, response)
    page = reachable(path(response), response.answers, code)
    if page is None:
        return Outcome(Result.NOT_ASKED, response)
    answers, problems = validation.read_page(page, raw)
    if _changed_elsewhere(page, response.answers, answers, shown):
        return PageOutcome(Result.CHANGED_ELSEWHERE, response, page, answers, problems)
    if problems:
        return PageOutcome(Result.HAS_PROBLEMS, response, page, answers, problems)
    _keep(response, answers, page=page.code, source=source, now=now)
    return PageOutcome(Result.SAVED, response, page, answers)


@transaction.atomic
def submit(public_id: uuid.UUID, *, shown: str, now: datetime, source: Source = RESPONDENT) -> Outcome:
    """Submit a complete response whose answers are still those that were shown (`shown` is their fingerprint; "" asks
    for no check). One that was submitted before stays as it is; an incomplete one has problems on the page that comes
    back. The response's channel is the one it is submitted through."""
    response = _locked(public_id)
    refused = _refusal(response, now)
    if refused:
        return Outcome(refused, response)
    asked = path(response)
    incomplete = validation.first_incomplete(asked, response.answers)
    if incomplete:
        return PageOutcome(Result.HAS_PROBLEMS, response, incomplete, response.answers)
    if shown and shown != fingerprint(response.answers):
        return Outcome(Result.CHANGED_ELSEWHERE, response)
    response.channel = source.channel
    _finish(response, asked, now=now)
    return Outcome(Result.SUBMITTED, response)


@transaction.atomic
def enter(
    survey: Survey,
    answers: Answers,
    *,
    known: Mapping[str, str],
    codes: Mapping[str, list[str]],
    channel: Channel,
    source_id: str = "",
    now: datetime,
) -> Response:
    """A whole response that came at once, submitted. The answers must have been read by
    `validation`; blanks and too many ticks are kept as they are."""
    response = Response.objects.create(
        survey=survey,
        known=dict(known),
        codes=dict(codes),
        channel=channel,
        source_id=source_id,
        started_at=now,
    )
    _keep(response, answers, page="", source=Source(channel), now=now)
    _finish(response, path(response), now=now)
    return response


def _locked(public_id: uuid.UUID) -> Response:
    """The response, held until the transaction ends (on SQLite every transaction that writes
    holds the whole database)."""
    rows = Response.objects.select_related("survey__questionnaire")
    return rows.select_for_update(of=("self",)).get(public_id=public_id)


def _refusal(response: Response, now: datetime) -> Result | None:
    if response.submitted_at:
        return Result.SUBMITTED
    return Result.CLOSED if response.survey.is_closed(now) else None


def _changed_elsewhere(page: AskedPage, saved: Answers, given: Answers, shown: str) -> bool:
    now_saved = page_fingerprint(page, saved)
    return bool(shown) and shown != now_saved and page_fingerprint(page, given) != now_saved


def _keep(response: Response, answers: Mapping[str, Answer], *, page: str, source: Source, now: datetime) -> None:
    response.answers = {**response.answers, **answers}
    response.save(update_fields=["answers"])
    PageSave.objects.create(
        response=response,
        page=page,
        answers=answers,
        channel=source.channel,
        entered_by_id=source.staff_id,
        saved_at=now,
    )


def _finish(response: Response, asked: Path, *, now: datetime) -> None:
    response.answers = routing.prune(asked, response.answers)
    response.reference = _new_reference()
    response.submitted_at = now
    response.save(update_fields=["answers", "channel", "reference", "submitted_at"])
    coding.code(response)


def _new_reference() -> str:
    """Eight characters without look-alikes, a digit in every third place so that no word can
    come about; about 20^6 * 8^2 = 4 * 10^9 of them."""
    alphabets = (REFERENCE_LETTERS, REFERENCE_LETTERS, REFERENCE_DIGITS)
    return "".join(secrets.choice(alphabets[place % 3]) for place in range(8))
