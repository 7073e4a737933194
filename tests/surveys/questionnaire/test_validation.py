import pytest

from surveys.questionnaire import routing, validation
from surveys.questionnaire.definition import Item, Kind, Option
from tests.builders import options, question, questionnaire


def page_of(asked):
    (page,) = routing.route(questionnaire(asked), {})
    return page


def read(asked, raw):
    return validation.read_page(page_of(asked), raw)


def reading(asked, value):
    """The answer and the messages for a question of a single control."""
    page = read(asked, {asked.code: value})
    return page.answers[asked.code], [problem.message for problem in page.problems]


OPTIONAL_TEXT = question("q", Kind.LONG_TEXT, required=False)
NUMBER = question("q", Kind.NUMBERS, items=(Item("n", "Analysts"),))


def number(value):
    page = read(NUMBER, {"q_n": value})
    return page.answers["q_n"], [problem.message for problem in page.problems]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("2", 2),
        ("0", 0),
        (" 2.5 ", 2.5),
        ("0.25", 0.25),
        (".5", 0.5),
        ("1,50", 1.5),
        ("1.50", 1.5),
        ("7½", 7.5),
        ("3\u00a0000", 3000),
        ("½", 0.5),
        ("1,200", 1200),
        ("9999", 9999),
    ],
)
def test_a_number_is_read_as_people_write_it(given, answer):
    assert number(given) == (answer, [])


@pytest.mark.parametrize(
    "given", ["seven", "1e308", "1e3", "-1", "1.234", "1.5½", "5.", "2 or 3", "∞", "NaN", ".", "٣" * 400]
)
def test_what_is_no_number_is_kept_and_asked_for_again(given):
    assert number(given) == (given, ["Analysts: enter a number with at most two decimals, such as 2 or 0.5"])


@pytest.mark.parametrize("given", ["10000", "9" * 400, "9999.01"])
def test_a_number_too_large_to_be_true_is_asked_for_again(given):
    assert number(given) == (given, ["Analysts: enter a number of 9,999 or less"])


def test_a_number_left_out_is_asked_for_with_0_for_none():
    assert number("") == (None, ["Analysts: enter a number, 0 where there are none"])


def test_an_answer_that_must_be_given_is_asked_for():
    assert reading(question("q"), "") == (None, ["Question q: select one answer"])


def test_a_grid_line_left_out_is_named():
    page = read(question("q", Kind.GRID), {"q_x": "a"})

    told = [(problem.control, problem.code, problem.message) for problem in page.problems]
    assert told == [("q_y", "missing", "Item y: select one answer")]


def test_an_answer_outside_the_options_is_refused():
    assert reading(question("q"), "z") == (None, ["Question q: select one of the answers listed"])


def test_a_tick_outside_the_options_is_refused():
    asked = question("q", Kind.MULTIPLE)

    assert reading(asked, ["a", "z"]) == (["a"], ["Question q: select only answers that are listed"])


def test_as_many_ticks_as_the_limit_are_taken_in_the_order_of_the_options():
    asked = question("q", Kind.MULTIPLE, options=options("abcd"), limit=3)

    assert reading(asked, ["d", "a", "b"]) == (["a", "b", "d"], [])


def test_one_tick_more_than_the_limit_is_kept_and_named():
    asked = question("q", Kind.MULTIPLE, options=options("abcd"), limit=3)

    assert reading(asked, ["a", "b", "c", "d"]) == (
        ["a", "b", "c", "d"],
        ["Question q: select up to three; you selected 4"],
    )


def test_the_same_tick_sent_twice_counts_once():
    assert reading(question("q", Kind.MULTIPLE, limit=1), ["a", "a"]) == (["a"], [])


def test_an_open_question_may_be_left_blank():
    assert reading(OPTIONAL_TEXT, "  \n ") == (None, [])


def test_a_text_keeps_its_lines_and_words_own_line_breaks():
    assert reading(OPTIONAL_TEXT, "one\r\ntwo\vthree") == ("one\ntwo\nthree", [])


def test_a_text_of_ten_thousand_characters_is_taken():
    assert reading(OPTIONAL_TEXT, "x" * 10_000) == ("x" * 10_000, [])


def test_a_longer_text_is_refused_with_both_numbers():
    assert reading(OPTIONAL_TEXT, "x" * 100_000) == (
        "x" * 100_000,
        ["Question q: your answer must be 10,000 characters or fewer; it has 100,000"],
    )


def test_characters_that_cannot_be_shown_are_named_and_taken_out():
    answer, messages = reading(OPTIONAL_TEXT, "a\x00b\x1fc")

    assert answer == "abc"
    assert messages == [
        "Question q: your answer held characters that cannot be shown. "
        "They are taken out here: check the text and continue"
    ]


def test_what_hangs_on_an_option_that_was_not_chosen_is_no_problem():
    asked = question("q", options=(Option("a", "A"), Option("b", "B", specify=True)))

    page = read(asked, {"q": "a", "q_text": "x" * 1000})

    assert page.problems == ()


def test_what_hangs_on_the_chosen_option_is_judged():
    asked = question("q", options=(Option("a", "A"), Option("b", "B", specify=True)))

    page = read(asked, {"q": "b", "q_text": "x" * 1000})

    assert [problem.control for problem in page.problems] == ["q_text"]


def test_a_box_to_tick_is_true_or_false():
    asked = question("q", Kind.TICK)

    assert reading(asked, "1") == (True, [])
    assert reading(asked, "") == (False, [])


def test_the_first_incomplete_page_is_the_first_not_yet_saved():
    path = routing.route(questionnaire(question("q1"), question("q2")), {})

    assert validation.first_incomplete(path, {"q1": "a"}) is path[1]
    assert validation.first_incomplete(path, {"q1": "a", "q2": "b"}) is None


def test_an_optional_page_that_was_never_seen_is_incomplete():
    path = routing.route(questionnaire(OPTIONAL_TEXT), {})

    assert validation.first_incomplete(path, {}) is path[0]
    assert validation.first_incomplete(path, {"q": None}) is None


@pytest.mark.parametrize("unseen", ["\u200b", " \u200b\ufeff ", "\u2060"])
def test_a_text_of_which_nothing_can_be_seen_is_blank(unseen):
    assert reading(OPTIONAL_TEXT, unseen) == (None, [])


@pytest.mark.parametrize("character", ["\x80", "\x9f", "\ufffe", "\uffff"])
def test_what_a_spreadsheet_cannot_hold_is_named_before_it_is_kept(character):
    answer, messages = reading(OPTIONAL_TEXT, f"a{character}b")

    assert (answer, len(messages)) == ("ab", 1)
