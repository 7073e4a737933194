"""Against SciPy and statsmodels, and against what R's documentation prints."""

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


def test_large_columns_are_compared_as_statsmodels_compares_them():
    assert comparing.of_two(Proportion(300, 860), Proportion(350, 930)) == pytest.approx(
        proportions_ztest([300, 350], [860, 930])[1], rel=1e-12
    )
    assert comparing.of_two(Proportion(83, 860), Proportion(90, 930)) == pytest.approx(
        proportions_ztest([83, 90], [860, 930])[1], rel=1e-12
    )


def test_small_columns_are_compared_by_the_exact_test_of_r():
    """fisher.test(TeaTasting, alternative = "two.sided") of R prints 0.4857."""
    assert comparing.of_two(Proportion(3, 4), Proportion(1, 4)) == pytest.approx(0.4857, abs=5e-5)


def test_columns_with_the_same_respondents_do_not_differ():
    assert comparing.of_two(Proportion(60, 100), Proportion(60, 100), shared=100) == 1


def test_shared_respondents_make_the_same_difference_surer():
    apart = comparing.of_two(Proportion(60, 100), Proportion(50, 100))
    sharing = comparing.of_two(Proportion(60, 100), Proportion(50, 100), shared=50)

    assert sharing < apart


@given(columns(), columns())
def test_the_order_of_two_columns_does_not_matter(one, other):
    assert comparing.of_two(one, other) == pytest.approx(comparing.of_two(other, one))


def test_a_difference_among_everybody_there_is_needs_no_test():
    everybody = (Proportion(20, 50, population=50), Proportion(21, 50, population=50))

    assert comparing.of_two(*everybody) == 0
    assert comparing.of_two(everybody[0], everybody[0]) == 1


def test_the_finite_population_correction_of_half_a_list():
    """Both variances shrink by (N − n) / (N − 1)."""
    half = comparing.of_two(Proportion(60, 100, 200), Proportion(45, 100, 200))
    z = (0.6 - 0.45) / (0.525 * 0.475 * 2 / 100 * 100 / 199) ** 0.5

    assert half == pytest.approx(2 * stats.norm.sf(z))


def test_means_are_compared_as_statsmodels_compares_them():
    """The extra hours of sleep of R's data set `sleep`, of which t.test prints p-value = 0.07939."""
    one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    other = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    averages = [Average(float(stats.tmean(each)), float(stats.tvar(each)), len(each)) for each in (one, other)]

    p = comparing.of_two_means(*averages)

    assert p == pytest.approx(ttest_ind(one, other, usevar="unequal")[1])
    assert p == pytest.approx(0.07939, abs=5e-6)


def test_columns_under_ten_are_not_tested():
    assert list(comparing.pairs([Proportion(9, 9), Proportion(0, 10), Proportion(5, 300)])) == [(1, 2)]


def test_the_higher_column_bears_the_letter_of_the_lower():
    assert comparing.letters([0.2, 0.5, 0.9], {(0, 1): 0.01, (0, 2): 0.001, (1, 2): 0.3}, 0.05) == ("", "A", "A")


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
