"""Which columns of a row differ: each pair of columns, two-sided.

Proportions are compared by the pooled z test, as SPSS CTABLES does (IBM SPSS Statistics Algorithms, CTABLES, “Column
proportions test”); by Fisher's exact test where one of the four expected counts is under 5 (Cochran, 1954). Where
columns share respondents, the covariance of these comes off the variance, as in Quantum (Q wiki, “Dependent Samples -
Quantum Column Proportions Test”). Means are compared by Welch's t test. A column with a base under 10 is not tested;
one under 30 is indicative.

The exact test knows neither of shared respondents nor of a finite population, both of which would make a difference
surer, so it is on the side of caution; weighted counts it takes as whole numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy import special

TOO_SMALL = 10
INDICATIVE = 30
SMALLEST_EXPECTED = 5
SAME = 1e-12  # shares closer than this differ by their rounding alone
AS_LIKELY = 1 + 1e-7  # R's fisher.test: so much apart are two probabilities that are the same

Pair = tuple[int, int]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of a base. `population` is how many there are of this column in all, if their correction is wanted."""

    count: float
    base: float
    population: float = inf

    @property
    def share(self) -> float:
        return self.count / self.base


@dataclass(frozen=True, slots=True)
class Average:
    """A mean over a base, and the variance of the values (with n − 1)."""

    mean: float
    variance: float
    base: float
    population: float = inf


def pairs(columns: Sequence[Proportion | Average]) -> Iterator[Pair]:
    """The pairs of columns whose bases are large enough to be compared, by their places."""
    return combinations([place for place, column in enumerate(columns) if column.base >= TOO_SMALL], 2)


def of_shares(columns: Sequence[Proportion], shared: Mapping[Pair, float] | None = None) -> dict[Pair, float]:
    """The two-sided p value of each pair of columns that is large enough; 1 where there is nothing to tell. `shared` is
    how many respondents are in both bases of a pair, where any are; such columns have no finite population."""
    compared = list(pairs(columns))
    if not compared:
        return {}
    count, base, population = _sides(compared, [(each.count, each.base, each.population) for each in columns])
    both = np.array([shared[pair] for pair in compared]) if shared else np.zeros(len(compared))
    share, pooled = count / base, count.sum(axis=0) / base.sum(axis=0)
    parts = (_left_of_proportions(base, population) / base).sum(axis=0) - 2 * both / base.prod(axis=0)
    variance = pooled * (1 - pooled) * parts
    varies = variance > 0  # not where all say the same, everybody has answered, or both columns are the same people
    z = np.divide(share[0] - share[1], np.sqrt(variance.clip(0)), out=np.zeros_like(variance), where=varies)
    p = 2 * special.ndtr(-np.abs(z))
    p[(parts <= 0) & (both == 0) & (np.abs(share[0] - share[1]) > SAME)] = 0
    rarer = np.minimum(count.sum(axis=0), (base - count).sum(axis=0))
    few = varies & (rarer * base.min(axis=0) / base.sum(axis=0) < SMALLEST_EXPECTED)
    if few.any():
        p[few] = exact(np.rint(count[:, few]), np.rint(base[:, few]))
    return dict(zip(compared, p.tolist(), strict=True))


def of_means(columns: Sequence[Average]) -> dict[Pair, float]:
    """The two-sided p value of Welch's test of each pair of columns that is large enough; 1 where neither means nor
    values vary."""
    compared = list(pairs(columns))
    if not compared:
        return {}
    sides = [(each.mean, each.variance, each.base, each.population) for each in columns]
    mean, variance, base, population = _sides(compared, sides)
    parts = (1 - base / population).clip(0) * variance / base  # Cochran, Sampling Techniques, 1977, 2.6
    whole, apart = parts.sum(axis=0), mean[0] - mean[1]
    varies = whole > 0
    p = np.where(apart == 0, 1.0, 0.0)
    freedom = whole[varies] ** 2 / (parts[:, varies] ** 2 / (base[:, varies] - 1)).sum(axis=0)
    p[varies] = 2 * special.stdtr(freedom, -np.abs(apart[varies]) / np.sqrt(whole[varies]))
    return dict(zip(compared, p.tolist(), strict=True))


def exact(count: Numbers, base: Numbers) -> Numbers:
    """The two-sided p values of Fisher's exact test. Whole numbers, with a row for either side and a column for each
    pair; what comes back has a number for each pair: how likely are all tables with its margins that are no likelier
    than the one found (Fisher, 1935; so does R's fisher.test)."""
    total = count.sum(axis=0)
    fewest, most = (total - base[1]).clip(0), np.minimum(total, base[0])
    first = fewest + np.arange((most - fewest).max() + 1)[:, np.newaxis]
    # From a table to the next with one more in the first cell its probability grows by this; after the last by nothing.
    growth = (total - first) * (base[0] - first) / ((first + 1) * (base[1] - total + first + 1))
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(first < most, growth, 0)).cumsum(axis=0)
    logs = np.vstack([np.zeros_like(total), logs[:-1]])
    likely = np.exp(logs - logs.max(axis=0))
    found = np.take_along_axis(likely, (count[0] - fewest).astype(np.int64)[np.newaxis], axis=0)
    return np.where(likely <= found * AS_LIKELY, likely, 0).sum(axis=0) / likely.sum(axis=0)


def bonferroni(found: Mapping[Pair, float]) -> dict[Pair, float]:
    """The p values of the pairs of one row, each times their number."""
    return {pair: min(1.0, p * len(found)) for pair, p in found.items()}


def holm(found: Mapping[Pair, float]) -> dict[Pair, float]:
    """The p values of the pairs of one row, stepped down (Holm, 1979)."""
    ascending = sorted(found, key=found.__getitem__)
    return dict(zip(ascending, _stepped_down([found[pair] for pair in ascending]), strict=True))


def letters(
    shares: Sequence[float], found: Mapping[Pair, float], alpha: float, *, looser: float = 0
) -> tuple[str, ...]:
    """For each column the letters of those that it is significantly above; the first column is A. What is significant
    at the looser level only has a small letter."""
    above: list[list[str]] = [[] for _ in shares]
    for (one, other), p in sorted(found.items()):
        if p < max(alpha, looser) and shares[one] != shares[other]:
            higher, lower = (one, other) if shares[one] > shares[other] else (other, one)
            above[higher].append(letter(lower) if p < alpha else letter(lower).lower())
    return tuple("".join(sorted(each, key=lambda name: (len(name), name.upper()))) for each in above)


def letter(place: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _stepped_down(ascending: Sequence[float]) -> Iterator[float]:
    highest = 0.0
    for place, p in enumerate(ascending):
        highest = max(highest, min(1.0, (len(ascending) - place) * p))
        yield highest


def _sides(compared: Sequence[Pair], columns: Sequence[tuple[float, ...]]) -> Iterator[Numbers]:
    """Each number of the columns, with a row for either side and a column for each pair."""
    places = np.array(compared).T
    return (numbers[places] for numbers in np.array(columns, np.float64).T)


def _left_of_proportions(base: Numbers, population: Numbers) -> Numbers:
    """What a finite population leaves of the variance of a proportion, (N − n) / (N − 1) (Cochran, Sampling Techniques,
    1977, 3.2)."""
    known = np.isfinite(population)
    return np.divide((population - base).clip(0), (population - 1).clip(1), out=np.ones_like(base), where=known)
