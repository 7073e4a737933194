"""Confidence intervals of proportions and means."""

from math import inf, sqrt

from scipy import special

LEVEL = 0.95


def wilson(count: float, base: float, *, population: float = inf, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a proportion by Wilson's score method (Wilson, 1927), from 0 to 1. With a population its
    correction makes the base count for more (Korn and Graubard, 1998: an effective base). The base is not 0."""
    share = count / base
    n = _effective(base, population)
    if n == inf:
        return share, share
    z = float(special.ndtri((1 + level) / 2))
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def of_mean(mean: float, variance: float, base: float, *, level: float = LEVEL) -> tuple[float, float]:
    """The interval of a mean by Student's t (1908), from the variance of the values (with n − 1). The base is more than
    1."""
    reach = float(special.stdtrit(base - 1, (1 + level) / 2)) * sqrt(variance / base)
    return mean - reach, mean + reach


def _effective(base: float, population: float) -> float:
    """How many of an endless population would say as much."""
    if population == inf:
        return base
    if base >= population:
        return inf
    return base * (population - 1) / (population - base)
