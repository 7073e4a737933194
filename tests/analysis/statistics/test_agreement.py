"""Against statsmodels, and against what packages of R print."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from analysis.statistics import agreement


def judged(neither, second, first, both):
    """One code that so many answers have from neither coder, from the second or first alone, and from both."""
    one = [False] * (neither + second) + [True] * (first + both)
    other = [False] * neither + [True] * second + [False] * first + [True] * both
    return np.array([one]).T, np.array([other]).T


@st.composite
def codings(draw):
    answers, codes = draw(st.integers(1, 30)), draw(st.integers(1, 5))
    row = st.lists(st.booleans(), min_size=codes, max_size=codes)
    return tuple(np.array(draw(st.lists(row, min_size=answers, max_size=answers))) for _ in range(2))


def numbers(found):
    return [found.observed, found.by_chance, found.kappa, *(found.interval or ())]


def test_kappa_and_its_interval_are_those_of_r():
    """ci.kappa(.05, 31, 12, 4, 58) of R's statpsych prints 0.6756757, from 0.5317210 to 0.8196303."""
    found = agreement.of_coders(*judged(31, 12, 4, 58))

    assert found.kappa == pytest.approx(0.6756757, abs=5e-8)
    assert found.interval == pytest.approx((0.5317210, 0.8196303), abs=5e-8)


def test_the_shares_are_those_that_are_counted():
    """20 and 15 of 50 alike: 35/50 agreed on, 0.5 by chance, so (0.7 − 0.5) / (1 − 0.5)."""
    found = agreement.of_coders(*judged(15, 10, 5, 20))

    assert (found.answers, found.observed) == (50, 0.7)
    assert (found.by_chance, found.kappa) == pytest.approx((0.5, 0.4))


@given(st.lists(st.integers(1, 60), min_size=4, max_size=4))
def test_one_code_is_judged_as_statsmodels_judges_it(counts):
    expected = cohens_kappa(np.array(counts).reshape(2, 2))

    found = agreement.of_coders(*judged(*counts))

    assert found.kappa == pytest.approx(expected.kappa)
    assert found.interval == pytest.approx((max(-1, expected.kappa_low), min(1, expected.kappa_upp)), abs=1e-9)


def test_several_codes_are_pooled_by_the_means_of_both_shares():
    """De Vries and others (2008): the mean share agreed on, and the mean share by chance, of all codes."""
    one, other = (np.hstack(each) for each in zip(judged(15, 10, 5, 20), judged(40, 2, 3, 5), strict=True))
    each = agreement.of_each_code(one, other)
    observed, chance = ((each[0].observed + each[1].observed) / 2, (each[0].by_chance + each[1].by_chance) / 2)

    found = agreement.of_coders(one, other)

    assert found.kappa == pytest.approx((observed - chance) / (1 - chance))


@given(codings())
def test_which_coder_is_first_changes_nothing(coded):
    one, other = coded

    assert numbers(agreement.of_coders(one, other)) == pytest.approx(numbers(agreement.of_coders(other, one)))


@given(codings(), st.randoms())
def test_the_order_of_answers_and_codes_changes_nothing(coded, random):
    one, other = coded
    rows, columns = (random.sample(range(size), size) for size in one.shape)

    mixed = agreement.of_coders(one[rows][:, columns], other[rows][:, columns])

    assert numbers(mixed) == pytest.approx(numbers(agreement.of_coders(one, other)))


@given(codings())
def test_a_code_book_read_twice_says_the_same_of_the_same_answers(coded):
    twice = [np.hstack([each, each]) for each in coded]

    assert numbers(agreement.of_coders(*twice)) == pytest.approx(numbers(agreement.of_coders(*coded)))


@given(codings())
def test_kappa_lies_in_its_interval_and_both_within_one(coded):
    found = agreement.of_coders(*coded)

    if found.interval:
        assert -1 <= found.interval[0] <= found.kappa <= found.interval[1] <= 1


def test_a_code_that_neither_ever_gives_has_no_kappa():
    found = agreement.of_coders(*judged(20, 0, 0, 0))

    assert (found.observed, found.by_chance, found.kappa, found.interval) == (1, 1, None, None)


def test_a_code_that_one_never_gives_agrees_no_better_than_chance():
    found = agreement.of_coders(*judged(15, 5, 0, 0))

    assert (found.kappa, found.interval) == (pytest.approx(0, abs=1e-12), None)


def test_coders_who_agree_on_everything_leave_no_interval():
    found = agreement.of_coders(*judged(12, 0, 0, 8))

    assert (found.kappa, found.interval) == (1, None)


def test_without_an_answer_there_is_nothing_to_agree_on():
    assert agreement.of_coders(np.zeros((0, 3), bool), np.zeros((0, 3), bool)) is None
    assert agreement.of_each_code(np.zeros((0, 2), bool), np.zeros((0, 2), bool)) == [None, None]
