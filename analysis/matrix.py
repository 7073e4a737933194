"""All submitted responses of a survey as columns, kept in the process and topped up.

A response that was submitted a moment ago is there at the next view: each view asks the database, in
one query, how many coded records there are and which is the newest. What came since is added, into
room that was left for it; where that does not add up (a record was rewritten, or one with an earlier
key was committed later), all are read again.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import numpy as np
from django.db.models import Count, Max
from numpy.typing import NDArray

from analysis import records
from surveys import compiling
from surveys.models import CodedResponse, FormerRecord, Survey
from surveys.questionnaire import packing
from surveys.questionnaire.packing import Column

ROOM = 32  # one in so many responses more have room before all have to be copied


@dataclass(frozen=True, slots=True)
class Matrix:
    """The packed records on their side: a row of `cells` is one byte of all responses, in the
    order of their keys. `newest` is the highest key, 0 if there is none. `sets` holds what was taken from the columns
    before: how many responses that was true of, and the set."""

    cells: NDArray[np.uint8]
    newest: int
    sets: dict[Hashable, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def responses(self) -> int:
        """How many responses there are."""
        return self.cells.shape[1]

    def codes(self, column: Column, *, since: int = 0) -> NDArray[np.uint8]:
        """A column of one byte, from that response on: the bytes that `packing` writes."""
        return self.cells[column.offset, since:]

    def numbers(self, column: Column, *, since: int = 0) -> NDArray[np.int32]:
        """A column of numbers, from that response on, in hundredths; below 0 where there is none."""
        of_each = np.ascontiguousarray(self.cells[column.offset : column.offset + column.width, since:].T)
        return of_each.view("<i4").ravel()


@dataclass(slots=True)
class Kept:
    """The columns of a survey with room for more, and what is in them so far."""

    room: NDArray[np.uint8]
    matrix: Matrix


_kept: dict[tuple[int, str, int], Kept] = {}
_filling = Lock()


def current(survey: Survey) -> Matrix:
    """All submitted responses as they are now. One query where nothing is new, two otherwise.

    Raises RecordsOutOfDate where a record does not have the questionnaire's length."""
    questionnaire = survey.questionnaire
    key = (survey.pk, questionnaire.digest, questionnaire.edition)
    state = CodedResponse.objects.filter(survey=survey).aggregate(number=Count("pk"), newest=Max("pk"))
    number, newest = state["number"], state["newest"] or 0
    with _filling:
        kept = _kept.get(key)
        if kept is None or (kept.matrix.responses, kept.matrix.newest) != (number, newest):
            _forget_earlier_editions(key)
            kept = _kept[key] = _topped_up(survey, kept, number) or _filled(survey, None, number)
        return kept.matrix


def as_at(survey: Survey, moment: datetime) -> Matrix:
    """The submitted responses as they were at that moment, with the codes that open answers had then; in the order of
    the responses. Three queries, and nothing of it is kept. Raises RecordsOutOfDate."""
    found = [record for _, record in sorted(_at(survey, moment).items())]
    return Matrix(np.ascontiguousarray(records.rows(found, survey).T), len(found))


def responses(survey: Survey, *, at: datetime | None = None) -> list[int]:
    """The keys of the responses in the order of the columns, of now or of that moment."""
    if at:
        return sorted(_at(survey, at))
    return list(CodedResponse.objects.filter(survey=survey).order_by("pk").values_list("response_id", flat=True))


def changed_since(survey: Survey, moment: datetime) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """The records that are others now than at that moment, then and now, by the response's key. What came since has
    none of then."""
    then = _at(survey, moment)
    newer = CodedResponse.objects.filter(survey=survey, since__gt=moment).values_list("response_id", "record")
    now = {key: bytes(record) for key, record in newer}
    return {key: bytes(record) for key, record in then.items() if key in now}, now


def _at(survey: Survey, moment: datetime) -> dict[int, bytes | memoryview]:
    """The record of each response at that moment."""
    still = CodedResponse.objects.filter(survey=survey, since__lte=moment)
    former = FormerRecord.objects.filter(survey=survey, since__lte=moment, until__gt=moment)
    return dict([*still.values_list("response_id", "record"), *former.values_list("response_id", "record")])


def forget() -> None:
    """Keep nothing: the next view reads everything again."""
    _kept.clear()


def _forget_earlier_editions(key: tuple[int, str, int]) -> None:
    for other in [other for other in _kept if other[0] == key[0] and other != key]:
        del _kept[other]


def _topped_up(survey: Survey, known: Kept | None, number: int) -> Kept | None:
    """What was known and what came since; None where that does not make so many."""
    if known is None or known.matrix.responses > number:
        return None
    filled = _filled(survey, known, number)
    return filled if filled.matrix.responses == number else None


def _filled(survey: Survey, known: Kept | None, number: int) -> Kept:
    """The responses whose key is above what is known, put behind that; in one query."""
    length = packing.length(compiling.layout(survey.questionnaire))
    room = known.room if known else np.empty((length, 0), np.uint8)
    filled, newest = (known.matrix.responses, known.matrix.newest) if known else (0, 0)
    for batch in records.after(survey, newest):
        after = filled + len(batch.rows)
        room = _with_room(room, filled, max(number, after))
        room[:, filled:after] = batch.rows.T
        filled, newest = after, batch.newest
    sets = known.matrix.sets if known else {}
    return Kept(room, Matrix(room[:, :filled], newest, sets))


def _with_room(room: NDArray[np.uint8], filled: int, wanted: int) -> NDArray[np.uint8]:
    """The same columns with room for as many as are wanted."""
    if room.shape[1] >= wanted:
        return room
    larger = np.empty((room.shape[0], wanted + wanted // ROOM), np.uint8)
    larger[:, :filled] = room[:, :filled]
    return larger
