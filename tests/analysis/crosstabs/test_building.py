"""Crosstabs of the study's 142 respondents, beside what the report prints of them."""

from decimal import Decimal
from statistics import fmean, quantiles

import numpy as np
import pytest
from scipy import stats

from analysis.crosstabs import building
from analysis.crosstabs.definition import Comparison, Correction, Definition, Filter, Net, Order, Show
from analysis.crosstabs.dimensions import Shape, dimensions
from analysis.crosstabs.weighing import Weighted
from analysis.specification import Figure
from surveys.questionnaire.definition import CodeFrame, Kind, Theme
from tests.analysis.grids import TOWNS, respondents
from tests.builders import appendix_a, question, questionnaire

D = dimensions(appendix_a())
OFTEN = Net("Often or always", frozenset("ab"))


def crosstab(study, **parts):
    return building.counted(Definition(**parts), study)


def only_table(study, **parts):
    (table,) = crosstab(study, **parts).tables
    return table


def row(table, label):
    return table.cells[table.specification.rows.index(label)]


def test_a_net_by_region_is_that_of_table_8(study):
    table = only_table(study, rows=D["q13"], columns=D["q3"], nets=(OFTEN,))

    net = row(table, "Often or always")
    assert [(cell.count, cell.base) for cell in net[:2]] == [(67, 142), (14, 27)]
    assert table.specification.nets == {6}


def test_the_lines_of_a_grid_by_type_show_who_gave_an_answer_that_is_counted(study):
    table = only_table(study, rows=D["q9"], columns=D["q2"], counted=frozenset("ab"))

    assert [cell.percent for cell in row(table, "Fire Authority")[:5]] == [82, 88, 100, 80, 81]


def test_the_base_of_a_grid_by_columns_is_that_of_its_lines(study):
    """Q8 a is asked where the chair is a portfolio holder, and of these not all are in each column."""
    table = only_table(study, rows=D["q8_a"], columns=D["q2"], counted=frozenset("a"))

    everybody, unitary, *_ = row(table, "Knowledgeable about the community safety agenda")
    assert table.base.n == everybody.base == 31
    assert dict(table.base.by_column)["Unitary"] == unitary.base


def test_what_is_left_out_of_a_grid_leaves_the_base_of_each_line(study):
    table = only_table(study, rows=D["q9"], columns=D["q2"], counted=frozenset("a"), left_out=D["q9"].undecided)

    everybody = {label: cells[0].base for label, cells in zip(table.specification.rows, table.cells, strict=True)}
    assert table.base.definition == ("respondents who were asked Q9, without “Not applicable”; counted: Very involved")
    assert dict(table.base.by_row) == everybody
    assert len(set(everybody.values())) > 1


def test_the_base_of_answers_that_only_some_were_offered_is_their_own(study):
    table = only_table(study, rows=D["q16"])

    bases = {label: cells[0].base for label, cells in zip(table.specification.rows, table.cells, strict=True)}
    assert dict(table.base.by_row) == bases
    assert {bases["Achieving local CDRP targets"], table.base.n} == {99, 142}


def test_a_theme_that_is_called_like_another_column_is_told_apart():
    frame = CodeFrame("why_codes", (Theme("m", "All"), Theme("n", "Money"), Theme("o", "Money")))
    asked = questionnaire(question("why", Kind.LONG_TEXT, required=False, code_frame=frame))

    labels = [each.label for each in dimensions(asked)["why_codes"].categories]
    assert labels == ["All (m)", "Money", "Money (o)"]


def test_a_small_base_of_one_line_of_a_grid_is_marked(study):
    table = only_table(study, rows=D["q9"], columns=D["q2"], counted=frozenset("a"), left_out=frozenset("bcde"))

    assert "District / borough" in table.specification.note


def test_a_small_base_of_one_answer_that_few_were_offered_is_marked():
    """Everybody was asked what they need; need Z was offered in five big towns."""
    towns = dimensions(TOWNS)
    people = respondents(*({"town": "b" if number < 5 else "s", "help": "a"} for number in range(40)))

    table = only_table(people, rows=towns["needs"], columns=towns["help"])

    assert [row[1].base for row in table.cells] == [40, 40, 5]
    assert table.specification.note == "Fewer than 30 respondents, so only an indication: Option a."


