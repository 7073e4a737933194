"""Rim weighting: weights by which the respondents add up to what is known of everybody.

Iterative proportional fitting (Deming and Stephan, 1940): the weights are scaled to the margins of one rim after the
other until all fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.exceptions import CannotBeWeighted

MOST_ROUNDS = 200
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
    """The weights of so many respondents. Raises CannotBeWeighted where a category that there is has no respondent, or
    where the margins contradict each other."""
    shares = [_shares(rim) for rim in rims]
    weights = np.ones(number)
    for rounds in range(1, MOST_ROUNDS + 1):
        furthest = 0.0
        for rim, wanted in zip(rims, shares, strict=True):
            known = rim.codes >= 0
            held = np.bincount(rim.codes[known], weights[known], len(wanted))
            factors = np.divide(wanted * held.sum(), held, out=np.ones_like(held), where=held > 0)
            weights[known] *= factors[rim.codes[known]]
            furthest = max(furthest, float(np.abs(factors[held > 0] - 1).max(initial=0)))
        if furthest < CLOSE_ENOUGH:
            values = weights / weights.mean()
            return Weights(values, rounds, float(values.sum() ** 2 / (number * (values**2).sum())))
    raise CannotBeWeighted(f"The margins of {' and '.join(rim.name for rim in rims)} do not fit each other.")


def _shares(rim: Rim) -> NDArray[np.float64]:
    """The share of each category among those that have respondents."""
    answered = np.bincount(rim.codes[rim.codes >= 0], minlength=len(rim.targets)) > 0
    if not answered.any():
        raise CannotBeWeighted(f"Nobody's {rim.name} is known.")
    if (rim.targets[~answered] > 0).any():
        raise CannotBeWeighted(f"Nobody has answered of a {rim.name} that there is, so no weights can stand for it.")
    return rim.targets / rim.targets.sum()
