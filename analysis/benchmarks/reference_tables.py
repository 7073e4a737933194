"""The tables of the report as somebody would make them with pandas: a crosstab for each pair of variables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.segments import Above, AllOf, Asked, Chose, Everybody, Gave, Segment
from analysis.specification import Mean, Share, Specification
from surveys.questionnaire.codebook import Measure, Variable

EVERYBODY = "everybody"

Record = Mapping[str, Any]


class Pair(NamedTuple):
    """What one crosstab is of: for whom, and the segments whose variables stand in rows and columns."""

    only: Segment
    group: Segment
    of: Segment


def frame(records: Sequence[Record], variables: Sequence[Variable]) -> pd.DataFrame:
    """A column for each variable that can be counted: from the answers as they are stored."""
    answers = pd.DataFrame.from_records(records)
    columns = {name: column for variable in variables for name, column in _columns(answers, variable)}
    return pd.DataFrame(columns).assign(**{EVERYBODY: 1})


def tables(frame: pd.DataFrame, specifications: Sequence[Specification]) -> list[dict[Pair, pd.DataFrame]]:
    """The counts of every table, by pair; shares of the rows are worked out as well."""
    made = []
    for specification in specifications:
        counts = {pair: _crosstab(frame, pair) for pair in dict.fromkeys(pairs(specification))}
        for counted in counts.values():
            counted.div(counted.sum(axis=1), axis=0)
        for mean in _means(specification):
            frame[list(mean.variables)].sum(axis=1).groupby(frame["q2"], observed=False).mean()
        made.append(counts)
    return made


def counts(specification: Specification, counted: Mapping[Pair, pd.DataFrame]) -> list[int]:
    """The count of each cell with a share, picked from the crosstabs of its table."""
    return [
        _count(counted[_pair(specification, cell)], _group(cell), cell.of)
        for row in specification.cells
        for cell in row
        if isinstance(cell, Share)
    ]


def pairs(specification: Specification) -> Iterator[Pair]:
    """What each cell with a share is counted from."""
    for row in specification.cells:
        yield from (_pair(specification, cell) for cell in row if isinstance(cell, Share))


def _pair(specification: Specification, cell: Share) -> Pair:
    return Pair(specification.only, _whole(_group(cell)), _whole(cell.of))


def _group(cell: Share) -> Segment:
    """The row or column of which the cell shows a share."""
    group = cell.base.parts[0] if isinstance(cell.base, AllOf) else cell.base
    return Everybody() if isinstance(group, Asked) else group


def _count(counted: pd.DataFrame, group: Segment, of: Segment) -> int:
    return int(counted.reindex(index=_values(group), columns=_values(of), fill_value=0).to_numpy().sum())


def _crosstab(frame: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    asked = frame[FILTERS[type(pair.only)](frame, pair.only)]
    return pd.crosstab(_series(asked, pair.group), _series(asked, pair.of))


def _whole(segment: Segment) -> Segment:
    """All segments of one variable share a crosstab."""
    return Asked(segment.variable) if isinstance(segment, Chose) else segment


def _series(frame: pd.DataFrame, segment: Segment) -> pd.Series:
    if isinstance(segment, Above):
        return frame[segment.variable] > segment.threshold
    return frame[segment.variable if isinstance(segment, Asked) else EVERYBODY]


def _values(segment: Segment) -> Sequence[object]:
    if isinstance(segment, Chose):
        return sorted(segment.options)
    return [True] if isinstance(segment, Above) else [1]


def _means(specification: Specification) -> list[Mean]:
    return [cell for cell in specification.cells[0] if isinstance(cell, Mean)]


def _columns(answers: pd.DataFrame, variable: Variable) -> Iterator[tuple[str, pd.Series]]:
    name = variable.control.name if variable.control else variable.name
    if variable.measure is Measure.TEXT:
        return
    if name not in answers:
        yield variable.name, pd.Series(None, index=answers.index, dtype=object)
    elif variable.measure is Measure.CODES:
        yield from ((f"{name}_{code.code}", _ticks(answers, name, code.code)) for code in variable.options)
    elif variable.option:
        yield variable.name, _ticks(answers, name, variable.option)
    elif variable.measure is Measure.NUMBER:
        yield variable.name, pd.to_numeric(answers[name])
    else:
        yield variable.name, answers[name].astype("category")


def _ticks(answers: pd.DataFrame, name: str, code: str) -> pd.Series:
    ticked = answers[name].map(lambda chosen: str(int(code in chosen)) if isinstance(chosen, list) else None)
    return ticked.astype("category")


FILTERS: dict[type, Callable[[pd.DataFrame, Any], pd.Series]] = {
    Everybody: lambda frame, only: frame[EVERYBODY] == 1,
    Gave: lambda frame, only: frame[only.variable].notna(),
    Chose: lambda frame, only: frame[only.variable].isin(only.options),
}