@pytest.mark.parametrize(("show", "figures"), [(Show.COUNT, (Figure.COUNT,)), (Show.COLUMN, (Figure.PERCENT,))])
def test_a_grid_shows_what_is_asked_for(study, show, figures):
    table = only_table(study, rows=D["q9"], shows=frozenset({show}))

    assert table.specification.columns[0].figures == figures


@pytest.mark.parametrize(
    ("rows", "base"),
    [
        ("q18_codes", "respondents who were asked Q18, whether or not their answer was given a theme yet"),
        ("q6_cso", "respondents who were asked Q6 Community Safety Officers"),
        ("q21_4_sub", "respondents who were asked Q21 4"),
    ],
)
def test_the_base_says_what_was_asked(study, rows, base):
    assert only_table(study, rows=D[rows]).base.definition == base


def test_a_grid_by_itself_shows_its_answers_and_nets(study):
    table = only_table(study, rows=D["q9"], nets=(Net("Top two", frozenset("ab")),))

    assert [column.label for column in table.specification.columns][-2:] == ["Not applicable", "Top two"]
    assert [cell.count for cell in row(table, "Fire Authority")] == [62, 55, 22, 2, 1, 117]


def test_numbers_show_means_medians_and_quartiles(study):
    shows = frozenset({Show.MEAN, Show.MEDIAN, Show.QUARTILES})
    table = only_table(study, rows=D["q6"], columns=D["q2"], shows=shows)

    assert [column.heads for column in table.specification.columns[:4]] == [
        ("Mean",),
        ("Lower quartile",),
        ("Median",),
        ("Upper quartile",),
    ]
    values = study.numbers(("q6_cso",), study.gave("q6_cso")) / 100
    lower, median, upper = quantiles(values, n=4, method="exclusive")
    shown = [float(cell.mean) for cell in row(table, "Community Safety Officers")[:4]]
    assert shown == pytest.approx([fmean(values), lower, median, upper], abs=0.051)


def test_answers_left_out_leave_the_base(study):
    kept = only_table(study, rows=D["q13"], left_out=D["q13"].undecided)

    assert "Don't know" not in kept.specification.rows
    assert row(kept, "Always")[0].base == 140
    assert kept.base.definition == "respondents who were asked Q13, without “Don't know”"


def test_rows_stand_in_the_order_asked_for_and_nets_below(study):
    table = only_table(study, rows=D["q13"], nets=(OFTEN,), order=Order.MOST_FIRST)

    assert table.specification.rows == (
        "Sometimes",
        "Often",
        "Always",
        "Seldom",
        "Don't know",
        "Never",
        "Often or always",
    )


def test_empty_rows_and_columns_can_be_hidden(study):
    table = only_table(study, rows=D["q13"], columns=D["q2"], hide_empty=True)

    assert "Never" not in table.specification.rows
    assert [column.label for column in table.specification.columns][-1] == "District / borough"


def test_each_layer_has_a_table_and_one_without_anybody_is_named(study):
    made = crosstab(study, rows=D["q13"], columns=D["q3"], layers=(D["q2"],))

    assert [table.base.n for table in made.tables] == [24, 4, 15, 99]
    assert made.empty == ("Q2 County",)


def test_a_filter_that_leaves_nobody_leaves_no_table(study):
    made = crosstab(study, rows=D["q13"], filters=(Filter(D["q2"], frozenset("e")),))

    assert (made.respondents, made.tables, made.empty) == (0, (), ("",))


def test_significance_is_stated_with_its_test(study):
    testing = Comparison(10, Correction.HOLM)
    table = only_table(study, rows=D["q16"], columns=D["q7"], testing=testing)

    assert table.specification.columns[1].label == "Portfolio holder (A)"
    assert [cell.mark for cell in row(table, "Achieving local CDRP targets")] == ["", "", "", "", "A", "", "", ""]
    assert "two-sided at 10%, with Holm’s correction for the pairs of a row" in table.specification.note


def test_without_a_number_of_organisations_there_is_no_finite_population_to_correct_for(study):
    """The list of this study knows regions only."""
    tables = [
        only_table(study, rows=D["q9"], columns=D["q2"], counted=frozenset("a"), testing=testing)
        for testing in (Comparison(), Comparison(finite=True))
    ]

    assert tables[0].cells == tables[1].cells


def test_small_bases_are_marked(study):
    table = only_table(study, rows=D["q13"], columns=D["q2"])

    assert table.specification.note == (
        "Fewer than 30 respondents, so only an indication: Unitary, Metropolitan, London borough."
    )


