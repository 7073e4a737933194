"""The respondents of a survey as sets of bits, taken from the columns of the matrix."""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.exceptions import NotInQuestionnaire
from analysis.matrix import Matrix
from analysis.segments import Bits, Segment
from analysis.statistics import describing
from analysis.statistics.describing import Moments
from surveys.questionnaire import codebook, packing
from surveys.questionnaire.codebook import Measure, Missing, Variable
from surveys.questionnaire.definition import Questionnaire
from surveys.questionnaire.packing import FIRST_OPTION, HUNDREDTHS, Column

BYTES = 256
GIVEN = frozenset({"1"})  # a code that an open answer has

Frame = Mapping[str, Mapping[str, int]]
Listed = Mapping[str, Mapping[str, Bits]]


class Codes(NamedTuple):
    """The variables of the codes that one open answer can have, and that of its text."""

    text: str
    codes: tuple[str, ...]


class Respondents:
    """All submitted responses at one moment, and `frame`: how many organisations each option of
    a variable has. Each set is worked out once. `listed` gives, when it is asked for, who is known to be what: for
    each fact of the list the set of each option."""

    def __init__(
        self, questionnaire: Questionnaire, matrix: Matrix, frame: Frame, *, listed: Callable[[], Listed] = dict
    ) -> None:
        self._columns = _columns(questionnaire)
        self._codes = _codes(questionnaire)
        self._frames = _frames(questionnaire)
        self.everybody: Bits = (1 << matrix.responses) - 1
        self.matrix = matrix
        self.frame = frame
        self._listed = listed
        self._sets: dict[Segment, Bits] = {}
        self._sums: dict[tuple[str, ...], NDArray[np.int64]] = {}

    def within(self, segment: Segment) -> Bits:
        """The set of a segment. Raises NotInQuestionnaire."""
        found = self._sets.get(segment)
        if found is None:
            found = self._sets[segment] = segment.among(self)
        return found

    def chose(self, variable: str, options: frozenset[str]) -> Bits:
        column = self._column(variable)
        if variable in self._frames and "0" in options:  # some other code, or this one too
            return self.gave(variable) & ~self.chose(variable, GIVEN) | self.chose(variable, options & GIVEN)
        wanted = [self._code(variable, option) for option in options]
        if len(wanted) == 1:
            return self._taken((variable, options), lambda since: self.matrix.codes(column, since=since) == wanted[0])
        chosen = np.zeros(BYTES, np.bool_)
        chosen[wanted] = True
        return self._taken((variable, options), lambda since: chosen[self.matrix.codes(column, since=since)])

    def asked(self, variable: str) -> Bits:
        if variable in self._frames:
            return self.asked(self._frames[variable].text)
        column = self._column(variable)
        if column.width > 1:
            not_asked = -1 - Missing.NOT_ASKED
            return self._taken((variable, "asked"), lambda since: self.matrix.numbers(column, since=since) != not_asked)
        return self._taken(
            (variable, "asked"), lambda since: self.matrix.codes(column, since=since) != Missing.NOT_ASKED
        )

    def gave(self, variable: str) -> Bits:
        if variable in self._frames:
            return reduce(or_, (self.chose(code, GIVEN) for code in self._frames[variable].codes))
        column = self._column(variable)
        if column.width > 1:
            return self._taken((variable, "gave"), lambda since: self.matrix.numbers(column, since=since) >= 0)
        return self._taken((variable, "gave"), lambda since: self.matrix.codes(column, since=since) >= FIRST_OPTION)

    def above(self, variable: str, threshold: float) -> Bits:
        column = self._column(variable)
        at_least_a_number = max(threshold * HUNDREDTHS, -1)  # below 0 are the reasons why there is none
        return self._taken(
            (variable, threshold), lambda since: self.matrix.numbers(column, since=since) > at_least_a_number
        )

    def known(self, fact: str, options: frozenset[str] | None) -> Bits:
        of_fact = self.listed.get(fact, {})
        return reduce(or_, (who for option, who in of_fact.items() if options is None or option in options), 0)

    @cached_property
    def listed(self) -> Listed:
        return self._listed()

    def _taken(self, name: Hashable, take: Callable[[int], NDArray[np.bool_]]) -> Bits:
        """The set of that name. What was taken before is kept with the columns; `take` gives the flags of the responses
        that came since."""
        number = self.matrix.responses
        known, found = self.matrix.sets.get(name, (0, 0))
        if known < number:
            found |= bits(take(known)) << known
            self.matrix.sets[name] = number, found
        return found if known <= number else found & self.everybody

    def total(self, variables: tuple[str, ...], of: Bits) -> int:
        return int(self.numbers(variables, of).sum())

    def numbers(self, variables: tuple[str, ...], of: Bits) -> NDArray[np.int64]:
        """The sum of these numbers for each of them, in hundredths, in the order of the responses."""
        sums = self._sums.get(variables)
        if sums is None:
            sums = self._sums[variables] = self._added_up(variables)
        return sums[flags(of, self.matrix.responses)]

    @property
    def scale(self) -> int:
        return 1

    def number(self, of: Bits) -> int:
        return of.bit_count()

    def effective(self, of: Bits) -> float:
        """How many respondents without weights would say as much: as many, for here none have any."""
        return of.bit_count()

    def moments(self, variables: tuple[str, ...], of: Bits) -> Moments:
        return describing.moments(self.numbers(variables, of))

    def quartile(self, variables: tuple[str, ...], of: Bits, place: int) -> int | None:
        values = self.numbers(variables, of)
        return round(describing.quartile(values, place)) if values.size else None

    def organisations(self, variable: str, option: str) -> int:
        return self.frame.get(variable, {}).get(option, 0)

    def _added_up(self, variables: tuple[str, ...]) -> NDArray[np.int64]:
        """The sum of the numbers of each response; a missing one adds nothing."""
        sums = np.zeros(self.matrix.responses, np.int64)
        for variable in variables:
            sums += np.maximum(self.matrix.numbers(self._column(variable)), 0)
        return sums

    def _column(self, variable: str) -> Column:
        try:
            return self._columns[variable]
        except KeyError:
            raise NotInQuestionnaire(variable) from None

    def _code(self, variable: str, option: str) -> int:
        try:
            return self._codes[variable][option]
        except KeyError:
            raise NotInQuestionnaire(f"{variable} {option}") from None


