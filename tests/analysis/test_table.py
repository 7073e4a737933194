from decimal import Decimal

from analysis.counts import Counts
from analysis.segments import EVERYBODY
from analysis.specification import Base, Column, Figure, Heading, Share, Specification, Tally
from analysis.table import Cell, TableBase, table

HEADING = Heading("X", "Title", "Section", "Q", "help")


def made(tallies, *, figures=(Figure.COUNT, Figure.PERCENT), decimals=0, by_row=()):
    rows = tuple(f"row {place}" for place in range(len(tallies)))
    specification = Specification(
        HEADING, rows, (Column("", figures),), ((Share(EVERYBODY),),) * len(rows), Base("all"), decimals=decimals
    )
    return table(specification, Counts(10, by_row, (), tuple((tally,) for tally in tallies)))


def cell(tally, **options):
    return made([tally], **options).cells[0][0]


def test_a_cell_has_count_base_and_percentage():
    assert cell(Tally(1, 8)) == Cell(1, 8, percent=Decimal(13))


def test_a_table_says_how_many_decimals():
    assert cell(Tally(7, 24), decimals=1) == Cell(7, 24, percent=Decimal("29.2"))


def test_a_column_of_counts_has_no_percentage():
    assert cell(Tally(1, 8), figures=(Figure.COUNT,)) == Cell(1, 8)


def test_nobody_has_no_percentage():
    assert cell(Tally(0, 0)) == Cell(0, 0)


def test_nobody_has_no_mean():
    assert cell(Tally(base=0, total=0, decimals=1), figures=(Figure.MEAN,)) == Cell(None, 0)


def test_a_mean_has_as_many_decimals_as_its_formula_says():
    assert cell(Tally(base=11, total=35_000, decimals=2), figures=(Figure.MEAN,)) == Cell(
        None, 11, mean=Decimal("31.82")
    )


def test_a_count_of_the_frame_has_no_base():
    assert cell(Tally(67)) == Cell(67, None)


def test_bases_that_repeat_the_whole_are_left_out():
    assert made([Tally(1, 10), Tally(2, 10)], by_row=(10, 10)).base == TableBase("all", 10)


def test_bases_that_differ_are_named():
    assert made([Tally(1, 10), Tally(2, 4)], by_row=(10, 4)).base.by_row == (("row 0", 10), ("row 1", 4))
