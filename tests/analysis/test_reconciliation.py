from collections import Counter
from dataclasses import replace

import pytest

from analysis import prose, reconciliation
from analysis.community_safety import STATEMENTS, TABLES
from analysis.counts import count
from analysis.reconciliation import Place, errata, published, reconcile
from analysis.report import Report
from analysis.specification import Figure
from analysis.table import Cell, table


@pytest.fixture(scope="module")
def report(study):
    tables = tuple(table(specification, count(specification, study)) for specification in TABLES)
    statements = tuple(prose.said(statement, study) for statement in STATEMENTS)
    return Report("Title", 142, {}, tables, (), (), statements=statements)


def with_cell(report, name, cell):
    """The report with the first cell of one table replaced."""
    tables = tuple(
        replace(made, cells=((cell, *made.cells[0][1:]), *made.cells[1:]))
        if made.specification.heading.id == name
        else made
        for made in report.tables
    )
    return replace(report, tables=tables)


def test_the_report_prints_so_many_figures():
    printed = Counter(place.figure for table in published().values() for place in table)

    assert printed == {Figure.COUNT: 898, Figure.PERCENT: 960, Figure.MEAN: 8}


def test_860_of_898_printed_counts_are_found_again(report):
    assert reconcile(report).equal[Figure.COUNT] == 860


def test_every_difference_is_a_known_contradiction(report):
    assert reconcile(report).unexplained == ()


def test_an_erratum_names_no_figure_that_is_found_again(report):
    different = {difference.place for difference in reconcile(report).differences}

    assert {place for erratum in errata() for place in erratum.places} == different


def test_every_place_of_an_erratum_is_printed():
    printed = {place for table in published().values() for place in table}

    assert {place for erratum in errata() for place in erratum.places} - printed == set()


def test_errata_have_names_of_their_own():
    assert max(Counter(erratum.id for erratum in errata()).values()) == 1


def test_another_count_is_a_difference_without_an_erratum(report):
    changed = with_cell(report, "T01", Cell(98, 142, percent=70))

    (difference,) = reconcile(changed).unexplained

    assert (difference.place, difference.printed, difference.recomputed) == (
        Place("T01", "District / borough", "", Figure.COUNT),
        99,
        98,
    )


def test_a_table_that_is_not_there_differs_in_every_figure(report):
    without = replace(report, tables=report.tables[1:])

    assert {difference.recomputed for difference in reconcile(without).unexplained} == {None}
    assert len(reconcile(without).unexplained) == 10


def test_rows_of_the_same_label_are_told_apart(report):
    sub_totals = [place for place in reconciliation.published()["T34"] if place.row == "Sub total"]

    assert [place.nth for place in sub_totals] == [1, 2]
    assert [d.place.nth for d in reconcile(report).differences if d.place.row == "Sub total"] == [1]


# Numbers in sentences ------------------------------------------------------------------------------


def test_59_of_67_numbers_in_sentences_are_found_again(report):
    found = reconcile(report)

    assert (found.in_sentences, len(found.sentences)) == (67, 8)


def test_a_sentence_that_differs_without_a_known_contradiction_is_flagged(report):
    (first, *others) = report.statements
    number = replace(first.numbers[0].number, printed="71%")
    changed = replace(first, numbers=(replace(first.numbers[0], number=number), *first.numbers[1:]))

    found = reconcile(replace(report, statements=(changed, *others)))

    assert [sentence.said.statement.id for sentence in found.unexplained] == ["types"]


def test_every_contradiction_that_a_sentence_names_is_known():
    named = {name for statement in STATEMENTS for number in statement.numbers for name in number.errata}

    assert named - {erratum.id for erratum in errata()} == set()
