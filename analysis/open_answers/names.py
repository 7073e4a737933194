"""What in a text may tell who wrote it: names of the list, addresses, numbers, what else looks like a name. Pure."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

SHORTEST_NAME = 3

# Words that are in the names of so many partnerships, councils and agencies that they name none of them.
GENERIC_WORDS = """
a action alcohol and area authorities authority board borough cabinet care cdrp chair chief city combined
community constable council county crime csp director disorder district drug east england executive fire for
forum government greater group health home in isle joint justice leader local london lsp manager member
metropolitan mid ministry national new north of offending office officer on partnership partnerships police
policy primary probation reduction region regional responsible royal rural safe safer safety service services
shire south strategic team the together trust unitary upon vale valley west with working youth
"""
GENERIC = frozenset(GENERIC_WORDS.split())
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?|0)\d(?:[\s-]?\d){8,10}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|PC|Sgt|Insp|Supt)\.?\s+[A-Z]\w+")
CAPITALISED = re.compile(r"(?<=[\w,’')\]])\s+([A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)*)")  # within a sentence
WORD = re.compile(r"[A-Z][\w’'-]*")


class Kind(StrEnum):
    """What kind of hint it is; `NAME` may well be none."""

    ORGANISATION = "an organisation of the list"
    PERSON = "a person of the list"
    ADDRESS = "an address or a number"
    TITLE = "somebody by title and name"
    NAME = "perhaps a name"


class Hint(NamedTuple):
    """A place of a text that may tell who wrote it."""

    words: str
    kind: Kind


class Known(NamedTuple):
    """The names of the list: words that name its organisations, and names and surnames of its people."""

    organisations: frozenset[str]
    people: frozenset[str]


def known(organisations: Iterable[str], people: Iterable[str]) -> Known:
    """From the names as they stand in the list."""
    surnames = (name.split()[-1] for name in people if name.strip())
    return Known(
        frozenset(word for name in organisations for word in _telling(name)),
        frozenset(surname for surname in surnames if len(surname) >= SHORTEST_NAME),
    )


def hints(text: str, names: Known) -> list[Hint]:
    """Everything in the text that may tell who wrote it, each once, in the order of its kinds."""
    return list(dict.fromkeys(_hints(text, names)))


def _hints(text: str, names: Known) -> Iterator[Hint]:
    words = set(WORD.findall(text))
    yield from (Hint(word, Kind.ORGANISATION) for word in sorted(words & names.organisations))
    yield from (Hint(word, Kind.PERSON) for word in sorted(words & names.people))
    for pattern in (EMAIL, WEB, TELEPHONE, POSTCODE):
        yield from (Hint(found.group(), Kind.ADDRESS) for found in pattern.finditer(text))
    yield from (Hint(found.group(), Kind.TITLE) for found in TITLED.finditer(text))
    yield from (Hint(name, Kind.NAME) for name in _capitalised(TITLED.sub("", text)) if not _is_known(name, names))


def _capitalised(text: str) -> Iterator[str]:
    """What is written like a name in the middle of a sentence, and is not made of words that name nobody."""
    for found in CAPITALISED.finditer(text):
        if _telling(found.group(1)):
            yield found.group(1)


def _is_known(name: str, names: Known) -> bool:
    """Whether a hint about all its words stands there already."""
    return _telling(name) <= names.organisations | names.people


@lru_cache(maxsize=2000)
def _telling(name: str) -> frozenset[str]:
    """The words of a name that are its own."""
    words = (word for word in WORD.findall(name) if len(word) >= SHORTEST_NAME)
    return frozenset(word for word in words if word.casefold() not in GENERIC)
