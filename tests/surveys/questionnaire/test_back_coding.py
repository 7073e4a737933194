import pytest

from surveys.questionnaire import back_coding, codebook, packing, routing
from surveys.questionnaire.codebook import Record
from surveys.questionnaire.controls import controls
from surveys.questionnaire.definition import CodeFrame, Kind, Option, Theme
from surveys.questionnaire.packing import FIRST_OPTION
from tests.builders import question, questionnaire

OPTIONS = (Option("a", "A"), Option("b", "B"), Option("o", "Other", specify=True))


def frame(name):
    """The options a and b, and a theme of its own."""
    listed = (Theme("a", "A", edition=1, listed=True), Theme("b", "B", edition=1, listed=True))
    return CodeFrame(name, (*listed, Theme("T1", "New", edition=2)))


SINGLE = questionnaire(question("q", options=OPTIONS, other_frames=(("q_text", frame("q_codes")),)))
MULTIPLE = questionnaire(
    question("q", Kind.MULTIPLE, options=OPTIONS, other_frames=(("q_o_text", frame("q_o_codes")),))
)


def test_an_other_of_a_single_choice_counts_as_the_option_it_was_put_back_to():
    counted = back_coding.counted(SINGLE, {"q": "o", "q_text": "It is B"}, {"q_codes": ["b"]})

    assert counted == {"q": "b", "q_text": "It is B"}


def test_a_theme_leaves_an_other_where_it_is():
    answers = {"q": "o", "q_text": "Something else"}

    assert back_coding.counted(SINGLE, answers, {"q_codes": ["T1"]}) == answers


@pytest.mark.parametrize(
    ("ticked", "codes", "expected"),
    [
        (["o"], ["b"], ["b"]),
        (["a", "o"], ["b"], ["a", "b"]),
        (["a", "o"], ["a"], ["a"]),
        (["o"], ["a", "b"], ["a", "b"]),
        (["o"], ["b", "T1"], ["o", "b"]),
    ],
)
def test_an_other_among_several_ticks_is_replaced_unless_it_says_more(ticked, codes, expected):
    counted = back_coding.counted(MULTIPLE, {"q": ticked, "q_o_text": "B"}, {"q_o_codes": codes})

    assert counted["q"] == expected


def test_codes_of_a_text_whose_option_is_no_longer_chosen_change_nothing():
    assert back_coding.counted(SINGLE, {"q": "a"}, {"q_codes": ["b"]}) == {"q": "a"}


def test_the_options_of_a_text_are_those_beside_its_own():
    (asked, text) = controls(SINGLE.question("q"))

    assert [theme.code for theme in back_coding.listed(asked.question, text)] == ["a", "b"]
    assert back_coding.listed(asked.question, asked) == ()


def test_the_record_counts_what_was_put_back_and_keeps_that_the_text_was_given():
    answers, codes = {"q": "o", "q_text": "It is B"}, {"q_codes": ["b"]}
    counted = back_coding.counted(SINGLE, answers, codes)
    variables = codebook.variables(SINGLE)

    record = Record(routing.route(SINGLE, answers), answers, codes, counted=counted)

    assert {v.name: record.value(v) for v in variables} == {"q": "b", "q_text": "It is B", "q_codes": "b"}
    assert packing.pack(variables, record)[0] == FIRST_OPTION + 1
