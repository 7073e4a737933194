"""Which columns of a row differ: each pair of columns, two-sided.

Proportions are compared by the pooled z test, as SPSS CTABLES does (IBM SPSS Statistics Algorithms, CTABLES, “Column
proportions test”); by Fisher's exact test where one of the four expected counts is under 5 (Cochran, 1954). Where
columns share respondents, the covariance of these comes off the variance. Means are compared by Welch's t test. A
column with a base under 10 is not tested; one under 30 is indicative.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, sqrt

from scipy import special, stats

TOO_SMALL = 10
INDICATIVE = 30
SMALLEST_EXPECTED = 5

Pair = tuple[int, int]


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


def of_two(one: Proportion, other: Proportion, *, shared: float = 0) -> float:
    """The two-sided p value that two proportions differ; 1 where there is nothing to tell. `shared` is how many
    respondents are in both bases."""
    pooled = (one.count + other.count) / (one.base + other.base)
    if pooled in (0, 1):
        return 1.0
    expected = min(column.base * share for column in (one, other) for share in (pooled, 1 - pooled))
    is_plain = one.population == other.population == inf and not shared and _are_whole(one, other)
    if expected < SMALLEST_EXPECTED and is_plain:
        table = [[column.count, column.base - column.count] for column in (one, other)]
        return float(stats.fisher_exact(table).pvalue)
    parts = sum(_of_finite(column) / column.base for column in (one, other)) - 2 * shared / (one.base * other.base)
    if parts <= 0:  # everybody of both columns answered, or they are the same people
        return 0.0 if one.share != other.share and not shared else 1.0
    return _two_sided((one.share - other.share) / sqrt(pooled * (1 - pooled) * parts))


def of_two_means(one: Average, other: Average) -> float:
    """The two-sided p value of Welch's test that two means differ; 1 where the values do not vary."""
    parts = [_of_finite(column) * column.variance / column.base for column in (one, other)]
    if sum(parts) <= 0:
        return 1.0 if one.mean == other.mean else 0.0
    t = (one.mean - other.mean) / sqrt(sum(parts))
    freedom = sum(parts) ** 2 / sum(
        part**2 / (column.base - 1) for part, column in zip(parts, (one, other), strict=True)
    )
    return float(2 * special.stdtr(freedom, -abs(t)))


def bonferroni(found: Mapping[Pair, float]) -> dict[Pair, float]:
    """The p values of the pairs of one row, each times their number."""
    return {pair: min(1.0, p * len(found)) for pair, p in found.items()}


def holm(found: Mapping[Pair, float]) -> dict[Pair, float]:
    """The p values of the pairs of one row, stepped down (Holm, 1979)."""
    ascending = sorted(found, key=found.__getitem__)
    return dict(zip(ascending, _stepped_down([found[pair] for pair in ascending]), strict=True))


def letters(shares: Sequence[float], found: Mapping[Pair, float], alpha: float) -> tuple[str, ...]:
    """For each column the letters of those that it is significantly above; the first column is A."""
    above: list[list[str]] = [[] for _ in shares]
    for (one, other), p in sorted(found.items()):
        if p < alpha and shares[one] != shares[other]:
            higher, lower = (one, other) if shares[one] > shares[other] else (other, one)
            above[higher].append(letter(lower))
    return tuple("".join(sorted(each, key=lambda name: (len(name), name))) for each in above)


def letter(place: int) -> str:
    """A to Z, then AA, AB and so on."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _stepped_down(ascending: Sequence[float]) -> Iterator[float]:
    highest = 0.0
    for place, p in enumerate(ascending):
        highest = max(highest, min(1.0, (len(ascending) - place) * p))
        yield highest


def _of_finite(column: Proportion | Average) -> float:
    """The finite-population correction of a variance, (N − n) / (N − 1) (Cochran, Sampling Techniques, 1977, 2.6)."""
    if column.population == inf or column.population <= 1:
        return 1.0
    return max(0.0, (column.population - column.base) / (column.population - 1))


def _are_whole(one: Proportion, other: Proportion) -> bool:
    return all(float(number).is_integer() for column in (one, other) for number in (column.count, column.base))


def _two_sided(z: float) -> float:
    return float(2 * special.ndtr(-abs(z)))
