"""Against published tables, and against what weights must do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exceptions import CannotBeWeighted
from analysis.statistics import weighting
from analysis.statistics.weighting import Rim


def rim(name, codes, targets):
    return Rim(name, np.array(codes), np.array(targets, float))


def test_weights_reproduce_the_margins():
    rims = [rim("type", [0, 0, 1, 1, 1], [60, 40]), rim("region", [0, 1, 0, 1, 1], [30, 70])]

    found = weighting.rake(rims, 5)

    assert np.bincount(rims[0].codes, found.values) / 5 == pytest.approx([0.6, 0.4])
    assert np.bincount(rims[1].codes, found.values) / 5 == pytest.approx([0.3, 0.7])


def test_one_rim_is_post_stratification():
    found = weighting.rake([rim("type", [0, 0, 0, 1], [1, 1])], 4)

    assert found.values == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])
    assert found.efficiency == pytest.approx(0.75)  # Kish: 4² / (4 · (3 · 4/9 + 4))


def test_fitting_leaves_the_odds_ratio_as_it_was():
    """Of 40, 30, 35, 50 it is 40 · 50 / (30 · 35). With margins 100, 100 by 150, 50 the first cell x solves
    x (x − 50) / ((100 − x) (150 − x)) = 40/21."""
    cells = [(0, 0)] * 40 + [(0, 1)] * 30 + [(1, 0)] * 35 + [(1, 1)] * 50
    rows, columns = zip(*cells, strict=True)
    found = weighting.rake([rim("row", rows, [100, 100]), rim("column", columns, [150, 50])], 155)
    first = found.values[:40].sum() / 155 * 200

    assert first * (first - 50) / ((100 - first) * (150 - first)) == pytest.approx(40 / 21, rel=1e-6)


def test_without_a_respondent_of_a_category_there_are_no_weights():
    with pytest.raises(CannotBeWeighted, match="Nobody has answered of a region that there is"):
        weighting.rake([rim("region", [0, 0], [1, 1])], 2)


def test_margins_that_contradict_each_other_are_refused():
    with pytest.raises(CannotBeWeighted, match="type and region do not fit each other"):
        weighting.rake([rim("type", [0, 1], [1, 3]), rim("region", [0, 1], [3, 1])], 2)


def test_a_table_is_fitted_as_textbooks_fit_it():
    """British women by age and marital status, fitted to the margins of a later year (Bishop, Fienberg and Holland,
    Discrete Multivariate Analysis, 1975; printed so by SAS/IML User's Guide, Example 9.14)."""
    known = np.array(
        [
            *([1306, 83, 0], [619, 765, 3], [263, 1194, 9], [173, 1372, 28]),
            *([171, 1393, 51], [159, 1372, 81], [208, 1350, 108], [1116, 4100, 2329]),
        ]
    )
    ages, statuses = (np.repeat(places.ravel(), known.ravel()) for places in np.indices(known.shape))
    margins = [1412, 1402, 1450, 1541, 1681, 1532, 1662, 7644], [3988, 11702, 2634]

    found = weighting.rake([rim("age", ages, margins[0]), rim("status", statuses, margins[1])], len(ages))

    fitted = np.bincount(ages * 3 + statuses, found.values, known.size).reshape(known.shape)
    assert fitted / known.sum() * sum(margins[0]) == pytest.approx(
        np.array(
            [
                *([1325.27, 86.73, 0], [615.56, 783.39, 3.05], [253.94, 1187.18, 8.88], [165.13, 1348.55, 27.32]),
                *([173.41, 1454.71, 52.87], [147.21, 1308.12, 76.67], [202.33, 1352.28, 107.40]),
                [1105.16, 4181.04, 2357.81],
            ]
        ),
        abs=0.0051,
    )


def test_respondents_of_whom_a_rim_is_not_known_keep_their_weight_there():
    found = weighting.rake([rim("type", [0, 0, 0, 1, -1], [1, 1])], 5)

    assert found.values == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2, 1])


def test_without_anything_known_of_the_list_there_are_no_weights():
    with pytest.raises(CannotBeWeighted, match="Nothing is known of the whole list"):
        weighting.rake([], 3)
    with pytest.raises(CannotBeWeighted, match="Nobody's type is known"):
        weighting.rake([rim("type", [0, 1, 1], [0, 0])], 3)
    with pytest.raises(CannotBeWeighted, match="Nobody's type is known"):
        weighting.rake([rim("type", [-1, -1], [4, 5])], 2)


def test_respondents_of_a_category_that_there_is_not_count_for_nobody():
    found = weighting.rake([rim("type", [0, 0, 1], [9, 0])], 3)

    assert found.values == pytest.approx([1.5, 1.5, 0])


def test_margins_that_respondents_of_nobody_would_have_to_fill_are_refused():
    rims = [rim("type", [0, 0, 1], [0, 9]), rim("region", [0, 0, 1], [5, 5])]

    with pytest.raises(CannotBeWeighted, match="type and region do not fit each other"):
        weighting.rake(rims, 3)


TYPES, REGIONS = 4, 3


@st.composite
def lists(draw):
    """Respondents of each type and region, and how many there are of either in all."""
    codes = [(one, other) for one in range(TYPES) for other in range(REGIONS)]
    codes += draw(st.lists(st.tuples(st.integers(0, TYPES - 1), st.integers(0, REGIONS - 1)), max_size=80))
    types, regions = zip(*codes, strict=True)
    there = [draw(st.lists(st.integers(1, 500), min_size=size, max_size=size)) for size in (TYPES, REGIONS)]
    return [rim("type", types, there[0]), rim("region", regions, there[1])]


@given(lists())
def test_weights_reproduce_the_margins_of_every_list(rims):
    number = len(rims[0].codes)

    found = weighting.rake(rims, number)

    for each in rims:
        shares = np.bincount(each.codes, found.values) / number
        assert shares == pytest.approx(each.targets / each.targets.sum(), rel=1e-7)


@given(lists())
def test_weights_are_one_on_average_and_never_negative(rims):
    found = weighting.rake(rims, len(rims[0].codes))

    assert found.values.mean() == pytest.approx(1)
    assert (found.values > 0).all()
    assert 0 < found.efficiency <= 1 + 1e-12


@given(lists())
def test_neither_the_order_of_the_rims_nor_the_size_of_the_list_matters(rims):
    number = len(rims[0].codes)
    turned = [Rim(each.name, each.codes, each.targets * 7) for each in reversed(rims)]

    assert weighting.rake(turned, number).values == pytest.approx(weighting.rake(rims, number).values, rel=1e-6)


@given(lists())
def test_respondents_of_the_same_categories_have_the_same_weight(rims):
    found = weighting.rake(rims, len(rims[0].codes)).values

    assert len({*zip(rims[0].codes, rims[1].codes, found, strict=True)}) == TYPES * REGIONS


@given(lists())
def test_respondents_like_the_list_need_no_weights(rims):
    counted = [Rim(each.name, each.codes, np.bincount(each.codes).astype(float)) for each in rims]

    found = weighting.rake(counted, len(rims[0].codes))

    assert found.values == pytest.approx(1)
    assert found.efficiency == pytest.approx(1)
