"""The cells of a workbook's sheet, row by row as the file is unpacked: where a row is wrong, no more is read."""

from collections import deque
from collections.abc import Iterator
from typing import IO

from openpyxl.utils import column_index_from_string
from openpyxl.utils.escape import unescape

from contacts.spreadsheets.sheet import Cell, Limits, Line, NoText, Unreadable
from contacts.spreadsheets.xml_parts import DAMAGED, Budget, Part, taken

FOR_A_CELL = 4  # elements, rich text apart
TOO_LONG = "The sheet goes on for too many blank rows. Copy the list alone into a new workbook."
FORMULA = NoText("the cell holds a formula; put in what it shows (copy, then paste values only)")
DATE = NoText("the cell holds a date or time; format it as text and enter it again")


class Texts(Part):
    """Elements with texts in them: of a cell, or that several cells share. Reading aids, which East Asian texts have,
    are no part of the text."""

    def __init__(self, budget: Budget, limits: Limits) -> None:
        super().__init__(budget)
        self.limits = limits
        self._pieces: list[str] = []
        self._length = 0
        self._taking = self._reading_aid = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("v", "t"):
            self._taking = not self._reading_aid
        elif tag == "rPh":
            self._reading_aid = True

    def text(self, data: str) -> None:
        if self._taking:
            self._pieces.append(data)
            self._length += len(data)
            if self._length > self.limits.cell:
                start, most = self._pieces[0][:20], f"{self.limits.cell:,}"
                raise Unreadable(f"The cell that begins with “{start}” has more than {most} characters. Shorten it.")

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._taking = False
        elif tag == "rPh":
            self._reading_aid = False

    def whole(self) -> str:
        """The text so far; the next one begins."""
        text = "".join(self._pieces)
        self._pieces, self._length = [], 0
        return text


class SharedStrings(Texts):
    """The texts that cells share, read only as far as a cell asks for them."""

    def __init__(self, file: IO[bytes] | None, budget: Budget, limits: Limits) -> None:
        super().__init__(budget, limits)
        self.known: list[str] = []
        self._steps = taken(file, self) if file else iter(())

    def __getitem__(self, place: int) -> str:
        while not 0 <= place < len(self.known):
            if place < 0 or next(self._steps, StopIteration) is StopIteration:
                raise Unreadable(DAMAGED)
        return self.known[place]

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            self.known.append(unescape(self.whole()))


class Worksheet(Texts):
    """The rows of a sheet. `dates` are the numbers of the styles that show a number as a date or time. Each row that
    holds something lets as many more elements be read as a row may need."""

    def __init__(self, strings: SharedStrings, dates: frozenset[str], limits: Limits) -> None:
        super().__init__(Budget(limits.small, limits.tags - limits.small), limits)
        self.ready: deque[Line] = deque()
        self._strings, self._dates = strings, dates
        self._row = self._column = self._found = 0
        self._cells: list[Cell] = []
        self._kind = self._style = ""
        self._formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._begin_row(attributes)
        elif tag == "f":
            self._formula = True
        else:
            super().start(tag, attributes)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "sheetData":
            self.complete = True
        else:
            super().end(tag)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            raise Unreadable(DAMAGED)
        if number > self.limits.length:
            raise Unreadable(TOO_LONG)
        self._row, self._column, self._cells = number, 0, []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        column = column_index_from_string(place) if place else self._column + 1
        if column <= self._column:
            raise Unreadable(DAMAGED)
        self._column = column
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula = False
        self.whole()

    def _end_cell(self) -> None:
        value = FORMULA if self._formula else self._value(self.whole())
        if not value:
            return
        if self._column > self.limits.columns:
            number, most = self._row, self.limits.columns
            raise Unreadable(f"Row {number} has more than {most} columns. Take out those that are not needed.")
        self._cells += [""] * (self._column - 1 - len(self._cells))
        self._cells.append(value)

    def _end_row(self) -> None:
        if not self._cells:
            return
        self._found += 1
        self.budget.release(self.limits.columns * FOR_A_CELL)
        if self._found > self.limits.rows + 1:
            raise Unreadable(f"The sheet has more than {self.limits.rows:,} rows. Split it.")
        self.ready.append(Line(self._row, tuple(self._cells)))

    def _value(self, text: str) -> Cell:
        """What the cell holds, as a text, or why that is none."""
        if not text:
            return ""
        if self._kind == "s":
            return self._strings[int(text)]
        if self._kind in ("inlineStr", "str"):
            return unescape(text)
        return str(text == "1") if self._kind == "b" else self._number(text)

    def _number(self, text: str) -> Cell:
        if self._kind == "e":
            return NoText(f"the cell holds the error {text[:20]}; enter what is meant")
        if self._kind == "d" or self._style in self._dates:
            return DATE
        return f"{float(text):.15g}" if any(sign in text for sign in ".eE") else str(int(text))


def lines(file: IO[bytes], sheet: Worksheet) -> Iterator[Line]:
    """The rows of the sheet that hold anything, as they stand there. Raises Unreadable."""
    for _ in taken(file, sheet):
        while sheet.ready:
            yield sheet.ready.popleft()
