"""What a set of numbers is like: mean, variance and quartiles, weighted or not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Moments:
    """The mean, the variance (with n − 1) and the base of a set of numbers, weighted the effective one. Of nobody all
    are 0, and of one the variance is."""

    mean: float = 0.0
    variance: float = 0.0
    base: float = 0.0


def moments(values: Values, weights: Weights | None = None) -> Moments:
    """Of so many numbers, and of as many weights. Weighted the variance is the unbiased one of R's cov.wt, so that the
    variance of the mean is variance / base (Kish, Survey Sampling, 1965)."""
    if weights is None:
        weights = np.ones(len(values))
    if not weights.any():
        return Moments()
    base, shares = effective(weights), weights / weights.sum()
    mean = float((shares * values).sum())
    spread = float((shares * (values - mean) ** 2).sum())
    return Moments(mean, spread * base / (base - 1) if np.count_nonzero(weights) > 1 else 0.0, base)


def effective(weights: Weights) -> float:
    """How many respondents without weights would say as much: Kish's effective base (Survey Sampling, 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.any() else 0.0


def quartile(values: Values, place: int, weights: Weights | None = None) -> float:
    """The first, second or third quartile of at least one value. It lies at (n + 1) p among the values in order, as
    SPSS's HAVERAGE and R's type 6 have it (Hyndman and Fan, 1996), so that it is the one that readers of the exported
    file find with SPSS; with weights at (W + 1) p of all weight (IBM SPSS Statistics Algorithms, EXAMINE)."""
    if weights is None:
        return float(np.quantile(values, place / 4, method="weibull"))
    return _of_weighted(*_gathered(values, weights), place / 4)


def _gathered(values: Values, weights: Weights) -> tuple[Values, Weights]:
    """Each value that has any weight once, in order, with all weight on it."""
    once, places = np.unique(values, return_inverse=True)
    heavy = np.bincount(places, weights).astype(np.float64)
    return once[heavy > 0], heavy[heavy > 0]


def _of_weighted(values: Values, weights: Weights, share: float) -> float:
    reached = weights.cumsum()
    sought = (reached[-1] + 1) * share
    after = int(np.searchsorted(reached, sought, side="right"))
    if after in (0, len(values)):
        return float(values[min(after, len(values) - 1)])
    beyond = sought - reached[after - 1]
    part = min(1.0, beyond / min(1.0, weights[after]))
    return float(values[after - 1] + part * (values[after] - values[after - 1]))
