"""One response as a packed record: what tables are counted from.

A coded variable, a tick, the presence of a text and each code of a code frame take one byte; a
number takes four, in hundredths. Bytes 0 to 2 and numbers -1 to -3 are the reasons of
`codebook.Missing`; the byte of an option is FIRST_OPTION plus its place among the options.

Code frames grow while there are records already. What a later edition added stands behind everything else, so that a
record of an earlier one is the beginning of a record of today: filled up with zeros, it has none of the new codes.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.questionnaire.codebook import Measure, Missing, Record, Value, Variable
from surveys.questionnaire.definition import Option, Theme

FIRST_OPTION = 3
PRESENT = FIRST_OPTION
GIVEN = FIRST_OPTION + 1  # a code that an open answer has
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the packed record: its name, width in bytes (1 or 4) and place, and the edition of the code frames
    that added it (0: it was there from the first)."""

    name: str
    width: int
    offset: int
    edition: int = 0


def layout(variables: tuple[Variable, ...]) -> tuple[Column, ...]:
    """The columns in order. A code frame has one for each code, named `q18_codes_F1`."""
    columns: list[Column] = []
    offset = 0
    for edition, name, width in sorted((each for v in variables for each in _widths(v)), key=_edition):
        columns.append(Column(name, width, offset, edition))
        offset += width
    return tuple(columns)


def pack(variables: tuple[Variable, ...], record: Record) -> bytes:
    """The record of one response, as long as the last column's end."""
    parts = (part for variable in variables for part in _parts(variable, record.value(variable)))
    return b"".join(part for _, part in sorted(parts, key=_edition))


def length(columns: tuple[Column, ...]) -> int:
    """How many bytes a record of these columns has."""
    return columns[-1].offset + columns[-1].width


def shortest(columns: tuple[Column, ...]) -> int:
    """How many bytes a record of the first edition has."""
    return sum(column.width for column in columns if column.edition == 0)


def fitted(record: bytes, columns: tuple[Column, ...]) -> bytes | None:
    """The record as long as these columns, whatever edition it is of; None if it is of another questionnaire."""
    if len(record) < shortest(columns):
        return None
    return record[: length(columns)].ljust(length(columns), b"\0")


def _edition(part: tuple[int, *tuple[object, ...]]) -> int:
    return part[0]


def _edition_of(code: Option) -> int:
    return code.edition if isinstance(code, Theme) else 0


def _widths(variable: Variable) -> list[tuple[int, str, int]]:
    if variable.measure is Measure.CODES:
        return [(_edition_of(code), f"{variable.name}_{code.code}", 1) for code in variable.options]
    return [(0, variable.name, 4 if variable.measure is Measure.NUMBER else 1)]


def _parts(variable: Variable, value: Value) -> Iterator[tuple[int, bytes]]:
    """With the edition in which each came in."""
    if variable.measure is Measure.NUMBER:
        yield 0, struct.pack("<i", _hundredths(value))
    elif variable.measure is Measure.CODES:
        given = [] if isinstance(value, Missing) else str(value).split(";")
        blank = value if isinstance(value, Missing) else FIRST_OPTION
        yield from (_given(code, is_given=code.code in given, blank=blank) for code in variable.options)
    elif isinstance(value, Missing):
        yield 0, bytes([value])
    elif variable.measure is Measure.TEXT:
        yield 0, bytes([PRESENT])
    else:
        yield 0, bytes([FIRST_OPTION + _place(variable, str(value))])


def _given(code: Option, *, is_given: bool, blank: int) -> tuple[int, bytes]:
    """A code that was added later is given or not; why there is none, the text itself tells."""
    edition = _edition_of(code)
    return edition, bytes([blank + is_given if edition == 0 else GIVEN if is_given else 0])


def _hundredths(value: Value) -> int:
    if isinstance(value, Missing):
        return -1 - value
    return round(float(value) * HUNDREDTHS)


def _place(variable: Variable, code: str) -> int:
    return [option.code for option in variable.options].index(code)
