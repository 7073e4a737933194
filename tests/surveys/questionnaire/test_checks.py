import pytest

from surveys.questionnaire import checks
from surveys.questionnaire.definition import Kind, Option, Page
from tests.builders import appendix_a, chose, items, options, question, questionnaire


def test_the_study_s_questionnaire_can_be_fielded():
    assert checks.problems(appendix_a()) == []


def problems(*parts):
    return checks.problems(questionnaire(*parts))


def test_a_condition_on_a_later_question_is_refused():
    assert problems(question("q1", condition=chose("q2", "a")), question("q2")) == [
        ("q1", "its condition names “q2”, which is not asked before it")
    ]


def test_a_condition_on_an_unknown_option_is_refused():
    assert problems(question("q1"), question("q2", condition=chose("q1", "z"))) == [
        ("q2", "its condition names “z”, no option of “q1”"),
    ]


def test_a_condition_on_a_grid_is_refused():
    (found, *_) = problems(question("q1", Kind.GRID), question("q2", condition=chose("q1", "a")))

    assert found == ("q2", "its condition names “q1”, which is no choice between options")


def test_a_question_behind_two_answers_to_one_choice_is_out_of_reach():
    page = Page("p", "P", (question("q2", condition=chose("q1", "b")),), chose("q1", "a"))

    assert problems(question("q1"), page) == [("q2", "no respondent can reach this question")]


def test_two_ticks_of_a_multiple_choice_can_both_be_needed():
    page = Page("p", "P", (question("q2", condition=chose("q1", "b")),), chose("q1", "a"))

    assert problems(question("q1", Kind.MULTIPLE), page) == []


def test_more_ticks_than_the_limit_cannot_be_needed():
    page = Page("p", "P", (question("q2", condition=chose("q1", "b")),), chose("q1", "a"))

    assert problems(question("q1", Kind.MULTIPLE, limit=1), page) == [("q2", "no respondent can reach this question")]


def test_a_line_behind_an_option_that_is_never_offered_is_out_of_reach():
    assert problems(
        question("q1"),
        question("q2", condition=chose("q1", "a")),
        question("q3", options=options("ab", b=chose("q2", "a"))),
        question("q4", Kind.GRID, items=items("xy", y=chose("q3", "b")), condition=chose("q1", "b")),
    ) == [("q4_y", "no respondent can reach this line")]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (question("q", Kind.GRID, items=()), "a question of the kind “grid” has items"),
        (question("q", Kind.TEXT, options=options("a")), "a question of the kind “text” has no options"),
        (question("q", limit=1), "only a multiple choice has a limit"),
        (question("q", Kind.MULTIPLE, limit=3), "the limit is between 1 and the number of options"),
        (question("q", fact="size"), "“size” is no fact of the frame; there are name, type and region"),
        (
            question("q", Kind.GRID, options=(Option("a", "A", specify=True),)),
            "an option of a grid has no text or question of its own",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked, problem):
    assert problems(asked) == [("q", problem)]


def test_two_variables_of_one_name_are_refused():
    assert problems(question("q_x"), question("q", Kind.NUMBERS)) == [("q_x", "2 variables would be named “q_x”")]
