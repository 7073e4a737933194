import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.statistics import intervals


@given(st.integers(1, 500), st.floats(0, 1))
def test_the_interval_is_that_of_statsmodels(base, share):
    count = round(share * base)

    expected = proportion_confint(count, base, method="wilson")

    assert intervals.wilson(count, base) == pytest.approx(expected, abs=1e-12)


def test_the_interval_is_that_of_r():
    """prop.test(83, 100, correct = FALSE) of R: 0.7445, 0.8911."""
    assert intervals.wilson(83, 100) == pytest.approx((0.7445, 0.8911), abs=1e-4)


def test_of_everybody_there_is_nothing_is_uncertain():
    assert intervals.wilson(42, 142, population=142) == (42 / 142, 42 / 142)


@given(st.integers(10, 300))
def test_more_of_the_list_leaves_less_uncertain(base):
    low, high = intervals.wilson(base // 2, base, population=345)
    endless = intervals.wilson(base // 2, base)

    assert endless[0] <= low <= high <= endless[1]
