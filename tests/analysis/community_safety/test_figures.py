from analysis.community_safety import FIGURES
from analysis.counts import count
from analysis.specification import Figure
from analysis.table import table


def percentages(name, study):
    (specification,) = [figure for figure in FIGURES if figure.heading.id == name]
    made = table(specification, count(specification, study))
    return {
        label: [cell.percent for cell in cells] for label, cells in zip(specification.rows, made.cells, strict=True)
    }


def test_there_are_eighteen_in_order():
    assert [figure.heading.id for figure in FIGURES] == [f"F{number:02}" for number in range(1, 19)]


def test_every_figure_is_drawn_from_percentages_alone():
    assert {column.figures for figure in FIGURES for column in figure.columns} == {(Figure.PERCENT,)}


def test_a_figure_that_has_a_table_shows_its_percentages(study):
    assert percentages("F03", study)["North West"] == [0, 58, 33, 8, 0, 0]


def test_a_figure_without_a_table_shows_its_own(study):
    assert percentages("F15", study) == {
        "Very influential": [61],
        "Fairly influential": [31],
        "Not very influential": [8],
        "Not at all influential": [0],
        "Don't know": [0],
    }


def test_the_challenges_of_one_type_are_in_percent_of_it(study):
    assert percentages("F07", study)["Improving public confidence"] == [79]
