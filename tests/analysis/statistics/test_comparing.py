"""Against SciPy and statsmodels, and against what R's documentation and textbooks print."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.weightstats import ttest_ind

from analysis.statistics import comparing
from analysis.statistics.comparing import Average, Proportion

bases = st.integers(10, 400)


@st.composite
def columns(draw):
    base = draw(bases)
    return Proportion(draw(st.integers(0, base)), base)


@st.composite
def averages(draw):
    return Average(draw(st.floats(-100, 100)), draw(st.floats(0.5, 1000)), draw(bases))


def of_two(one, other, *, shared=0):
    """The p value of two columns."""
    (p,) = comparing.of_shares([one, other], {(0, 1): shared} if shared else None).values()
    return p


def expected(one, other):
    """The smallest expected count."""
    count, base = one.count + other.count, one.base + other.base
    return min(one.base, other.base) * min(count, base - count) / base


def fisher(one, other):
    return stats.fisher_exact([[column.count, column.base - column.count] for column in (one, other)]).pvalue


@given(st.lists(columns(), min_size=2, max_size=6))
def test_each_pair_is_compared_as_scipy_and_statsmodels_compare_it(row):
    found = comparing.of_shares(row)

    assert list(found) == list(combinations(range(len(row)), 2))
    for (first, second), p in found.items():
        one, other = row[first], row[second]
        if expected(one, other) < comparing.SMALLEST_EXPECTED:
            assert p == pytest.approx(fisher(one, other), rel=1e-6)
        else:
            assert p == pytest.approx(proportions_ztest([one.count, other.count], [one.base, other.base])[1], rel=1e-9)


def test_large_columns_are_compared_as_r_compares_them():
    """prop.test(c(179, 203), c(300, 400), correct = FALSE) of R prints X-squared = 5.4979, p-value = 0.01904
    (Gustavus Adolphus College, MCS 142, “Two proportions in R”)."""
    p = of_two(Proportion(179, 300), Proportion(203, 400))

    assert p == pytest.approx(0.01904, abs=5e-6)
    assert stats.norm.isf(p / 2) ** 2 == pytest.approx(5.4979, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "base", "printed", "within"),
    [((3, 1), (4, 4), 0.4857, 5e-5), ((2, 10), (17, 13), 0.0005367, 5e-8)],
    ids=["TeaTasting", "Convictions"],
)
def test_the_exact_test_is_that_of_r(count, base, printed, within):
    """The examples of R's fisher.test, two-sided."""
    assert comparing.exact(np.array([count]).T, np.array([base]).T) == pytest.approx([printed], abs=within)


def test_five_expected_are_enough_whether_an_answer_or_its_opposite_is_counted():
    """36 · 62/72 and 36 · 10/72 are expected: the second is 5, and must not fall below it by rounding."""
    p = proportions_ztest([26, 36], [36, 36])[1]

    assert of_two(Proportion(26, 36), Proportion(36, 36)) == pytest.approx(p)
    assert of_two(Proportion(10, 36), Proportion(0, 36)) == pytest.approx(p)


def test_a_table_as_likely_as_the_one_found_counts_however_it_is_rounded():
    """0 and 3 of 10 each are as likely as 3 and 0: twice 120/1140."""
    assert of_two(Proportion(0, 10), Proportion(3, 10)) == pytest.approx(2 * 120 / 1140)


def test_columns_with_the_same_respondents_do_not_differ():
    assert of_two(Proportion(60, 100), Proportion(60, 100), shared=100) == 1


def test_shared_respondents_take_their_covariance_off_the_variance():
    """Q wiki, “Dependent Samples - Quantum Column Proportions Test”: 1/n + 1/m − 2 shared/nm."""
    z = 0.1 / (0.55 * 0.45 * (1 / 100 + 1 / 100 - 2 * 50 / 100**2)) ** 0.5

    assert of_two(Proportion(60, 100), Proportion(50, 100), shared=50) == pytest.approx(2 * stats.norm.sf(z))


