from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.charts import scales


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (6, [0, 2, 4, 6]),
        (24, [0, 5, 10, 15, 20, 25]),
        (142, [0, 50, 100, 150]),
        (20_000, [0, 5000, 10_000, 15_000, 20_000]),
    ],
)
def test_a_scale_has_round_numbers(largest, ticks):
    assert scales.ticks(largest) == ticks


@given(st.integers(0, 10**9))
def test_every_number_fits_its_scale_with_few_ticks(largest):
    found = scales.ticks(largest)

    assert found[-1] == scales.top(largest) >= largest
    assert 2 <= len(found) <= 6


@pytest.mark.parametrize(
    ("part", "whole", "place"),
    [
        (142, 345, "41.16%"),
        (0, 5, "0.00%"),
        (5, 5, "100.00%"),
        (7, 5, "100.00%"),
        (-1, 5, "0.00%"),
        (3, 0, "0.00%"),
        (Fraction(1, 3), 1, "33.33%"),
    ],
)
def test_a_place_is_a_percentage_within_the_picture(part, whole, place):
    assert scales.place(part, whole) == place
