"""What outsiders are shown never says what a single organisation answered."""

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.disclosure import hiding
from analysis.disclosure.attacking import Relation, worked_out
from analysis.disclosure.hiding import Shown
from analysis.disclosure.rules import SMALLEST_CELL, Rules

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=8)


def shown(*counts):
    return hiding.shown(counts, sum(counts), adds_up=True)


def test_a_small_base_shows_nothing():
    assert shown(5, 4) == [False, False]


def test_a_small_cell_is_hidden_and_the_smallest_beside_it_with_it():
    assert shown(12, 3, 20, 8) == [True, False, True, False]


def test_hidden_cells_are_together_no_small_cell_themselves():
    assert shown(12, 1, 2, 8) == [True, False, False, False]


def test_nobody_is_nothing_to_hide():
    assert shown(12, 0, 20) == [True, True, True]


def test_what_all_have_in_common_is_hidden_with_what_nobody_has():
    assert shown(12, 0) == [False, False]


def test_large_cells_are_shown():
    assert shown(12, 20, 8) == [True, True, True]


def test_cells_that_do_not_add_up_hide_nothing_but_themselves():
    assert hiding.shown([12, 3, 20], 30, adds_up=False) == [True, False, True]


def test_other_rules_can_be_set():
    assert hiding.shown([12, 3, 20], 35, adds_up=True, rules=Rules(cell=3)) == [True, True, True]


@given(COUNTS)
def test_no_small_cell_is_shown(counts):
    for count, is_shown in zip(counts, shown(*counts), strict=True):
        assert not (is_shown and 0 < count < SMALLEST_CELL)


@given(COUNTS)
def test_what_is_hidden_cannot_be_worked_out_from_the_rest(counts):
    hidden = [count for count, is_shown in zip(counts, shown(*counts), strict=True) if not is_shown]

    left = [count for count, is_shown in zip(counts, shown(*counts), strict=True) if is_shown and count]
    assert not hidden or not left or (len(hidden) > 1 and sum(hidden) >= SMALLEST_CELL)


# Two rows and two columns with their totals: places 0 to 3, 4 and 5, 6 and 7, and 8 for all.
CROSSED = [
    Relation(4, (0, 1)),
    Relation(5, (2, 3)),
    Relation(6, (0, 2)),
    Relation(7, (1, 3)),
    Relation(8, (4, 5)),
    Relation(8, (6, 7)),
]


def crossed(a, b, c, d):
    return [a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d]


def test_one_hidden_cell_is_worked_out_from_its_totals():
    assert worked_out(crossed(3, 20, 20, 20), {0}, CROSSED, {0: 5}) == [0]


def test_a_hidden_cell_in_each_row_and_column_is_not():
    assert worked_out(crossed(3, 20, 20, 20), {0, 1, 2, 3}, CROSSED, {0: 5}) == []


def test_hidden_cells_that_can_be_no_more_than_a_few_are_told_too_narrowly():
    assert worked_out(crossed(3, 1, 20, 20), {0, 1, 2, 3}, CROSSED, {0: 5}) == [0]


def test_hiding_in_one_direction_goes_on_in_the_other():
    assert hiding.hidden(Shown(crossed(3, 20, 20, 20), {0: 5}, CROSSED)) == {0, 1, 2, 3}


def test_what_is_told_in_any_case_hides_nothing():
    relation = [Relation(2, (0, 1))]

    assert hiding.hidden(Shown([12, 0, 12], {0: 5}, relation)) == {0, 1}
    assert hiding.hidden(Shown([12, 0, 12], {0: 5}, relation, told={1})) == {0, 2}


CELLS = st.lists(st.integers(0, 30), min_size=9, max_size=9)


@example([0, 0, 1, 6, 1, 4, 5, 0, 1])
@given(CELLS)
def test_no_small_cell_of_a_crossed_table_can_be_worked_out(cells):
    """Three rows, three columns and their totals; nothing of them is left out of the attack."""
    rows = [sum(cells[3 * row : 3 * row + 3]) for row in range(3)]
    columns = [sum(cells[column::3]) for column in range(3)]
    numbers = [*cells, *rows, *columns, sum(cells)]
    relations = [
        *(Relation(9 + row, tuple(range(3 * row, 3 * row + 3))) for row in range(3)),
        *(Relation(12 + column, tuple(range(column, 9, 3))) for column in range(3)),
        Relation(15, (9, 10, 11)),
        Relation(15, (12, 13, 14)),
    ]
    unsafe = {place: SMALLEST_CELL for place, number in enumerate(numbers) if 0 < number < SMALLEST_CELL}

    gone = hiding.hidden(Shown(numbers, unsafe, relations))

    assert unsafe.keys() <= gone
    assert 15 in gone or worked_out(numbers, gone, relations, dict.fromkeys(gone, 1)) == []