def test_a_column_beside_one_that_it_is_part_of_is_as_sure_as_beside_the_others():
    """Of 100 respondents 40 are in the first column and 100 in the second: beside the other 60 it is the same test,
    but for what is pooled."""
    within = of_two(Proportion(20, 40), Proportion(50, 100), shared=40)
    beside = of_two(Proportion(20, 40), Proportion(30, 60))

    assert within == beside == 1
    assert of_two(Proportion(26, 40), Proportion(50, 100), shared=40) < of_two(Proportion(26, 40), Proportion(50, 100))


@given(columns(), columns(), st.floats(0, 1))
def test_shared_respondents_never_make_a_difference_less_sure(one, other, part):
    shared = part * min(one.base, other.base) * 0.99

    assert of_two(one, other, shared=shared) <= of_two(one, other) + 1e-12


def test_weighted_counts_are_tested_exactly_as_whole_numbers():
    assert of_two(Proportion(1.8, 14.3), Proportion(9.2, 21.6)) == pytest.approx(
        fisher(Proportion(2, 14), Proportion(9, 22))
    )


@given(columns(), columns())
def test_the_order_of_two_columns_does_not_matter(one, other):
    assert of_two(one, other) == pytest.approx(of_two(other, one))


@given(columns(), columns())
def test_it_is_the_same_whether_an_answer_or_its_opposite_is_counted(one, other):
    opposite = [Proportion(column.base - column.count, column.base) for column in (one, other)]

    assert of_two(one, other) == pytest.approx(of_two(*opposite))


@given(st.lists(columns(), min_size=3, max_size=6))
def test_other_columns_change_nothing_about_a_pair(row):
    assert comparing.of_shares(row)[0, 1] == pytest.approx(of_two(row[0], row[1]))


@given(bases, st.integers(0, 10), st.integers(0, 10))
def test_a_larger_difference_is_never_less_sure(base, less, more):
    middle = base // 2
    near, far = sorted([min(less, middle), min(more, middle)])

    found = [of_two(Proportion(middle, base), Proportion(middle - step, base)) for step in (near, far)]

    assert found[1] <= found[0] + 1e-12


def test_a_difference_among_everybody_there_is_needs_no_test():
    everybody = (Proportion(20, 50, population=50), Proportion(21, 50, population=50))

    assert of_two(*everybody) == 0
    assert of_two(everybody[0], everybody[0]) == 1


def test_few_among_everybody_there_is_need_no_test_either():
    assert of_two(Proportion(0, 50, population=50), Proportion(1, 50, population=50)) == 0


def test_columns_that_weights_make_share_more_than_the_smaller_has_are_not_told_apart():
    """A few heavy respondents make a column that holds another one worth less than that."""
    assert of_two(Proportion(10, 20), Proportion(9, 15), shared=20) == 1


def test_the_finite_population_correction_of_half_a_list():
    """Both variances shrink by (N − n) / (N − 1)."""
    half = of_two(Proportion(60, 100, 200), Proportion(45, 100, 200))
    z = (0.6 - 0.45) / (0.525 * 0.475 * 2 / 100 * 100 / 199) ** 0.5

    assert half == pytest.approx(2 * stats.norm.sf(z))


@given(columns(), columns(), st.integers(0, 500))
def test_the_finite_population_correction_never_makes_a_difference_less_sure(one, other, more):
    corrected = [Proportion(column.count, column.base, column.base + more) for column in (one, other)]

    assert of_two(*corrected) <= of_two(one, other) + 1e-12


def test_means_are_compared_as_r_compares_them():
    """The extra hours of sleep of R's data set `sleep`, of which t.test prints p-value = 0.07939."""
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    averages = [Average(float(stats.tmean(each)), float(stats.tvar(each)), len(each)) for each in (one, other)]

    p = comparing.of_means(averages)[0, 1]

    assert p == pytest.approx(ttest_ind(one, other, usevar="unequal")[1])
    assert p == pytest.approx(0.07939, abs=5e-6)


