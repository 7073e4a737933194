"""The only writers of answers: start, keep a draft, save a page, submit, change what was sent, enter all at once."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import BigIntegerField, JSONField, QuerySet, UUIDField

from surveys import coding, compiling, fingerprints
from surveys.models import Channel, PageSave, Response, Survey
from surveys.prepared_statements import Find, Insert, Slot, Update
from surveys.questionnaire import routing, validation
from surveys.questionnaire.definition import Answer, Answers
from surveys.questionnaire.routing import AskedPage, Path
from surveys.questionnaire.validation import Problem, Raw

REFERENCE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
REFERENCE_DIGITS = "23456789"
LONGEST_DRAFT = 20 * validation.TEXT_LENGTH  # characters of a page, right or wrong


class Result(StrEnum):
    """What became of a page that was sent."""

    SAVED = "saved"
    HAS_PROBLEMS = "has problems"
    CHANGED_ELSEWHERE = "changed elsewhere"
    NOT_ASKED = "not asked"
    CLOSED = "closed"
    SUBMITTED = "submitted"
    TOO_LONG = "too long to be kept as a draft"


@dataclass(frozen=True)
class Source:
    """Through what answers come, and the key of who of the staff enters them, or of the hand-over by which a colleague
    does, if anybody but the respondent."""

    channel: Channel = Channel.WEB
    staff_id: int | None = None
    hand_over_id: int | None = None


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


def find(public_id: uuid.UUID) -> Response:
    """The response with all that its pages need, in one query. Raises Response.DoesNotExist where it has moved."""
    return _FOUND(public_id=public_id)


def path(response: Response) -> Path:
    """The pages this response is asked, in order."""
    return routing.route(compiling.compiled(response.survey.questionnaire), response.working_answers)


def page_on(asked: Path, code: str) -> AskedPage | None:
    """The page of that code, if it is on the path."""
    return next((page for page in asked if page.code == code), None)


def reachable(response: Response, asked: Path, code: str) -> AskedPage | None:
    """The page of that code if it is on the path and every page before it that decides what is asked is complete."""
    deciding = set(routing.routing_questions(compiling.compiled(response.survey.questionnaire)))
    for page in asked:
        if page.code == code:
            return page
        decides = any(question.code in deciding for question in page.questions)
        if decides and not validation.is_complete(page, response.working_answers):
            return None
    return None


@transaction.atomic
def save_page(
    public_id: uuid.UUID,
    code: str,
    raw: Raw,
    *,
    shown: str,
    now: datetime,
    window: str = "",
    source: Source = RESPONDENT,
) -> Outcome:
    """Save one page if it is on the path, in time, without problems, and was not changed by somebody else since it was
    shown: `shown` is the fingerprint it bore ("" asks for no check), `window` the name of the window it stood in."""
    response = _locked(public_id)
    page = reachable(response, path(response), code)
    if refused := _refusal(response, now):
        return _refused(refused, response, page, raw)
    if page is None:
        return Outcome(Result.NOT_ASKED, response)
    answers, problems = validation.read_page(page, raw)
    if _changed_elsewhere(page, response, answers, shown=shown, window=window):
        return PageOutcome(Result.CHANGED_ELSEWHERE, response, page, answers, problems)
    if problems:
        return PageOutcome(Result.HAS_PROBLEMS, response, page, answers, problems)
    _keep(response, answers, page=page.code, source=source, now=now)
    return PageOutcome(Result.SAVED, response, page, answers)


@transaction.atomic
def keep_draft(public_id: uuid.UUID, code: str, raw: Raw, *, shown: str, now: datetime, window: str = "") -> Outcome:
    """Keep what was typed on a page, right or wrong, until the page is saved. Like saving, it is refused where somebody
    else changed the page since it was shown; and where it is far more than any page can hold."""
    response = _locked(public_id)
    page = reachable(response, path(response), code)
    if refused := _refusal(response, now):
        return _refused(refused, response, page, raw)
    if page is None:
        return Outcome(Result.NOT_ASKED, response)
    if fingerprints.changed_since(page, response, shown=shown, window=window):
        return PageOutcome(Result.CHANGED_ELSEWHERE, response, page, validation.read_page(page, raw).answers)
    if not _keep_draft(response, page, raw, window=window):
        return PageOutcome(Result.TOO_LONG, response, page, *validation.read_page(page, raw))
    return PageOutcome(Result.SAVED, response, page, {})


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
    incomplete = validation.first_incomplete(asked, response.working_answers)
    if incomplete:
        return PageOutcome(Result.HAS_PROBLEMS, response, incomplete, response.working_answers)
    if shown and shown != fingerprints.of_answers(response.working_answers):
        return Outcome(Result.CHANGED_ELSEWHERE, response)
    response.channel = source.channel
    _finish(response, asked, now=now)
    return Outcome(Result.SUBMITTED, response)


@transaction.atomic
def reopen(public_id: uuid.UUID, *, now: datetime) -> Outcome:
    """Begin to change what was sent, if there is still time. Until changes are sent, what was sent before counts."""
    response = _locked(public_id)
    if response.survey.is_closed(now):
        return Outcome(Result.CLOSED, response)
    if not response.is_being_answered:
        response.changes = response.answers
        response.save(update_fields=["changes"])
    return Outcome(Result.SAVED, response)


@transaction.atomic
def drop_changes(public_id: uuid.UUID) -> Response:
    """Leave it at what was sent before."""
    response = _locked(public_id)
    if response.changes is not None:
        response.changes, response.drafts = None, {}
        response.save(update_fields=["changes", "drafts"])
    return response


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


def _by_public_id() -> QuerySet[Response]:
    slot = Slot("public_id", UUIDField())
    return Response.objects.select_related("survey__questionnaire").filter(public_id=slot)


def _kept_in(name: str) -> Update:
    values = {field: Slot(field, JSONField(encoder=DjangoJSONEncoder)) for field in (name, "drafts")}
    return Update(lambda: Response.objects.filter(pk=Slot("key", BigIntegerField())), **values)


_FOUND = Find(_by_public_id)
_LOCKED = Find(lambda: _by_public_id().select_for_update(of=("self",)))
_KEPT_IN = {name: _kept_in(name) for name in ("answers", "changes")}
_NEW_SAVE = Insert(PageSave)


def _locked(public_id: uuid.UUID) -> Response:
    """The response, held until the transaction ends (on SQLite every transaction that writes
    holds the whole database)."""
    return _LOCKED(public_id=public_id)


def _refusal(response: Response, now: datetime) -> Result | None:
    if response.survey.is_closed(now):
        return Result.SUBMITTED if response.submitted_at and response.changes is None else Result.CLOSED
    return None if response.is_being_answered else Result.SUBMITTED


def _refused(result: Result, response: Response, page: AskedPage | None, raw: Raw) -> Outcome:
    """With the answers that were given, where the page is one that is asked. What differs from what was sent in the
    meantime is kept as a draft, should somebody want to change it."""
    if page is None:
        return Outcome(result, response)
    answers, problems = validation.read_page(page, raw)
    if result is Result.SUBMITTED and not fingerprints.same_answers(page, answers, response.answers):
        _keep_draft(response, page, raw, window="")
    return PageOutcome(result, response, page, answers, problems)


def _changed_elsewhere(page: AskedPage, response: Response, given: Answers, *, shown: str, window: str) -> bool:
    changed = fingerprints.changed_since(page, response, shown=shown, window=window)
    return changed and not fingerprints.same_answers(page, given, response.working_answers)


def _keep(response: Response, answers: Mapping[str, Answer], *, page: str, source: Source, now: datetime) -> None:
    folded = {**response.working_answers, **answers}
    kept_in = "answers" if response.submitted_at is None else "changes"
    setattr(response, kept_in, folded)
    response.drafts.pop(page, None)
    _KEPT_IN[kept_in](key=response.pk, drafts=response.drafts, **{kept_in: folded})
    _NEW_SAVE(
        response_id=response.pk,
        page=page,
        answers=answers,
        channel=source.channel,
        entered_by_id=source.staff_id,
        hand_over_id=source.hand_over_id,
        saved_at=now,
    )


def _keep_draft(response: Response, page: AskedPage, raw: Raw, *, window: str) -> bool:
    """Whether it is kept: not where it is too long, since every page of a response is read with all its drafts."""
    values = {control.name: validation.as_typed(control, raw.get(control.name)) for control in page.controls}
    if sum(len("".join(value)) for value in values.values()) > LONGEST_DRAFT:
        return False
    response.drafts[page.code] = {"window": window, "values": values}
    response.save(update_fields=["drafts"])
    return True


def _finish(response: Response, asked: Path, *, now: datetime) -> None:
    response.answers = routing.prune(asked, response.working_answers)
    if response.submitted_at is None:
        response.reference, response.submitted_at = _new_reference(), now
    else:
        response.changed_at = now
    response.changes, response.drafts = None, {}
    fields = ("answers", "changes", "drafts", "channel", "reference", "submitted_at", "changed_at")
    response.save(update_fields=fields)
    coding.code(response, now=now)


def _new_reference() -> str:
    """Eight characters without look-alikes, a digit in every third place so that no word can
    come about; about 20^6 * 8^2 = 4 * 10^9 of them."""
    alphabets = (REFERENCE_LETTERS, REFERENCE_LETTERS, REFERENCE_DIGITS)
    return "".join(secrets.choice(alphabets[place % 3]) for place in range(8))
