"""How far the coders of a question agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from django.contrib.auth.models import User
from numpy.typing import NDArray

from analysis.open_answers.reading import Verbatim
from analysis.statistics import agreement
from analysis.statistics.agreement import Agreement
from surveys.questionnaire.definition import CodeFrame, Theme

STRENGTHS = ((0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair"), (0.0, "slight"))


class OfCode(NamedTuple):
    """The agreement on one code, and how often each of the two gave it."""

    code: Theme
    one: int
    other: int
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders, how far they agree over all codes, and on each code that one of them gave."""

    one: User
    other: User
    agreement: Agreement
    codes: tuple[OfCode, ...]


def pairs(frame: CodeFrame, answers: Sequence[Verbatim]) -> list[Pair]:
    """Each two coders who judged some of the same answers, without seeing each other’s codes."""
    coders = sorted({coder for answer in answers for coder in answer.standing.by_coder})
    people = User.objects.in_bulk(coders)
    made = (_pair(frame, answers, people[one], people[other]) for one, other in combinations(coders, 2))
    return [pair for pair in made if pair]


def disputed(answers: Sequence[Verbatim]) -> list[Verbatim]:
    """Those on which coders differ, as long as nobody has decided."""
    return [answer for answer in answers if answer.standing.is_disputed]


def strength(kappa: float) -> str:
    """What a kappa is called, after Landis and Koch (Biometrics 33, 1977, p. 165)."""
    return next((name for above, name in STRENGTHS if kappa > above), "poor")


def _pair(frame: CodeFrame, answers: Sequence[Verbatim], one: User, other: User) -> Pair | None:
    both = [answer.standing.by_coder for answer in answers if {one.pk, other.pk} <= answer.standing.by_coder.keys()]
    codes = [code for code in frame.codes if not code.retired]
    ones = _given([judged[one.pk] for judged in both], codes)
    others = _given([judged[other.pk] for judged in both], codes)
    overall = agreement.of_coders(ones, others)
    if overall is None:
        return None
    of_each = zip(codes, ones.sum(axis=0), others.sum(axis=0), agreement.of_each_code(ones, others), strict=True)
    found = (OfCode(code, int(a), int(b), on) for code, a, b, on in of_each if on and a + b)
    return Pair(one, other, overall, tuple(found))


def _given(judgements: Sequence[Sequence[str]], codes: Sequence[Theme]) -> NDArray[np.bool_]:
    """A row for each answer, a column for each code."""
    rows = [[code.code in judged for code in codes] for judged in judgements]
    return np.array(rows, np.bool_).reshape(len(rows), len(codes))
