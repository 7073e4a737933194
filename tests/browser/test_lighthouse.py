"""Lighthouse on a telephone with a slow connection."""

import pytest

from tests.browser.lighthouse import audit

pytestmark = pytest.mark.browser

GRID = "/page/strategic-involvement/"


@pytest.fixture(scope="module")
def first(product):
    return audit(product.origin + product.link)


@pytest.fixture(scope="module")
def later(steps, cookie):
    (grid,) = [step.address for step in steps if step.address.endswith(GRID)]
    return audit(grid, cookie=cookie)


def test_the_first_page_is_quick_and_has_no_faults(first):
    assert (first.accessibility, first.best_practices) == (100, 100), first.faults
    assert first.performance >= 95, first.faults
    assert first.first_paint < 1800


def test_a_grid_is_quick_and_has_no_faults(later):
    assert (later.accessibility, later.best_practices) == (100, 100), later.faults
    assert later.performance >= 95, later.faults
    assert later.first_paint < 1200