def test_an_interval_stands_beside_each_percentage(study):
    table = only_table(study, rows=D["q13"], intervals=95)

    assert row(table, "Always")[0].mark == "(6–16)"


def test_weights_count_and_both_bases_are_shown(study):
    weights = np.where(np.arange(142) % 2, 1.5, 0.5)

    table = only_table(Weighted(study, weights), rows=D["q13"], columns=D["q2"], weighted=True)

    assert sum(cells[0].count for cells in table.cells) == Decimal("142.0")
    assert table.specification.note.startswith(
        "Weighted to the types and regions of the list. Base without weights: all 142, Unitary 24,"
    )
    assert "With these weights the answers say as much as those of 114 would without." in table.specification.note


def test_equal_weights_change_nothing(study):
    plain = only_table(study, rows=D["q13"], columns=D["q2"])
    weighted = only_table(Weighted(study, np.ones(142)), rows=D["q13"], columns=D["q2"])

    assert [[cell.percent for cell in cells] for cells in weighted.cells] == [
        [cell.percent for cell in cells] for cells in plain.cells
    ]


def test_equal_weights_change_neither_means_nor_quartiles_nor_what_stands_beside_them(study):
    shows = frozenset({Show.MEAN, Show.MEDIAN, Show.QUARTILES})
    parts = {"rows": D["q6"], "columns": D["q2"], "shows": shows, "intervals": 95, "testing": Comparison(10)}
    plain = only_table(study, **parts)
    weighted = only_table(Weighted(study, np.ones(142)), **parts)

    assert [[(cell.mean, cell.mark) for cell in cells] for cells in weighted.cells] == [
        [(cell.mean, cell.mark) for cell in cells] for cells in plain.cells
    ]


def test_an_interval_stands_beside_each_mean(study):
    """That of SciPy: the mean and t times its standard error, in tenths."""
    table = only_table(study, rows=D["q6"], shows=frozenset({Show.MEAN, Show.MEDIAN}), intervals=95)

    values = study.numbers(("q6_cso",), study.gave("q6_cso")) / 100
    low, high = stats.t.interval(0.95, len(values) - 1, fmean(values), stats.sem(values))
    assert [cell.mark for cell in row(table, "Community Safety Officers")] == [f"({low:.1f}–{high:.1f})", ""]
    assert table.specification.note == "In brackets: 95% confidence intervals of the means (Student’s t)."


def test_the_interval_of_a_mean_of_what_is_counted_does_not_fall_below_nothing(study):
    table = only_table(study, rows=D["q6"], columns=D["q2"], shows=frozenset({Show.MEAN}), intervals=95)

    metropolitan = row(table, "Street wardens")[2]
    assert (metropolitan.base, metropolitan.mark) == (4, "(0.0–18.6)")


def test_weighted_means_are_compared_with_their_weights(study):
    parts = {"rows": D["q6"], "columns": D["q2"], "shows": frozenset({Show.MEAN}), "testing": Comparison()}
    weights = np.where(np.arange(142) % 2, 1.5, 0.5)

    marks = [
        row(only_table(population, **parts), "Street wardens")[1].mark
        for population in (study, Weighted(study, weights))
    ]

    assert marks == ["D", ""]


def test_open_text_is_a_dimension_of_which_nothing_is_counted():
    assert D["q18_text"].shape is Shape.TEXT
    assert D["q18_codes"].shape is Shape.SEVERAL


def test_undecided_answers_are_known_by_their_words():
    assert [D["q13"].category(code).label for code in D["q13"].undecided] == ["Don't know"]
    assert [D["q9_police"].category(code).label for code in D["q9_police"].undecided] == ["Not applicable"]


def test_coded_themes_are_tabulated_like_any_answer():
    people = respondents({"why_codes": ["m"]}, {"why_codes": ["m", "n"]}, {})

    (table,) = building.counted(Definition(rows=dimensions(TOWNS)["why_codes"]), people).tables

    assert [cells[0].count for cells in table.cells] == [2, 1]


@pytest.mark.parametrize("show", [Show.ROW, Show.TOTAL])
def test_the_count_stands_with_the_first_percentage(study, show):
    table = only_table(study, rows=D["q13"], columns=D["q2"], shows=frozenset({Show.COUNT, show}))

    assert len(table.specification.columns[0].heads) == 2
