"""What outsiders are shown never says what a single organisation answered."""

from hypothesis import given
from hypothesis import strategies as st

from analysis import disclosure

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=8)


def shown(*counts):
    return disclosure.shown(counts, sum(counts), adds_up=True)


def test_a_small_base_shows_nothing():
    assert shown(5, 4) == [False, False]


def test_a_small_cell_is_hidden_and_the_smallest_beside_it_with_it():
    assert shown(12, 3, 20, 8) == [True, False, True, False]


def test_hidden_cells_are_together_no_small_cell_themselves():
    assert shown(12, 1, 2, 8) == [True, False, False, False]


def test_nobody_is_nothing_to_hide():
    assert shown(12, 0, 20) == [True, True, True]


def test_what_all_have_in_common_is_hidden():
    assert shown(12, 0) == [False, True]


def test_large_cells_are_shown():
    assert shown(12, 20, 8) == [True, True, True]


def test_cells_that_do_not_add_up_hide_nothing_but_themselves():
    assert disclosure.shown([12, 3, 20], 30, adds_up=False) == [True, False, True]


@given(COUNTS)
def test_no_small_cell_is_shown(counts):
    for count, is_shown in zip(counts, shown(*counts), strict=True):
        assert not (is_shown and 0 < count < disclosure.SMALLEST_CELL)


@given(COUNTS)
def test_what_is_hidden_cannot_be_worked_out_from_the_rest(counts):
    hidden = [count for count, is_shown in zip(counts, shown(*counts), strict=True) if not is_shown]

    left = [count for count, is_shown in zip(counts, shown(*counts), strict=True) if is_shown and count]
    assert not hidden or not left or (len(hidden) > 1 and sum(hidden) >= disclosure.SMALLEST_CELL)
