"""The arithmetic of a report: it holds for the study, and each check notices what it is there for."""

from dataclasses import replace

import pytest

from analysis import invariants
from analysis.community_safety import TABLES
from analysis.counts import count
from analysis.invariants import Counted
from tests.analysis.grids import respondents
from tests.builders import appendix_a


@pytest.fixture(scope="module")
def tables(study):
    return [Counted(specification, count(specification, study)) for specification in TABLES]


def check(tables, study):
    return invariants.checked(tables, appendix_a(), study)


def with_count(tables, name, number):
    """The tables with another number in the first share of one of them."""

    def changed(table):
        (first, *others), *rows = table.counts.cells
        cells = ((replace(first, count=number), *others), *rows)
        return replace(table, counts=replace(table.counts, cells=cells))

    return [changed(table) if table.id == name else table for table in tables]


def test_the_arithmetic_of_the_study_holds(tables, study):
    found = check(tables, study)

    assert (found.broken, found.number > 1000) == ((), True)


def test_a_count_above_its_base_is_noticed(tables, study):
    assert "T01, District / borough: 143 are counted of 142." in check(with_count(tables, "T01", 143), study).broken


def test_answers_that_do_not_add_up_are_noticed(tables, study):
    assert check(with_count(tables, "T10", 32), study).broken == (
        "T10, Anti-social behaviour: the answers add up to 142, not to 141.",
    )


def test_parts_that_do_not_add_up_are_noticed(tables, study):
    assert "T19, Police: the parts add up to 130, not to 129." in check(with_count(tables, "T20", 24), study).broken


def test_ticks_beyond_the_limit_are_told_and_not_an_error(study):
    one = respondents({"q2": "a", "q16": list("abcd")}, {"q2": "a", "q16": list("abc")}, questionnaire=appendix_a())

    assert check([], one).beyond == ("1 respondent ticked more than 3 at question 16.",)
    assert check([], study).beyond == ()
