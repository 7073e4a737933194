import pytest

from analysis.counts import count
from analysis.rounding import Rounding
from analysis.segments import chose
from analysis.specification import Figure, Heading
from analysis.specifying import Line, Percent, crosstab, grid, options, ticks
from analysis.table import TableBase, table
from tests.analysis.grids import respondents

HEADING = Heading("X", "Title", "Section", "Q", "help")
TOWNS = options("town", {"b": "Big", "s": "Small"})
HELP = options("help", {"a": "A", "b": "B", "c": "C"})
NEEDS = ticks("needs", {"x": "X", "z": "Z"})
ANSWERS = [
    {"town": "b", "help": "a", "needs": ["x", "z"], "rating_tram": "a", "rating_bus": "b"},
    {"town": "b", "help": "a", "needs": ["z"], "rating_tram": "b", "rating_bus": "b"},
    {"town": "b", "needs": []},
    {"town": "s", "help": "c", "needs": ["x"], "rating_bus": "a"},
]


def made(specification):
    return table(specification, count(specification, respondents(*ANSWERS)))


def numbers(specification):
    return [[(cell.count, cell.base, cell.percent) for cell in row] for row in made(specification).cells]


def test_one_question_is_in_percent_of_all_who_were_asked_for_it():
    assert numbers(crosstab(HEADING, HELP, base="all")) == [[(2, 4, 50)], [(0, 4, 0)], [(1, 4, 25)]]


def test_across_the_base_is_the_row():
    assert numbers(crosstab(HEADING, TOWNS, HELP, percent=Percent.ACROSS, base="all of that size")) == [
        [(2, 3, 67), (0, 3, 0), (0, 3, 0)],
        [(0, 1, 0), (0, 1, 0), (1, 1, 100)],
    ]


def test_down_the_base_is_the_column_as_far_as_it_was_asked_for_the_row():
    assert numbers(crosstab(HEADING, NEEDS, TOWNS, base="all of that size")) == [
        [(1, 3, 33), (1, 1, 100)],
        [(2, 3, 67), (0, 0, None)],
    ]


def test_a_grid_is_in_percent_of_those_asked_for_the_line():
    ratings = grid(HEADING, {"rating_bus": "Bus", "rating_tram": "Tram"}, {"a": "Good", "b": "Bad"}, base="all")

    assert numbers(ratings) == [[(1, 4, 25), (2, 4, 50)], [(1, 3, 33), (1, 3, 33)]]


def test_a_net_is_counted_and_not_added_up():
    a_or_c = Line("A or C", chose("help", "a", "c"))

    assert numbers(crosstab(HEADING, (a_or_c,), base="all")) == [[(3, 4, 75)]]


def test_a_column_may_show_less_than_the_others():
    respondents = Line("Total", figures=(Figure.COUNT,))

    specification = crosstab(HEADING, TOWNS, (respondents, *HELP), percent=Percent.ACROSS, base="all")

    assert [column.figures for column in specification.columns] == [(Figure.COUNT,), *[tuple(Figure)[:2]] * 3]
    assert numbers(specification)[0][0] == (3, 3, None)


@pytest.mark.parametrize(
    ("specification", "base"),
    [
        (crosstab(HEADING, HELP, base="all"), TableBase("all", 4)),
        (
            crosstab(HEADING, TOWNS, HELP, percent=Percent.ACROSS, base="all"),
            TableBase("all", 4, by_row=(("Big", 3), ("Small", 1))),
        ),
        (crosstab(HEADING, NEEDS, TOWNS, base="all"), TableBase("all", 4, by_column=(("Big", 3), ("Small", 1)))),
        (
            grid(HEADING, {"rating_bus": "Bus", "rating_tram": "Tram"}, {"a": "Good"}, base="all"),
            TableBase("all", 4, by_row=(("Bus", 4), ("Tram", 3))),
        ),
        (grid(HEADING, {"rating_tram": "Tram"}, {"a": "Good"}, base="asked"), TableBase("asked", 3)),
        (crosstab(HEADING, HELP, base="small towns", only=chose("town", "s")), TableBase("small towns", 1)),
        (crosstab(HEADING, HELP, TOWNS[:1], base="big towns"), TableBase("big towns", 3)),
    ],
)
def test_the_base_says_how_many_by_row_or_column_where_they_differ(specification, base):
    assert made(specification).base == base


def test_the_other_way_of_rounding_is_an_option():
    specification = crosstab(HEADING, HELP, base="all")
    answers = [{"help": "a"}] * 5 + [{"help": "b"}] * 6

    twice = table(specification, count(specification, respondents(*answers)), Rounding.ONE_DECIMAL_FIRST)

    assert [row[0].percent for row in twice.cells] == [46, 55, 0]
