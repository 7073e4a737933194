"""What a file of rows comes down to, whatever its kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import NamedTuple

HEADS_AGAIN = "the names of the columns stand here once more; keep one table"


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read; a larger file is refused before anything of it is used."""

    packed: int = 5 * 1024 * 1024
    unpacked: int = 50 * 1024 * 1024
    entries: int = 200
    tags: int = 3_000_000  # elements of a workbook's sheet; half as many of the texts that its cells share
    small: int = 300_000  # elements of a part without cells
    cell: int = 32_767  # characters, as in Excel
    rows: int = 20_000
    length: int = 100_000  # with the blank rows of a sheet
    columns: int = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do. Rows are counted as a spreadsheet shows them, from 1; no row means the
    whole file, no column the whole row."""

    message: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"row {self.row}" if self.row else "", self.column) if part)
        return f"{place[0].upper()}{place[1:]}: {self.message}" if place else self.message


class Unreadable(Exception):
    """Nothing can be read from this file; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class NoText:
    """A cell of a workbook that holds something other than text or a number."""

    message: str


Cell = str | NoText


class Line(NamedTuple):
    """One row of a file as it stands there."""

    number: int
    cells: tuple[Cell, ...]


class Row(NamedTuple):
    """One row under the heads of its columns; a column is missing where its cell holds no text."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file by column, or what is wrong with it. `notices` are no problems, but worth knowing."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """The columns that a file may have, and those it must have. Where others `may_follow`, they are passed over."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    may_follow: bool = False


def under_heads(lines: Iterable[Line], heads: Heads, *, notices: tuple[str, ...] = ()) -> Sheet:
    """The lines as rows. The first line that is not blank holds the heads; blank lines after it are passed over."""
    filled = filter(_is_filled, lines)
    first = next(filled, None)
    if first is None:
        return Sheet(problems=(Problem("The file is empty. Choose the file with the list."),))
    columns = [_head(cell, heads) for cell in first.cells]
    problems = list(_wrong_heads(first, columns, heads))
    if problems:
        return Sheet(problems=tuple(problems))
    second = next(filled, None)
    if second is None:
        return Sheet(problems=(Problem("The file has heads but no rows under them."),))
    kept = tuple(name for name in columns if name in heads.known)
    rows = tuple(_row(line, columns, heads, problems) for line in chain([second], filled))
    names = _row(first, columns, heads, []).cells
    problems += [Problem(HEADS_AGAIN, row.number) for row in rows if row.cells == names]
    return Sheet(kept, rows, tuple(problems), (*notices, *_passed_over(columns, heads)))


def _is_filled(line: Line) -> bool:
    """Whether the line holds anything but blanks."""
    return any(not isinstance(cell, str) or cell.strip() for cell in line.cells)


def _head(cell: Cell, heads: Heads) -> str:
    """The column's name as it is known: case, spaces and hyphens make no difference."""
    text = cell if isinstance(cell, str) else ""
    folded = _folded(text)
    return next((name for name in heads.known if _folded(name) == folded), text.strip())


def _folded(name: str) -> str:
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _wrong_heads(first: Line, columns: list[str], heads: Heads) -> Iterator[Problem]:
    if not set(columns) & set(heads.known):
        yield Problem(f"the first row must hold the names of the columns: {', '.join(heads.known)}", first.number)
        return
    for name in dict.fromkeys(columns):
        if name and columns.count(name) > 1:
            yield Problem("there are several columns of this name; keep one", first.number, name)
        elif name and name not in heads.known and not heads.may_follow:
            yield Problem("there is no such column; correct its name or take it out", first.number, name)
    for name in heads.required:
        if name not in columns:
            yield Problem("this column is missing; add it", first.number, name)


def _passed_over(columns: list[str], heads: Heads) -> Iterator[str]:
    others = [name for name in columns if name and name not in heads.known]
    if others:
        yield f"Columns that are not read: {', '.join(others)}."


def _row(line: Line, columns: list[str], heads: Heads, problems: list[Problem]) -> Row:
    """The texts of a line by column; what is no text joins the problems."""
    cells = {name: "" for name in columns if name in heads.known}
    for name, cell in zip(columns, line.cells, strict=False):
        if isinstance(cell, NoText) and cells.pop(name, None) is not None:
            problems.append(Problem(cell.message, line.number, name))
        elif name in cells and isinstance(cell, str):
            cells[name] = cell
    if _beyond(columns, line.cells):
        message = "there are cells beyond the named columns; check for a comma that is not between quotation marks"
        problems.append(Problem(message, line.number))
    return Row(line.number, cells)


def _beyond(columns: list[str], cells: tuple[Cell, ...]) -> bool:
    """Whether something stands where no column has a name."""
    return any(cell for name, cell in zip_longest(columns[: len(cells)], cells) if not name)
