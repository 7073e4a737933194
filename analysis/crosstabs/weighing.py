"""Respondents who count for the whole list: weighted to its types and regions."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.respondents import Respondents, flags
from analysis.segments import Bits, Segment
from analysis.statistics import describing, weighting
from analysis.statistics.describing import Moments
from analysis.statistics.weighting import Rim
from contacts import frame
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire.definition import Question, Questionnaire

SCALE = 1_000_000  # weights are whole numbers of this, so that counts are exact


class Weighted:
    """The same respondents, each counting as much as their weight."""

    scale = SCALE

    def __init__(self, respondents: Respondents, weights: NDArray[np.float64]) -> None:
        self._respondents = respondents
        self._weights = weights
        self._numbers: dict[Bits, int] = {}
        self._effective: dict[Bits, float] = {}
        self.everybody = respondents.everybody

    @cached_property
    def _units(self) -> NDArray[np.int64]:
        return np.rint(self._weights * SCALE).astype(np.int64)

    def within(self, segment: Segment) -> Bits:
        return self._respondents.within(segment)

    def chose(self, variable: str, options: frozenset[str]) -> Bits:
        return self._respondents.chose(variable, options)

    def asked(self, variable: str) -> Bits:
        return self._respondents.asked(variable)

    def gave(self, variable: str) -> Bits:
        return self._respondents.gave(variable)

    def above(self, variable: str, threshold: float) -> Bits:
        return self._respondents.above(variable, threshold)

    def known(self, fact: str, options: frozenset[str] | None) -> Bits:
        return self._respondents.known(fact, options)

    def number(self, of: Bits) -> int:
        found = self._numbers.get(of)
        if found is None:
            found = self._numbers[of] = int(self._units[self._flags(of)].sum())
        return found

    def effective(self, of: Bits) -> float:
        found = self._effective.get(of)
        if found is None:
            found = self._effective[of] = describing.effective(self._weights[self._flags(of)])
        return found

    def total(self, variables: tuple[str, ...], of: Bits) -> int:
        return int((self._respondents.numbers(variables, of) * self._units[self._flags(of)]).sum())

    def quartile(self, variables: tuple[str, ...], of: Bits, place: int) -> int | None:
        values, weights = self._respondents.numbers(variables, of), self._weights[self._flags(of)]
        return round(describing.quartile(values, place, weights)) if values.size and weights.sum() else None

    def moments(self, variables: tuple[str, ...], of: Bits) -> Moments:
        return describing.moments(self._respondents.numbers(variables, of), self._weights[self._flags(of)])

    def organisations(self, variable: str, option: str) -> int:
        return self._respondents.organisations(variable, option)

    def _flags(self, of: Bits) -> NDArray[np.bool_]:
        return flags(of, len(self._weights))


def weighted(survey: Survey, respondents: Respondents) -> Weighted:
    """The respondents weighted to the list's margins by type and region. Raises CannotBeWeighted."""
    questionnaire = compiling.compiled(survey.questionnaire)
    number = respondents.everybody.bit_count()
    rims = list(_rims(questionnaire, respondents, frame.counts(survey), number))
    return Weighted(respondents, weighting.rake(rims, number).values)


def _rims(
    questionnaire: Questionnaire, respondents: Respondents, counts: Mapping[str, Mapping[str, int]], number: int
) -> Iterator[Rim]:
    for fact, numbers in counts.items():
        question = questionnaire.question_of_fact(fact)
        if question:
            targets = np.array([numbers.get(option.code, 0) for option in question.options], np.float64)
            yield Rim(fact, _codes(question, respondents, number), targets)


def _codes(question: Question, respondents: Respondents, number: int) -> NDArray[np.int64]:
    codes = np.full(number, -1, np.int64)
    for place, option in enumerate(question.options):
        codes[flags(respondents.chose(question.code, frozenset({option.code})), number)] = place
    return codes
