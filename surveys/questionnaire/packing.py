"""One response as a packed record: what tables are counted from.

A coded variable, a tick, the presence of a text and each code of a code frame take one byte; a
number takes four, in hundredths. Bytes 0 to 2 and numbers -1 to -3 are the reasons of
`codebook.Missing`; the byte of an option is FIRST_OPTION plus its place among the options.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.questionnaire.codebook import Measure, Missing, Record, Value, Variable

FIRST_OPTION = 3
PRESENT = FIRST_OPTION
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the packed record: its name, width in bytes (1 or 4) and place."""

    name: str
    width: int
    offset: int


def layout(variables: tuple[Variable, ...]) -> tuple[Column, ...]:
    """The columns in order. A code frame has one for each code, named `q18_codes_F1`."""
    columns: list[Column] = []
    offset = 0
    for name, width in (pair for variable in variables for pair in _widths(variable)):
        columns.append(Column(name, width, offset))
        offset += width
    return tuple(columns)


def pack(variables: tuple[Variable, ...], record: Record) -> bytes:
    """The record of one response, as long as the last column's end."""
    parts = (part for variable in variables for part in _parts(variable, record.value(variable)))
    return b"".join(parts)


def _widths(variable: Variable) -> list[tuple[str, int]]:
    if variable.measure is Measure.CODES:
        return [(f"{variable.name}_{code.code}", 1) for code in variable.options]
    return [(variable.name, 4 if variable.measure is Measure.NUMBER else 1)]


def _parts(variable: Variable, value: Value) -> Iterator[bytes]:
    if variable.measure is Measure.NUMBER:
        yield struct.pack("<i", _hundredths(value))
    elif variable.measure is Measure.CODES:
        given = [] if isinstance(value, Missing) else str(value).split(";")
        blank = value if isinstance(value, Missing) else FIRST_OPTION
        yield from (bytes([blank + (code.code in given)]) for code in variable.options)
    elif isinstance(value, Missing):
        yield bytes([value])
    elif variable.measure is Measure.TEXT:
        yield bytes([PRESENT])
    else:
        yield bytes([FIRST_OPTION + _place(variable, str(value))])


def _hundredths(value: Value) -> int:
    if isinstance(value, Missing):
        return -1 - value
    return round(float(value) * HUNDREDTHS)


def _place(variable: Variable, code: str) -> int:
    return [option.code for option in variable.options].index(code)
