from analysis.counts import count
from analysis.segments import EVERYBODY, chose, ticked
from analysis.specification import (
    Base,
    Column,
    Figure,
    Heading,
    InFrame,
    Mean,
    Mentions,
    ResponseRate,
    Share,
    Specification,
    Tally,
)
from tests.analysis.grids import respondents

HEADING = Heading("X", "Title", "Section", "Q", "help")
BIG, SMALL = chose("town", "b"), chose("town", "s")


def tally(formula, *answers, only=EVERYBODY, frame=None):
    specification = Specification(HEADING, ("",), (Column("", tuple(Figure)),), ((formula,),), Base("all"), only=only)
    ((found,),) = count(specification, respondents(*answers, frame=frame)).cells
    return found


def test_a_share_counts_those_of_the_base_who_are_in_the_segment():
    answers = [{"town": "b", "help": "a"}, {"town": "b", "help": "b"}, {"town": "s", "help": "a"}]

    assert tally(Share(chose("help", "a"), BIG), *answers) == Tally(count=1, base=2)


def test_only_those_count_whom_the_table_is_about():
    answers = [{"town": "b", "help": "a"}, {"town": "s", "help": "a"}]

    assert tally(Share(chose("help", "a")), *answers, only=SMALL) == Tally(count=1, base=1)


def test_mentions_count_one_respondent_as_often_as_there_are_segments():
    answers = [{"needs": ["x", "y"]}, {"needs": ["x"]}, {}]

    assert tally(Mentions((ticked("needs_x"), ticked("needs_y"))), *answers) == Tally(count=3, base=3)


def test_a_mean_is_a_sum_in_hundredths_over_those_who_gave_a_number():
    answers = [{"staff_men": 2.5, "staff_women": 1}, {"staff_men": 4}, {}]

    assert tally(Mean(("staff_men", "staff_women")), *answers) == Tally(base=2, total=750, decimals=1)


def test_a_mean_is_over_its_base():
    answers = [{"town": "b", "staff_men": 2}, {"town": "s", "staff_men": 4}]

    assert tally(Mean(("staff_men",), BIG, decimals=2), *answers) == Tally(base=1, total=200, decimals=2)


def test_the_frame_counts_organisations_whoever_answered():
    assert tally(InFrame("town", "b"), {"town": "s"}, frame={"town": {"b": 40}}) == Tally(count=40)


def test_an_option_without_an_organisation_counts_none():
    assert tally(InFrame("town", "s"), frame={"town": {"b": 40}}) == Tally(count=0)


def test_a_response_rate_is_of_the_organisations():
    answers = [{"town": "b"}, {"town": "b"}, {"town": "s"}]

    assert tally(ResponseRate("town", "b"), *answers, frame={"town": {"b": 40}}) == Tally(count=2, base=40)


def test_the_bases_of_rows_and_columns_are_counted_as_the_specification_says():
    base = Base("all", Share(BIG), by_row=(Share(BIG), InFrame("town", "b")), by_column=(Share(SMALL),))
    specification = Specification(HEADING, (), (), (), base)

    counts = count(specification, respondents({"town": "b"}, {"town": "s"}, frame={"town": {"b": 3}}))

    assert (counts.whole, counts.by_row, counts.by_column) == (1, (1, 3), (1,))
