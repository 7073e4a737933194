"""Sentences that tell a number, of the study's 142 respondents."""

import pytest

from analysis import prose
from analysis.community_safety import STATEMENTS
from analysis.prose import Number, Statement
from analysis.segments import Exactly, chose, ticked
from analysis.specification import Extreme, Figure, Share
from tests.analysis.grids import respondents

BY_ID = {statement.id: statement for statement in STATEMENTS}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "often-or-always",
            "67 respondents (47.2%) report that lack of capacity always or often has a negative impact.",
        ),
        (
            "influence",
            "92% of community safety managers see themselves as very or fairly influential, 8% as not very "
            "influential.",
        ),
        (
            "joint-chairs",
            "17 respondents have more than one chair: 15 joint arrangements are held by two people, 1 by three and "
            "1 by four.",
        ),
        (
            "time-in-role",
            "43 respondents (30%) have been in the role for five or more years, whilst 15% have been in it for less "
            "than one year.",
        ),
        (
            "regions",
            "22% of respondents are based in the South East, 19% in the East of England, 15% in the South West and 13% "
            "in London.",
        ),
        ("other-regions", "The remaining regions account for between 5% and 8% of the sample."),
        (
            "posts-of-unitaries",
            "Unitary authority community safety teams range from 7.5 officers to 185 officers.",
        ),
    ],
)
def test_a_sentence_of_the_report_is_said_with_the_numbers_of_now(study, name, sentence):
    assert prose.said(BY_ID[name], study).sentence == sentence


@pytest.mark.parametrize("statement", STATEMENTS, ids=BY_ID)
def test_each_number_is_the_printed_one_or_a_known_contradiction(study, statement):
    differ = [told for told in prose.said(statement, study).numbers if not told.is_as_printed]

    assert [told.number.printed for told in differ if not told.number.errata] == []


def test_a_sentence_changes_with_the_answers():
    statement = Statement("x", "4", "{} say so.", (Number(Share(chose("help", "a")), Figure.PERCENT),))

    assert prose.said(statement, respondents({"help": "a"}, {"help": "b"})).sentence == "50% say so."
    assert prose.said(statement, respondents({"help": "a"}, {"help": "a"})).sentence == "100% say so."
    assert prose.said(statement, respondents()).sentence == "– say so."


def test_the_ends_of_a_range_are_those_of_now():
    """Where nobody was asked there is no share: it is neither the smallest nor the largest."""
    shares = tuple(Share(chose("town", "b"), chose("help", answer)) for answer in "abc")
    ends = (Number(Extreme(shares), Figure.PERCENT), Number(Extreme(shares, largest=True), Figure.PERCENT))
    statement = Statement("x", "4", "Between {} and {}.", ends)
    people = [{"help": "a", "town": "b"}, {"help": "b", "town": "s"}, {"help": "b", "town": "b"}]

    assert prose.said(statement, respondents(*people)).sentence == "Between 50% and 100%."
    assert prose.said(statement, respondents(*people, {"help": "c", "town": "s"})).sentence == "Between 0% and 100%."
    assert prose.said(statement, respondents()).sentence == "Between – and –."


def test_exactly_so_many_ticks_are_counted():
    people = respondents({"needs": ["x"]}, {"needs": ["x", "y"]}, {"needs": []}, {"needs": ["y", "x"]})
    boxes = tuple(ticked(f"needs_{code}") for code in "xyz")

    assert [people.within(Exactly(number, boxes)).bit_count() for number in range(5)] == [1, 1, 2, 0, 0]
