"""XML read as it comes: nothing is kept that nobody asked for, and reading stops where it has cost enough."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO
from xml.parsers import expat

from contacts.spreadsheets.sheet import Unreadable

CHUNK = 64 * 1024
LAST = True
DAMAGED = "The workbook is damaged. Open it in a spreadsheet program, save it again as .xlsx, and try once more."
TOO_MUCH = "The workbook unpacks to more than is read here. Copy the list alone into a new workbook."


@dataclass
class Budget:
    """How many elements may still be read: what XML costs goes by them more than by its size. Some may be in `reserve`
    for a part that proves to hold what it should."""

    left: int
    reserve: int = 0

    def release(self, elements: int) -> None:
        """Let so many more be read, as far as there are any in reserve."""
        released = min(elements, self.reserve)
        self.left, self.reserve = self.left + released, self.reserve - released


class Part:
    """What is taken from one part of a workbook. Parts say what to do where an element begins and ends and with its
    text; elements are named without their prefix."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.complete = False  # all that was wanted is there; the rest is not read

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text between two tags."""


def taken(file: IO[bytes], part: Part) -> Iterator[None]:
    """Let the part take what it wants, a piece of the file at each step. Raises Unreadable, or what `workbook.BROKEN`
    lists."""
    parser = _parser(part)
    for chunk in iter(partial(file.read, CHUNK), b""):
        parser.Parse(chunk)
        yield
        if part.complete:
            return
    parser.Parse(b"", LAST)
    yield


def _parser(part: Part) -> expat.XMLParserType:
    budget = part.budget

    def start(name: str, attributes: dict[str, str]) -> None:
        budget.left -= 1
        if budget.left < 0:
            raise Unreadable(TOO_MUCH)
        part.start(name[name.find(":") + 1 :], attributes)

    def end(name: str) -> None:
        part.end(name[name.find(":") + 1 :])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, part.text
    parser.EntityDeclHandler = _no_entities
    return parser


def _no_entities(*_: object) -> None:
    """A text that stands for another can make a small file a huge one; no spreadsheet program writes any."""
    raise Unreadable(DAMAGED)
