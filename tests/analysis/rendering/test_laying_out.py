from decimal import Decimal

import pytest

from analysis.counts import count
from analysis.rendering.laying_out import Group, Row, Shown, base_line, laid_out
from analysis.segments import chose
from analysis.specification import Figure, Heading
from analysis.specifying import ALL_RESPONDENTS, Line, Percent, crosstab, options
from analysis.table import TableBase, table
from tests.analysis.grids import respondents

HEADING = Heading("X", "Table 1: Towns", "Section", "Q1 by Q2", "help")
TOWNS = options("town", {"b": "Big", "s": "Small"})
HELP = options("help", {"a": "A", "b": "B"})
ANSWERS = [{"town": "b", "help": "a"}, {"town": "b", "help": "a"}, {"town": "b", "help": "b"}]


def layout(rows, columns=ALL_RESPONDENTS, **details):
    specification = crosstab(HEADING, rows, columns, base="all", **details)
    made = table(specification, count(specification, respondents(*ANSWERS)))
    return laid_out(made, {"help": "What would help?"})


def test_a_table_is_named_with_its_question():
    made = layout(HELP)

    assert (made.id, made.title, made.question) == ("X", "Table 1: Towns", "Q1 by Q2: What would help?")


def test_one_column_needs_no_head_over_its_figures():
    made = layout(HELP)

    assert (made.stub, made.groups, made.heads) == ("", (), ("No.", "%"))


def test_several_columns_stand_over_their_figures():
    made = layout(TOWNS, HELP, percent=Percent.ACROSS)

    assert made.groups == (Group("A", 2), Group("B", 2))
    assert made.heads == ("No.", "%", "No.", "%")


def test_printed_heads_take_the_place_of_the_columns():
    made = layout(HELP, heads=("Form of help", "Number", "%"))

    assert (made.stub, made.groups, made.heads) == ("Form of help", (), ("Number", "%"))


def test_rows_hold_what_the_columns_show():
    assert layout(HELP).rows == (
        Row("A", (Shown(2), Shown(Decimal(67))), net=False),
        Row("B", (Shown(1), Shown(Decimal(33))), net=False),
    )


def test_a_percentage_has_its_sign_where_the_head_does_not_say_it():
    made = layout(HELP, figures=(Figure.PERCENT,), heads=("", "Share of all"))

    assert made.rows[0].figures == (Shown(Decimal(67), sign=True),)


def test_nothing_is_shown_where_nobody_could_have_been_counted():
    made = layout(TOWNS, HELP, percent=Percent.ACROSS)

    assert made.rows[1].figures == (Shown(None),) * 4


def test_a_row_that_sums_up_others_says_so():
    both = Line("Both", chose("help", "a", "b"))

    assert [row.net for row in layout((*HELP, both), nets=frozenset({2})).rows] == [False, False, True]


@pytest.mark.parametrize(
    ("base", "line"),
    [
        (TableBase("all respondents", 1420), "Base: all respondents, 1,420"),
        (TableBase("towns", 3, by_row=(("Big", 2), ("Small", 1))), "Base: towns: Big 2, Small 1"),
        (
            TableBase("all of that size", 3, by_column=(("Big", 3), ("Small", 0))),
            "Base: all of that size: Big 3, Small 0",
        ),
    ],
)
def test_the_base_says_who_and_how_many(base, line):
    assert base_line(base) == line
