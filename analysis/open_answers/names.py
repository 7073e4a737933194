"""What in a text may tell who wrote it: names of the list, addresses, numbers, what else looks like a name. Pure."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

SHORTEST_SURNAME = 3

# Words that are in the name of so many partnerships and councils that they name none of them.
GENERIC_WORDS = """
a and area authorities authority board borough cdrp city combined community council county crime csp disorder
district east england for forum greater group in isle local london lsp metropolitan mid new north of office on
partnership partnerships reduction region responsible royal rural safe safer safety shire south strategic team
the together unitary upon vale valley west with working
"""
GENERIC = frozenset(GENERIC_WORDS.split())
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
WEB = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?|0)\d(?:[\s-]?\d){8,10}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady|PC|Sgt|Insp|Supt)\.?\s+[A-Z]\w+")
CAPITALISED = re.compile(r"(?<![.!?:;\w’'\"“(\[•-])(?<!^)\s([A-Z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+)*)")
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
        frozenset(surname for surname in surnames if len(surname) >= SHORTEST_SURNAME),
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
    for found in CAPITALISED.finditer(text):
        if not set(found.group(1).split()) <= names.organisations | names.people:
            yield Hint(found.group(1), Kind.NAME)


@lru_cache(maxsize=2000)
def _telling(name: str) -> frozenset[str]:
    """The words of a name that are its own."""
    return frozenset(word for word in WORD.findall(name) if word.casefold() not in GENERIC and len(word) > 2)
