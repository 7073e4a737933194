"""Rim weighting: weights by which the respondents add up to what is known of everybody.

Iterative proportional fitting (Deming and Stephan, 1940): the weights are scaled to the margins of one rim after the
other until all fit. Respondents of the same categories have the same weight, so it is the table of their counts that is
fitted, which is as small for 100,000 as for 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from analysis.exceptions import CannotBeWeighted

MOST_ROUNDS = 1000
CLOSE_ENOUGH = 1e-9


@dataclass(frozen=True, slots=True)
class Rim:
    """What is known of everybody by one criterion: `codes` is the place of each respondent's category, −1 where it is
    not known, and `targets` how many there are of each category in all."""

    name: str
    codes: NDArray[np.int64]
    targets: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """A weight for each respondent, 1 on average. `efficiency` is Kish's (1965): the share of the respondents that as
    good a sample without weights would need."""

    values: NDArray[np.float64]
    rounds: int
    efficiency: float


def rake(rims: Sequence[Rim], number: int) -> Weights:
    """The weights of so many respondents. Raises CannotBeWeighted where nothing is known to weight to, where a category
    that there is has no respondent, and where the margins contradict each other."""
    shares = [_shares(rim) for rim in rims]
    if not shares:
        raise CannotBeWeighted("Nothing is known of the whole list that respondents could be weighted to.")
    sizes = [len(share) + 1 for share in shares]  # the last place is that of those of whom it is not known
    cells = np.ravel_multi_index([rim.codes for rim in rims], sizes, mode="wrap")
    counts = np.bincount(cells, minlength=prod(sizes)).astype(np.float64)
    fitted = counts.reshape(sizes).copy()
    for rounds in range(1, MOST_ROUNDS + 1):
        if _fit(fitted, shares) < CLOSE_ENOUGH:
            of_cells = fitted.ravel() / fitted.sum() * number
            values = np.divide(of_cells, counts, out=np.zeros_like(counts), where=counts > 0)[cells]
            return Weights(values, rounds, float(values.sum() ** 2 / (number * (values**2).sum())))
    raise CannotBeWeighted(f"The margins of {' and '.join(rim.name for rim in rims)} do not fit each other.")


def _fit(fitted: NDArray[np.float64], shares: Sequence[NDArray[np.float64]]) -> float:
    """Scale the table to the margins of one rim after the other, and say how far the furthest was from 1. Those of whom
    a rim is not known keep their weight there."""
    furthest = 0.0
    for axis, share in enumerate(shares):
        view = np.moveaxis(fitted, axis, -1)[..., :-1]
        held = view.sum(axis=tuple(range(len(shares) - 1)))
        factors = np.divide(share * held.sum(), held, out=np.ones_like(held), where=held > 0)
        view *= factors
        furthest = max(furthest, float(np.abs(factors - 1).max()))
    return furthest


def _shares(rim: Rim) -> NDArray[np.float64]:
    """The share of each category in all, if each that there is has respondents."""
    answered = np.bincount(rim.codes[rim.codes >= 0], minlength=len(rim.targets)) > 0
    if not answered.any() or not rim.targets.any():
        raise CannotBeWeighted(f"Nobody's {rim.name} is known.")
    if (rim.targets[~answered] > 0).any():
        raise CannotBeWeighted(f"Nobody has answered of a {rim.name} that there is, so no weights can stand for it.")
    return rim.targets / rim.targets.sum()
