"""Against SciPy and statsmodels, and against what R prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
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


@given(st.integers(1, 300), st.integers(0, 300))
def test_an_answer_and_its_opposite_have_opposite_intervals(base, count):
    count = min(count, base)
    low, high = intervals.wilson(count, base)

    assert intervals.wilson(base - count, base) == pytest.approx((1 - high, 1 - low))


@given(st.integers(2, 300), st.integers(0, 300))
def test_the_share_lies_in_its_interval(base, count):
    count = min(count, base)
    low, high = intervals.wilson(count, base)

    assert 0 <= low <= count / base + 1e-12
    assert count / base - 1e-12 <= high <= 1


def test_the_interval_of_a_mean_is_that_of_r():
    """t.test(extra ~ 1, data = sleep, subset = group == 2) of R: mean 2.33, from 0.8976775 to 3.7623225."""
    extra = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

    found = intervals.of_mean(stats.tmean(extra), stats.tvar(extra), len(extra))

    assert found == pytest.approx((0.8976775, 3.7623225), abs=5e-7)


@given(st.floats(-100, 100), st.floats(0.01, 1000), st.floats(2, 500))
def test_the_interval_of_a_mean_is_that_of_scipy(mean, variance, base):
    expected = stats.t.interval(0.95, base - 1, mean, (variance / base) ** 0.5)

    assert intervals.of_mean(mean, variance, base) == pytest.approx(expected)