@given(st.lists(averages(), min_size=2, max_size=5))
def test_means_are_compared_as_scipy_compares_them(row):
    for (first, second), p in comparing.of_means(row).items():
        one, other = row[first], row[second]
        welch = stats.ttest_ind_from_stats(
            one.mean, one.variance**0.5, one.base, other.mean, other.variance**0.5, other.base, equal_var=False
        )
        assert p == pytest.approx(welch.pvalue, rel=1e-9, abs=1e-300)


def test_the_variance_of_a_mean_shrinks_by_the_share_of_the_list_that_answered():
    """1 − n/N, as the variance is that of n − 1 (Cochran, 1977, 2.6): half a list is as good as twice the base,
    but for the degrees of freedom."""
    found = comparing.of_means([Average(10, 16, 100, 200), Average(11, 16, 100, 200)])[0, 1]

    assert found == pytest.approx(2 * stats.t.sf(1 / (2 * 16 / 200) ** 0.5, 198))


def test_means_of_everybody_there_is_need_no_test():
    everybody = [Average(mean, 4, 50, 50) for mean in (3, 3, 3.1)]

    assert comparing.of_means(everybody) == {(0, 1): 1, (0, 2): 0, (1, 2): 0}


def test_columns_that_are_all_too_small_leave_nothing_to_compare():
    assert comparing.of_shares([Proportion(1, 9), Proportion(2, 300)]) == {}
    assert comparing.of_means([Average(1, 1, 9), Average(2, 1, 300)]) == {}


def test_columns_under_ten_are_not_tested():
    assert list(comparing.pairs([Proportion(9, 9), Proportion(0, 10), Proportion(5, 300)])) == [(1, 2)]


def test_the_higher_column_bears_the_letter_of_the_lower():
    assert comparing.letters([0.2, 0.5, 0.9], {(0, 1): 0.01, (0, 2): 0.001, (1, 2): 0.3}, 0.05) == ("", "A", "A")


def test_what_differs_at_a_looser_level_only_has_a_small_letter():
    found = {(0, 1): 0.08, (0, 2): 0.001, (1, 2): 0.3}

    assert comparing.letters([0.2, 0.5, 0.9], found, 0.05, looser=0.1) == ("", "a", "A")


@given(st.lists(columns(), min_size=2, max_size=6), st.floats(0, 1))
def test_no_two_columns_bear_the_letters_of_each_other(row, alpha):
    found = comparing.letters([column.share for column in row], comparing.of_shares(row), alpha)

    for one, other in combinations(range(len(row)), 2):
        assert not (comparing.letter(other) in found[one] and comparing.letter(one) in found[other])


def test_letters_go_on_after_z():
    assert [comparing.letter(place) for place in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_bonferroni_multiplies_by_the_number_of_pairs():
    assert comparing.bonferroni({(0, 1): 0.01, (0, 2): 0.4, (1, 2): 0.03}) == {
        (0, 1): 0.03,
        (0, 2): 1.0,
        (1, 2): 0.09,
    }


def test_holm_steps_down_as_r_does():
    """p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm") of R: 0.04 0.06 0.06 0.06."""
    found = comparing.holm({(0, 1): 0.01, (0, 2): 0.02, (1, 2): 0.03, (0, 3): 0.04})

    assert list(found.values()) == pytest.approx([0.04, 0.06, 0.06, 0.06])


@given(st.lists(columns(), min_size=2, max_size=6))
def test_a_correction_never_makes_a_difference_surer_and_holm_is_the_milder(row):
    found = comparing.of_shares(row)
    stepped, multiplied = comparing.holm(found), comparing.bonferroni(found)

    assert all(found[pair] <= stepped[pair] <= multiplied[pair] for pair in found)
