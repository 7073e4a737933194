import pytest

from surveys.questionnaire import reading

GOOD = """\
format: 1
code: tiny
title: Tiny
sections:
  - code: first
    title: First
    pages:
      - code: start
        title: Start
        questions:
          - code: q1
            number: 1
            kind: single
            text: Which?
            options:
              a: One
              b: {label: Two, if: {q0: [a]}}
"""


def problems(text):
    questionnaire, found = reading.read(text)
    assert questionnaire is None
    return [str(problem) for problem in found]


def test_a_condition_on_a_question_that_is_not_asked_before_is_named_with_its_line():
    assert problems(GOOD) == [
        "line 17: its condition names “q0”, which is not asked before it",
    ]


def test_a_good_file_is_a_questionnaire():
    questionnaire, found = reading.read(GOOD.replace(", if: {q0: [a]}", ""))

    assert found == ()
    assert [option.label for option in questionnaire.question("q1").options] == ["One", "Two"]


@pytest.mark.parametrize(
    ("good", "broken", "problem"),
    [
        ("kind: single", "kind: guess", "line 13: “guess” is no kind of question; there are: "
         "text, long text, single, multiple, grid, numbers, tick"),
        ("            text: Which?\n", "", "line 11: “text” is missing"),
        ("a: One", "a: One\n              a: Other", "line 17: the code “a” stands here twice"),
        ("text: Which?", "text: Which?\n            colour: red", "line 15: “colour” means nothing "
         "here; known: code, code frame, fact, hint, if, introduction, items, kind, limit, number, "
         "options, required, text"),
        ("text: Which?", "text: Which?\n            limit: many", "line 15: expected a whole number, not “many”"),
        ("text: Which?", "text: Which?\n            required: maybe", "line 15: expected yes or no, not “maybe”"),
        ("text: Which?", "text: [Which, one]", "line 14: expected a text here"),
        ("kind: single", "kind: grid", "line 11: a question of the kind “grid” has items"),
        ("format: 1", "format: 2", "line 1: this file is of a format other than 1"),
        ("code: q1", "code: q 1", "line 11: “q 1” is no code: use letters, digits, _ and - only"),
        ("title: Tiny", "title: Tiny\ntitle: Again", "line 4: “title” stands here twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(good, broken, problem):
    text = GOOD.replace(", if: {q0: [a]}", "")

    assert problems(text.replace(good, broken, 1)) == [problem]


def test_all_problems_are_named_at_once_in_the_order_of_the_file():
    text = GOOD.replace("kind: single", "kind: guess").replace("format: 1", "format: 9")

    assert [problem.split(":")[0] for problem in problems(text)] == ["line 1", "line 13"]


def test_a_file_that_is_no_yaml_is_named_with_its_line():
    assert problems("code: [1,\ntitle: x") == ["line 2: not YAML: expected ',' or ']', but got '<stream end>'"]


def test_an_empty_file_says_so():
    assert problems("") == ["line 1: the file is empty"]


def test_a_list_where_the_questionnaire_should_stand_says_what_was_expected():
    assert problems("- a\n- b") == ["line 1: expected code, format, sections, title here"]
