"""Which responses came or were changed after a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from analysis import matrix
from surveys import compiling
from surveys.models import Survey
from surveys.questionnaire import packing


@dataclass(frozen=True, slots=True)
class Case:
    """A response that counts otherwise now than at that moment. `variables` are the columns that are others now: none
    where it came since, was changed and changed back, or was coded as fitting no theme."""

    response_id: int
    is_new: bool
    variables: tuple[str, ...]


def cases(survey: Survey, moment: datetime) -> list[Case]:
    """Those that came or were changed after the moment, by answers or by codes, in the order in which they came."""
    return list(_cases(survey, moment))


def _cases(survey: Survey, moment: datetime) -> Iterator[Case]:
    columns = compiling.layout(survey.questionnaire)
    then, now = matrix.changed_since(survey, moment)
    for key, record in sorted(now.items()):
        if key not in then:
            yield Case(key, is_new=True, variables=())
        else:
            yield Case(key, is_new=False, variables=tuple(_changed(then[key], record, columns)))


def _changed(before: bytes, after: bytes, columns: tuple[packing.Column, ...]) -> Iterator[str]:
    old, new = packing.fitted(before, columns) or b"", packing.fitted(after, columns) or b""
    for column in columns:
        place = slice(column.offset, column.offset + column.width)
        if old[place] != new[place]:
            yield column.name
