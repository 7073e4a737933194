import numpy as np
import pytest

from analysis.statistics import describing

VALUES = np.array([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49])


@pytest.mark.parametrize(("place", "expected"), [(1, 15), (2, 40), (3, 43)])
def test_quartiles_are_those_of_type_6(place, expected):
    """quantile(c(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), type = 6) of R: 15, 40, 43."""
    assert describing.quartile(VALUES, place) == expected


def test_a_weight_of_two_counts_like_two_respondents():
    weights = np.array([1.0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 30])

    assert describing.quartile(VALUES, 2, weights) == 49
