"""Which organisations look like the same one. Pure.

All pairs of a large frame cannot be compared. Names are compared with those next to them when sorted, from the front
and from the back, and with those that share a rare word; addresses and postcodes with their equals alone. So the work
grows with the frame, not with its square.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rapidfuzz import fuzz

ALIKE = 88  # of 100: one letter in eight may differ
ALIKE_AT_ONE_POSTCODE = 70
NEIGHBOURS = 5
RARE = 12  # organisations that share a word
# Words that tell nothing apart, and those that tell everything apart.
COMMON = {
    *("a", "and", "of", "the", "authority", "borough", "city", "community", "council", "county", "district", "london"),
    *("metropolitan", "royal", "unitary", "cdrp", "csp", "crime", "disorder", "partnership", "reduction", "safety"),
}
TELLING = {
    *("north", "south", "east", "west", "northern", "southern", "eastern", "western"),
    *("mid", "central", "upper", "lower", "inner", "outer"),
}
SPELLINGS = {"saint": "st", "upon": "on", "n": "north", "s": "south", "e": "east", "w": "west"}


class Reason(StrEnum):
    EMAIL = "email"
    NAME = "name"
    LIKE_NAME = "like_name"
    POSTCODE = "postcode"


CERTAIN = frozenset({Reason.EMAIL, Reason.NAME})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation as far as it matters here. `email` and `postcode` are its contact's. Of its name, `words` are all
    words, `telling` those that tell organisations apart, `gist` these sorted, and `marks` numbers and points of the
    compass: two names that differ in these are two organisations."""

    key: int
    reference: str
    name: str
    region: str
    email: str
    postcode: str
    words: str
    telling: str
    gist: str
    marks: str


def candidate(
    key: int, *, reference: str, name: str, region: str, email: str | None, postcode: str | None
) -> Candidate:
    """An organisation and its contact, ready to be compared."""
    words = [SPELLINGS.get(word, word) for word in re.findall("[a-z0-9]+", _plain(name))]
    telling = [word for word in words if word not in COMMON] or words
    marks = [word for word in telling if word in TELLING or not word.isalpha()]
    return Candidate(
        key=key,
        reference=reference,
        name=name,
        region=region,
        email=(email or "").casefold(),
        postcode=_plain(postcode or "").replace(" ", ""),
        words=" ".join(words),
        telling=" ".join(telling),
        gist=" ".join(sorted(telling)),
        marks=" ".join(sorted(marks)),
    )


def _plain(text: str) -> str:
    """Small letters without accents and apostrophes."""
    folded = text.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


@dataclass
class Pair:
    """Two organisations that look alike: why, and how alike their names are, out of 100."""

    first: Candidate
    second: Candidate
    reasons: set[Reason]
    score: float

    @property
    def is_certain(self) -> bool:
        return bool(self.reasons & CERTAIN)


def pairs(candidates: Sequence[Candidate]) -> list[Pair]:
    """The pairs that look alike: certain ones first, then by how alike their names are."""
    found: dict[tuple[int, int], Pair] = {}
    for reason, one, other, score in _findings(candidates):
        first, second = (one, other) if one.key < other.key else (other, one)
        pair = found.setdefault((first.key, second.key), Pair(first, second, set(), score))
        pair.reasons.add(reason)
        pair.score = max(pair.score, score)
    return sorted(found.values(), key=lambda pair: (not pair.is_certain, -pair.score, pair.first.reference))


Finding = tuple[Reason, Candidate, Candidate, float]


def _findings(candidates: Sequence[Candidate]) -> Iterator[Finding]:
    for same_email in _groups(candidates, lambda candidate: candidate.email):
        for first, second in pairwise(same_email):
            yield Reason.EMAIL, first, second, _score(first, second)
    for same_name in _groups(candidates, lambda candidate: candidate.words):
        for first, second in pairwise(same_name):
            yield Reason.NAME, first, second, 100
    yield from _alike(_near(candidates), Reason.LIKE_NAME, ALIKE)
    yield from _alike(_at_one_postcode(candidates), Reason.POSTCODE, ALIKE_AT_ONE_POSTCODE)


def _groups(candidates: Iterable[Candidate], by: Callable[[Candidate], Hashable]) -> Iterator[list[Candidate]]:
    """Those that have the same there, where there is anything."""
    groups: defaultdict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if value := by(candidate):
            groups[value].append(candidate)
    return (group for group in groups.values() if len(group) > 1)


def _alike(found: Iterable[tuple[Candidate, Candidate]], reason: Reason, least: float) -> Iterator[Finding]:
    for first, second in found:
        if first.marks == second.marks and (score := _score(first, second)) >= least:
            yield reason, first, second, score


def _score(first: Candidate, second: Candidate) -> float:
    """How alike the names are, in whichever order their words stand."""
    return round(max(fuzz.ratio(first.telling, second.telling), fuzz.ratio(first.gist, second.gist)))


def _near(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of one region whose names are worth comparing."""
    for region in _groups(candidates, lambda candidate: candidate.region):
        yield from _neighbours(sorted(region, key=lambda candidate: candidate.gist))
        yield from _neighbours(sorted(region, key=lambda candidate: candidate.gist[::-1]))
        yield from _sharing_a_rare_word(region)


def _at_one_postcode(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    for group in _groups(candidates, lambda candidate: candidate.postcode):
        yield from _neighbours(sorted(group, key=lambda candidate: candidate.gist))


def _neighbours(ordered: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    for distance in range(1, NEIGHBOURS + 1):
        yield from zip(ordered, ordered[distance:], strict=False)


def _sharing_a_rare_word(region: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    by_word: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in region:
        for word in set(candidate.gist.split()):
            by_word[word].append(candidate)
    for sharing in by_word.values():
        if 1 < len(sharing) <= RARE:
            yield from _neighbours(sharing)
