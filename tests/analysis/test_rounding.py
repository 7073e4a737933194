from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.rounding import Rounding, half_up, percent


@pytest.mark.parametrize(
    ("count", "base", "shown"), [(0, 7, "0"), (7, 7, "100"), (1, 8, "13"), (1, 3, "33"), (2, 3, "67"), (1, 200, "1")]
)
def test_a_half_goes_up(count, base, shown):
    assert percent(count, base) == Decimal(shown)


def test_a_percentage_is_rounded_once():
    assert percent(5, 11) == 45


def test_one_decimal_first_rounds_twice():
    assert percent(5, 11, rounding=Rounding.ONE_DECIMAL_FIRST) == 46


def test_one_decimal_first_changes_nothing_where_one_decimal_is_shown():
    assert percent(5, 11, decimals=1, rounding=Rounding.ONE_DECIMAL_FIRST) == Decimal("45.5")


def test_as_many_decimals_are_kept_as_are_shown():
    assert str(percent(3, 4, decimals=1)) == "75.0"


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_what_is_shown_is_at_most_half_a_unit_off_and_never_below_by_a_half(numerator, denominator, decimals):
    off = Fraction(half_up(numerator, denominator, decimals)) - Fraction(numerator, denominator)
    unit = Fraction(1, 10**decimals)

    assert -unit / 2 < off <= unit / 2
