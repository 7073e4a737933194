"""Which respondents are meant: segments, as frozen data.

A set of respondents is a whole number whose k-th bit stands for the k-th submitted response, so that
`&`, `|` and `bit_count()` are all that counting needs.
"""

from dataclasses import dataclass
from typing import Protocol

Bits = int


class Answered(Protocol):
    """What segments ask of the answers. `within` gives the set of a segment, worked out once."""

    @property
    def everybody(self) -> Bits: ...
    def within(self, segment: "Segment") -> Bits: ...
    def chose(self, variable: str, options: frozenset[str]) -> Bits: ...
    def asked(self, variable: str) -> Bits: ...
    def gave(self, variable: str) -> Bits: ...
    def above(self, variable: str, threshold: float) -> Bits: ...
    def known(self, fact: str, options: frozenset[str] | None) -> Bits: ...


class Segment(Protocol):
    """Some of the respondents. `asked` are all who could have been in it: its base."""

    @property
    def asked(self) -> "Segment": ...
    def among(self, answers: Answered) -> Bits: ...


@dataclass(frozen=True, slots=True)
class Everybody:
    """Every submitted response."""

    @property
    def asked(self) -> Segment:
        return self

    def among(self, answers: Answered) -> Bits:
        return answers.everybody


@dataclass(frozen=True, slots=True)
class Asked:
    """Those who were asked, whether or not they answered."""

    variable: str

    @property
    def asked(self) -> Segment:
        return self

    def among(self, answers: Answered) -> Bits:
        return answers.asked(self.variable)


@dataclass(frozen=True, slots=True)
class Gave:
    """Those who gave any answer."""

    variable: str

    @property
    def asked(self) -> Segment:
        return Asked(self.variable)

    def among(self, answers: Answered) -> Bits:
        return answers.gave(self.variable)


@dataclass(frozen=True, slots=True)
class Chose:
    """Those whose answer is one of these options; a ticked box is the option "1"."""

    variable: str
    options: frozenset[str]

    @property
    def asked(self) -> Segment:
        return Asked(self.variable)

    def among(self, answers: Answered) -> Bits:
        return answers.chose(self.variable, self.options)


@dataclass(frozen=True, slots=True)
class Above:
    """Those who gave a number above the threshold."""

    variable: str
    threshold: float

    @property
    def asked(self) -> Segment:
        return Asked(self.variable)

    def among(self, answers: Answered) -> Bits:
        return answers.above(self.variable, self.threshold)


@dataclass(frozen=True, slots=True)
class Known:
    """Those of whose organisation the list says this, whatever they answered; without options all who are on the
    list."""

    fact: str
    options: frozenset[str] | None = None

    @property
    def asked(self) -> Segment:
        return Known(self.fact)

    def among(self, answers: Answered) -> Bits:
        return answers.known(self.fact, self.options)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Those in every one of the parts."""

    parts: tuple[Segment, ...]

    @property
    def asked(self) -> Segment:
        return AllOf(tuple(part.asked for part in self.parts))

    def among(self, answers: Answered) -> Bits:
        found = answers.everybody
        for part in self.parts:
            found &= answers.within(part)
        return found


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Those in at least one of the parts."""

    parts: tuple[Segment, ...]

    @property
    def asked(self) -> Segment:
        return AnyOf(tuple(part.asked for part in self.parts))

    def among(self, answers: Answered) -> Bits:
        found = 0
        for part in self.parts:
            found |= answers.within(part)
        return found


@dataclass(frozen=True, slots=True)
class Exactly:
    """Those in exactly so many of the parts."""

    number: int
    parts: tuple[Segment, ...]

    @property
    def asked(self) -> Segment:
        return AnyOf(tuple(part.asked for part in self.parts))

    def among(self, answers: Answered) -> Bits:
        by_number = [answers.everybody, *[0] * len(self.parts)]  # who is in none so far, in one, in two …
        for part in self.parts:
            members = answers.within(part)
            before = [0, *by_number[:-1]]
            by_number = [one & ~members | fewer & members for one, fewer in zip(by_number, before, strict=True)]
        return by_number[self.number] if self.number < len(by_number) else 0


@dataclass(frozen=True, slots=True)
class NotIn:
    """Those who could have been in the segment, and are not."""

    part: Segment

    @property
    def asked(self) -> Segment:
        return self.part.asked

    def among(self, answers: Answered) -> Bits:
        return answers.within(self.part.asked) & ~answers.within(self.part)


EVERYBODY = Everybody()


def chose(variable: str, *options: str) -> Chose:
    """Those whose answer is one of these options."""
    return Chose(variable, frozenset(options))


def ticked(variable: str) -> Chose:
    """Those who ticked the box."""
    return chose(variable, "1")
