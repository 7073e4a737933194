"""Quotations for the report: words that were written, with no more about who wrote them than type and region."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from analysis.disclosure.rules import SMALLEST_BASE
from analysis.models import Quotation
from analysis.open_answers import names, reading
from analysis.open_answers.names import Hint
from analysis.open_answers.questions import OpenQuestion, open_questions
from contacts import frame
from contacts.frame import Cells
from surveys.models import Response, Survey
from surveys.questionnaire.definition import option_of

IN_BRACKETS = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation as it stands in a report: what was asked, what was written, and by whom as far as can be said."""

    key: int
    question: OpenQuestion
    text: str
    by: str


def is_word_for_word(text: str, answer: str) -> bool:
    """Whether a text is an answer, or parts of it in their order, with nothing else but what stands in brackets. No
    word is cut, for “cannot” may not become “can”."""
    place, whole = 0, _plain(answer)
    for piece in map(_plain, IN_BRACKETS.split(text)):
        found = _whole_words(piece).search(whole, place)
        if found is None:
            return False
        place = found.end()
    return bool(_plain(IN_BRACKETS.sub("", text)))


def _whole_words(piece: str) -> re.Pattern[str]:
    before, after = (r"\b" if re.match(r"\w", end) else "" for end in (piece[:1], piece[-1:]))
    return re.compile(f"{before}{re.escape(piece)}{after}")


def hints(text: str) -> list[Hint]:
    """What in it may tell who wrote it, by the names of the list as it is now."""
    return names.hints(text, names.known(*frame.names()))


def keep(survey: Survey, response: Response, variable: str, text: str, *, by: User, now: datetime) -> Quotation | None:
    """Put it into the report; None where it stands there already."""
    try:
        with transaction.atomic():
            return Quotation.objects.create(
                survey=survey, response=response, variable=variable, text=text, made_by=by, made_at=now
            )
    except IntegrityError:
        return None


def quotations(survey: Survey) -> tuple[Quoted, ...]:
    """All that were chosen, in the order of the questionnaire. One whose answer was changed since, so that its words
    stand there no more, is left out."""
    kept = list(Quotation.objects.filter(survey=survey).select_related("response"))
    if not kept:
        return ()
    cells = frame.cells()
    return tuple(
        Quoted(each.pk, question, each.text, attribution(survey, each.response, cells))
        for question in open_questions(survey)
        for each in kept
        if each.variable == question.variable and still_stands(each)
    )


def still_stands(quotation: Quotation) -> bool:
    """Whether its words are still those of the answer."""
    return is_word_for_word(quotation.text, str(quotation.response.answers.get(quotation.variable) or ""))


def attribution(survey: Survey, response: Response, cells: Cells) -> str:
    """Type and region of who wrote it, in words; only one of them, or nothing, where so few organisations of the list
    are alike that this would tell too much."""
    said = {
        fact: option
        for fact, question in reading.fact_questions(survey).items()
        if (option := option_of(question.options, response.answers.get(question.code)))
    }
    for facts in (("type", "region"), ("region",), ("type",)):
        codes: dict[str, str] = {fact: said[fact].code for fact in facts if fact in said}
        if len(codes) == len(facts) and _alike(codes, cells) >= SMALLEST_BASE:
            return ", ".join(said[fact].short or said[fact].label for fact in facts)
    return ""


def _alike(told: Mapping[str, str], cells: Cells) -> int:
    """How many organisations of the list are of this type or in this region, or both."""
    return sum(
        number
        for (of_type, region), number in cells.items()
        if told.get("type", of_type) == of_type and told.get("region", region) == region
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
