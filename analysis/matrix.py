"""All submitted responses of a survey as columns, kept in the process and topped up.

A response that was submitted a moment ago is there at the next view: each view asks the database, in
one query, how many coded records there are and which is the newest. What came since is added; where
that does not add up (a record was rewritten, or one with an earlier key was committed later), all are
read again.
"""

from dataclasses import dataclass

import numpy as np
from django.db.models import Count, Max
from numpy.typing import NDArray

from analysis.exceptions import RecordsOutOfDate
from surveys import compiling
from surveys.models import CodedResponse, Survey
from surveys.questionnaire.packing import Column


@dataclass(frozen=True, slots=True)
class Matrix:
    """The packed records on their side: a row of `cells` is one byte of all responses, in the
    order of their keys. `newest` is the highest key, 0 if there is none."""

    cells: NDArray[np.uint8]
    newest: int

    @property
    def responses(self) -> int:
        """How many responses there are."""
        return self.cells.shape[1]

    def codes(self, column: Column) -> NDArray[np.uint8]:
        """A column of one byte: the bytes that `packing` writes."""
        return self.cells[column.offset]

    def numbers(self, column: Column) -> NDArray[np.int32]:
        """A column of numbers, in hundredths; below 0 where there is none."""
        of_each = np.ascontiguousarray(self.cells[column.offset : column.offset + column.width].T)
        return of_each.view("<i4").ravel()


_kept: dict[tuple[int, str], Matrix] = {}


def current(survey: Survey) -> Matrix:
    """All submitted responses as they are now. One query where nothing is new, two otherwise.

    Raises RecordsOutOfDate where a record does not have the questionnaire's length."""
    key = (survey.pk, survey.questionnaire.digest)
    known = _kept.get(key) or _empty(survey)
    state = CodedResponse.objects.filter(survey=survey).aggregate(number=Count("pk"), newest=Max("pk"))
    if (known.responses, known.newest) != (state["number"], state["newest"] or 0):
        known = _topped_up(survey, known, state["number"])
    _kept[key] = known
    return known


def forget() -> None:
    """Keep nothing: the next view reads everything again."""
    _kept.clear()


def _topped_up(survey: Survey, known: Matrix, number: int) -> Matrix:
    added = _read(survey, after=known.newest)
    if known.responses + added.responses != number:
        return _read(survey, after=0)
    return Matrix(np.concatenate([known.cells, added.cells], axis=1), added.newest)


def _empty(survey: Survey) -> Matrix:
    return Matrix(np.empty((_length(survey), 0), np.uint8), 0)


def _read(survey: Survey, *, after: int) -> Matrix:
    """The responses whose key is above `after`, in one query."""
    rows = CodedResponse.objects.filter(survey=survey, pk__gt=after).order_by("pk")
    keys_and_records = rows.values_list("pk", "record")
    packed = b"".join(record for _, record in keys_and_records)
    length = _length(survey)
    if len(packed) != length * len(keys_and_records):
        raise RecordsOutOfDate(survey.title)
    records = np.frombuffer(packed, np.uint8).reshape(-1, length)
    newest = keys_and_records[len(keys_and_records) - 1][0] if keys_and_records else after
    return Matrix(np.ascontiguousarray(records.T), newest)


def _length(survey: Survey) -> int:
    """How many bytes a packed record of this survey has."""
    last = compiling.layout(survey.questionnaire)[-1]
    return last.offset + last.width
