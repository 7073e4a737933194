"""What coders make of open answers: the only writer of judgements."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction

from analysis.models import Judgement
from analysis.open_answers.questions import OpenQuestion
from analysis.open_answers.standing import standing
from surveys import coding, framing
from surveys.models import Response, Survey
from surveys.questionnaire.definition import option_of


class Result(StrEnum):
    """What became of a judgement. BESIDE: it is kept beside that of the first coder, which goes on to count."""

    COUNTS = "counts"
    BESIDE = "beside"
    NO_ANSWER = "no answer"
    TEXT_CHANGED = "text changed"
    NO_SUCH_CODE = "no such code"
    ONE_LISTED_ONLY = "one listed only"


@transaction.atomic
def judge(
    survey: Survey,
    question: OpenQuestion,
    response_id: int,
    codes: Sequence[str],
    *,
    shown: str,
    by: User,
    decides: bool,
    now: datetime,
) -> Result:
    """Keep the codes that somebody gives to an answer, of whose text they saw that with the fingerprint `shown`. They
    count if it is its first coder's, or if `decides`: somebody who knows what others made of it."""
    submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    response = submitted.select_for_update(no_key=True).filter(pk=response_id).first()
    text = str(response.answers.get(question.variable) or "") if response else ""
    if response is None or not text:
        return Result.NO_ANSWER
    if fingerprint(text) != shown:
        return Result.TEXT_CHANGED
    if refused := _unfit(survey, question, codes):
        return refused
    before = Judgement.objects.filter(survey=survey, response=response, variable=question.variable).order_by("pk")
    stands = standing(before, text, {})
    counts = decides or (stands.first_coder in {None, by.pk} and not stands.is_decided)
    Judgement.objects.create(
        survey=survey,
        response=response,
        variable=question.variable,
        text=text,
        codes=list(codes),
        coder=by,
        is_decision=decides,
        judged_at=now,
    )
    if counts:
        coding.give_codes(response.pk, question.frame.code, codes, now=now)
    return Result.COUNTS if counts else Result.BESIDE


def fingerprint(text: str) -> str:
    """What tells one text from another: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _unfit(survey: Survey, question: OpenQuestion, codes: Sequence[str]) -> Result | None:
    """The frame as it is now: somebody may have merged a theme away while it was being given."""
    frame = framing.frame_of(survey.questionnaire, question.variable)
    given = [option_of(frame.codes if frame else (), code) for code in codes]
    if any(code is None or code.retired for code in given):
        return Result.NO_SUCH_CODE
    listed = [code for code in given if code and code.listed]
    return Result.ONE_LISTED_ONLY if question.one_listed and len(listed) > 1 else None
