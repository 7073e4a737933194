from analysis.segments import EVERYBODY, Above, AllOf, AnyOf, Asked, Gave, chose, ticked
from tests.analysis.grids import respondents

BIG, SMALL, BLANK = {"town": "b"}, {"town": "s"}, {}


def members(segment, *answers):
    """The places of those in the segment, the first respondent's being 0."""
    bits = respondents(*answers).within(segment)
    return [place for place in range(len(answers)) if bits >> place & 1]


def test_everybody_is_every_response():
    assert members(EVERYBODY, BIG, BLANK, SMALL) == [0, 1, 2]


def test_nobody_is_in_any_segment_of_no_responses():
    assert members(chose("town", "b")) == []


def test_those_who_chose_an_option_gave_just_that():
    assert members(chose("town", "b"), BIG, SMALL, BLANK, BIG) == [0, 3]


def test_those_who_chose_one_of_several_options_gave_any_of_them():
    assert members(chose("help", "a", "c"), {"help": "a"}, {"help": "b"}, {"help": "c"}, BLANK) == [0, 2]


def test_those_who_ticked_a_box_did_not_leave_it():
    assert members(ticked("needs_x"), {"needs": ["x", "y"]}, {"needs": ["y"]}, BLANK) == [0]


def test_a_blank_answer_was_asked_for():
    assert members(Asked("town"), BIG, BLANK) == [0, 1]


def test_who_never_met_the_question_was_not_asked():
    assert members(Asked("rating_tram"), BIG, SMALL) == [0]


def test_who_was_not_offered_an_option_was_not_asked_for_it():
    assert members(Asked("needs_z"), {**BIG, "needs": []}, {**SMALL, "needs": []}) == [0]


def test_a_blank_answer_gave_nothing():
    assert members(Gave("help"), {"help": "c"}, BLANK) == [0]


def test_a_blank_number_was_asked_for_and_gave_nothing():
    assert members(Asked("staff_men"), {"staff_men": 0}, BLANK) == [0, 1]
    assert members(Gave("staff_men"), {"staff_men": 0}, BLANK) == [0]


def test_above_a_threshold_is_not_at_it():
    assert members(Above("staff_men", 0), {"staff_men": 0}, {"staff_men": 0.25}, {"staff_men": 7}, BLANK) == [1, 2]


def test_a_threshold_may_have_decimals():
    assert members(Above("staff_men", 0.5), {"staff_men": 0.5}, {"staff_men": 0.75}) == [1]


def test_a_blank_is_above_no_threshold():
    assert members(Above("staff_men", -5), {"staff_men": 0}, BLANK) == [0]


def test_all_of_several_is_in_each():
    both = AllOf((chose("town", "b"), chose("help", "a")))

    assert members(both, {"town": "b", "help": "a"}, BIG, {"help": "a"}) == [0]


def test_any_of_several_is_in_one_at_least():
    either = AnyOf((chose("town", "b"), chose("help", "a")))

    assert members(either, {"town": "b", "help": "a"}, BIG, {"help": "a"}, SMALL) == [0, 1, 2]


def test_who_could_be_in_a_segment_was_asked_for_all_that_makes_it():
    big_with_a_tram = AllOf((chose("town", "b"), chose("rating_tram", "a")))

    assert members(big_with_a_tram.asked, BIG, SMALL) == [0]


def test_who_could_be_in_either_was_asked_for_one_at_least():
    assert members(AnyOf((ticked("needs_z"), chose("rating_tram", "a"))).asked, BIG, SMALL) == [0]


def test_a_code_given_to_an_open_answer_counts_like_a_tick():
    assert members(ticked("why_codes_m"), {"why": "More", "why_codes": ["m"]}, {"why": "Less"}, BLANK) == [0]
