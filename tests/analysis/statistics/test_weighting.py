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


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=30, max_size=80))
def test_weights_are_one_on_average_and_never_negative(codes):
    own = [*codes, *((one, other) for one in range(4) for other in range(3))]
    types, regions = zip(*own, strict=True)

    found = weighting.rake([rim("type", types, [5, 6, 7, 8]), rim("region", regions, [9, 8, 9])], len(own))

    assert found.values.mean() == pytest.approx(1)
    assert (found.values > 0).all()
    assert 0 < found.efficiency <= 1
