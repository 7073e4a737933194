"""What an outsider can work out about numbers that are hidden, from all those that are shown. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse
from scipy.sparse import csgraph

NOTHING = 1e-6  # what a linear program leaves of nought
HIGHEST = 1e9  # no number is higher


@dataclass(frozen=True, slots=True)
class Relation:
    """A total and the parts that add up to it, each by its place among the numbers. Beside the parts there is
    `besides`, as many as are in none of them: an outsider is taken to know that."""

    total: int
    parts: tuple[int, ...]
    besides: int = 0

    @property
    def members(self) -> tuple[int, ...]:
        return (self.total, *self.parts)


def worked_out(
    numbers: Sequence[int], hidden: Collection[int], relations: Sequence[Relation], needed: Mapping[int, int]
) -> list[int]:
    """The hidden numbers of which too much can be told: those of which an outsider finds a range narrower than is
    `needed`. The range of a number is what a linear program finds as its least and its most, that knows all numbers
    that are not hidden, all relations, and that no number is below nought."""
    found: list[int] = []
    for places, own in _components(set(hidden), relations):
        wanted = [place for place in places if place in needed]
        if wanted:
            found += _narrow(numbers, places, own, {place: needed[place] for place in wanted})
    return found


def _components(hidden: set[int], relations: Sequence[Relation]) -> list[tuple[list[int], list[Relation]]]:
    """Hidden numbers that hang together, with the relations between them."""
    touching = [relation for relation in relations if not hidden.isdisjoint(relation.members)]
    order = sorted({place for relation in touching for place in relation.members if place in hidden})
    index = {place: row for row, place in enumerate(order)}
    pairs = [
        (index[first], index[other])
        for relation in touching
        for first, *others in [[place for place in relation.members if place in hidden]]
        for other in others
    ]
    rows, columns = zip(*pairs, strict=True) if pairs else ((), ())
    graph = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(order), len(order)))
    number, labels = csgraph.connected_components(graph, directed=False)
    places: list[list[int]] = [[] for _ in range(number)]
    for place, label in zip(order, labels, strict=True):
        places[label].append(place)
    own: list[list[Relation]] = [[] for _ in range(number)]
    for relation in touching:
        own[labels[next(index[place] for place in relation.members if place in hidden)]].append(relation)
    return list(zip(places, own, strict=True))


def _narrow(
    numbers: Sequence[int], places: list[int], relations: list[Relation], needed: Mapping[int, int]
) -> Iterator[int]:
    """Every solution tells something of all numbers, so that most need no program of their own."""
    index = {place: column for column, place in enumerate(places)}
    matrix, right = _equations(numbers, index, relations)
    least = np.array([numbers[place] for place in places], float)
    most = least.copy()

    def is_wide(place: int) -> bool:
        return bool(most[index[place]] - least[index[place]] > needed[place] - NOTHING)

    for place in needed:
        for sign in (1, -1):
            if is_wide(place):
                break
            goal = np.zeros(len(places))
            goal[index[place]] = sign
            solved = optimize.linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, HIGHEST), method="highs")
            np.minimum(least, solved.x, out=least)
            np.maximum(most, solved.x, out=most)
        if not is_wide(place):
            yield place


def _equations(
    numbers: Sequence[int], index: Mapping[int, int], relations: list[Relation]
) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    """What the relations say of the hidden numbers."""
    entries, right = [], np.zeros(len(relations))
    for row, relation in enumerate(relations):
        right[row] = -relation.besides
        for place, sign in ((relation.total, -1), *((part, 1) for part in relation.parts)):
            if place in index:
                entries.append((sign, row, index[place]))
            else:
                right[row] -= sign * numbers[place]
    signs, rows, columns = zip(*entries, strict=True)
    return sparse.csr_matrix((signs, (rows, columns)), shape=(len(relations), len(index))), right
