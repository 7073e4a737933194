"""Against NumPy, and against what R's documentation and PSPP print."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import describing
from analysis.statistics.describing import Moments

VALUES = np.array([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49])

values = st.lists(st.integers(0, 50), min_size=1, max_size=40).map(np.array)
weights_of = st.floats(0.1, 5)


@st.composite
def weighted(draw):
    numbers = draw(values)
    return numbers, np.array(draw(st.lists(weights_of, min_size=len(numbers), max_size=len(numbers))))


@pytest.mark.parametrize(("place", "expected"), [(1, 15), (2, 40), (3, 43)])
def test_quartiles_are_those_of_type_6(place, expected):
    """quantile(c(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), type = 6) of R: 15, 40, 43."""
    assert describing.quartile(VALUES, place) == expected


@pytest.mark.parametrize(
    ("numbers", "weights", "printed"),
    [
        (
            [6, 7, 15, 36, 39, 40, 40, 42, 43, 47, 49],
            [1.5, 0.4, 0.7, 1.2, 0.3, 2.1, 0.2, 0.9, 1.3, 0.6, 1.8],
            [23.40, 40.00, 45.67],
        ),
        ([1, 2, 3, 9], [0.2, 0.3, 0.1, 0.2], [1.83, 9.00, 9.00]),
    ],
)
def test_weighted_quartiles_are_those_of_pspp(numbers, weights, printed):
    """WEIGHT BY w. EXAMINE x /PERCENTILES(25,50,75)=HAVERAGE. of PSPP prints these."""
    found = [describing.quartile(np.array(numbers), place, np.array(weights)) for place in (1, 2, 3)]

    assert found == pytest.approx(printed, abs=0.0051)


@given(values, st.sampled_from([1, 2, 3]))
def test_weights_of_one_change_no_quartile(numbers, place):
    weighted = describing.quartile(numbers, place, np.ones(len(numbers)))

    assert weighted == pytest.approx(describing.quartile(numbers, place))


@given(values, st.sampled_from([1, 2, 3]))
def test_a_weight_of_two_counts_like_two_respondents(numbers, place):
    twice = describing.quartile(np.repeat(numbers, 2), place)

    assert describing.quartile(numbers, place, np.full(len(numbers), 2.0)) == pytest.approx(twice)


@given(weighted())
def test_quartiles_stand_in_order_among_the_values(given_values):
    numbers, weights = given_values
    lower, median, upper = (describing.quartile(numbers, place, weights) for place in (1, 2, 3))

    assert numbers.min() <= lower <= median <= upper <= numbers.max()


@given(weighted(), st.sampled_from([1, 2, 3]))
def test_who_has_no_weight_is_not_there(given_values, place):
    numbers, weights = given_values
    more, none = np.append(numbers, 1000), np.append(weights, 0.0)

    assert describing.quartile(more, place, none) == describing.quartile(numbers, place, weights)
    assert astuple(describing.moments(more, none)) == pytest.approx(astuple(describing.moments(numbers, weights)))


@given(values)
def test_moments_are_those_of_numpy(numbers):
    found = describing.moments(numbers)

    assert (found.mean, found.base) == pytest.approx((numbers.mean(), len(numbers)))
    assert found.variance == pytest.approx(numbers.var(ddof=1) if len(numbers) > 1 else 0, abs=1e-9)


@given(weighted())
def test_weighted_moments_are_those_of_numpy(given_values):
    """np.cov with aweights divides as R's cov.wt does: by 1 less the sum of the squared shares."""
    numbers, weights = given_values
    found = describing.moments(numbers, weights)

    assert found.mean == pytest.approx(np.average(numbers, weights=weights))
    assert found.variance == pytest.approx(np.cov(numbers, aweights=weights) if len(numbers) > 1 else 0, abs=1e-6)


@given(weighted(), st.floats(0.01, 100))
def test_only_the_proportions_of_weights_matter_to_moments(given_values, times):
    numbers, weights = given_values
    one, other = describing.moments(numbers, weights), describing.moments(numbers, weights * times)

    assert astuple(other) == pytest.approx(astuple(one), abs=1e-6)


def test_nobody_has_no_moments():
    assert describing.moments(np.array([], np.int64)) == Moments(0, 0, 0)
    assert describing.moments(np.array([3]), np.array([0.0])) == Moments(0, 0, 0)


def test_the_effective_base_is_kishs():
    """(3 · 2/3 + 2)² / (3 · 4/9 + 4): of four respondents three are worth what is left."""
    assert describing.effective(np.array([2 / 3, 2 / 3, 2 / 3, 2])) == pytest.approx(3)
    assert describing.effective(np.ones(7)) == 7
    assert describing.effective(np.array([])) == 0