def bits(flags: NDArray[np.bool_]) -> Bits:
    """The set of those whose flag is up."""
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def flags(of: Bits, number: int) -> NDArray[np.bool_]:
    """A flag for each of so many respondents: whether they are in the set."""
    packed = np.frombuffer(of.to_bytes((number + 7) // 8, "little"), np.uint8)
    return np.unpackbits(packed, count=number, bitorder="little").view(np.bool_)


@lru_cache(maxsize=16)
def _columns(questionnaire: Questionnaire) -> dict[str, Column]:
    return {column.name: column for column in packing.layout(codebook.variables(questionnaire))}


@lru_cache(maxsize=16)
def _frames(questionnaire: Questionnaire) -> dict[str, Codes]:
    """For the variable of each code those of its code frame."""
    frames: dict[str, Codes] = {}
    for variable in codebook.variables(questionnaire):
        names = tuple(f"{variable.name}_{code.code}" for code in variable.options if variable.text)
        frames |= dict.fromkeys(names, Codes(variable.text, names))
    return frames


@lru_cache(maxsize=16)
def _codes(questionnaire: Questionnaire) -> dict[str, dict[str, int]]:
    """For each column of one byte, the byte of each of its options."""
    return {name: codes for variable in codebook.variables(questionnaire) for name, codes in _codes_of(variable)}


def _codes_of(variable: Variable) -> list[tuple[str, dict[str, int]]]:
    given = {tick.code: FIRST_OPTION + place for place, tick in enumerate(codebook.TICKS)}
    if variable.measure is Measure.CODES:
        return [(f"{variable.name}_{code.code}", given) for code in variable.options]
    return [(variable.name, {option.code: FIRST_OPTION + place for place, option in enumerate(variable.options)})]
