from fractions import Fraction
from random import Random

import pytest

from analysis import synthesising
from surveys.questionnaire import completeness, routing
from surveys.questionnaire.controls import controls
from surveys.questionnaire.definition import Kind, Option
from tests.builders import appendix_a, chose, options, question, questionnaire


def share(made, **answers):
    return completeness.answered(made, answers)


def test_it_is_the_share_of_questions_with_an_answer():
    made = questionnaire(question("q1"), question("q2"), question("q3"), question("q4"))

    assert share(made) == 0
    assert share(made, q1="a") == Fraction(1, 4)
    assert share(made, q1="a", q2="b", q3="a", q4="a") == 1


def test_what_was_left_blank_is_no_answer():
    made = questionnaire(question("q1"), question("q2", Kind.MULTIPLE), question("q3_text", Kind.TEXT))

    assert share(made, q1=None, q2=[], q3_text="") == 0


def test_only_the_path_applies():
    made = questionnaire(question("q1"), question("q2", condition=chose("q1", "b")))

    assert share(made, q1="a") == 1
    assert share(made, q1="b") == Fraction(1, 2)
    assert share(made, q1="a", q2="a") == 1


def test_a_question_of_many_lines_weighs_as_much_as_any_other():
    made = questionnaire(question("q1", Kind.GRID), question("q2", Kind.NUMBERS))

    assert share(made, q1_y="a") == Fraction(1, 2)
    assert share(made, q2_x=0) == Fraction(1, 2)


def test_an_unticked_box_that_was_seen_is_an_answer():
    made = questionnaire(question("q1", Kind.TICK), question("q2"))

    assert share(made, q1=False) == Fraction(1, 2)


def test_an_option_that_is_no_longer_offered_does_not_count():
    made = questionnaire(
        question("q1"),
        question("q2", options=options("ab", b=chose("q1", "b"))),
        question("q3", Kind.MULTIPLE, options=options("ab", b=chose("q1", "b"))),
    )

    assert share(made, q1="b", q2="b", q3=["b"]) == 1
    assert share(made, q1="a", q2="b", q3=["b"]) == Fraction(1, 3)


def test_what_hangs_on_an_option_is_part_of_its_question():
    sub = question("q1_a_sub")
    made = questionnaire(question("q1", options=(Option("a", "A", sub=sub), Option("b", "B"))), question("q2"))

    assert share(made, q1_a_sub="a") == 0
    assert share(made, q1="a") == Fraction(1, 2)


@pytest.mark.parametrize(("given", "partial"), [(0, False), (1, False), (2, True), (3, True), (4, True)])
def test_half_answered_is_partial_and_less_a_break_off(given, partial):
    made = questionnaire(*(question(f"q{number}") for number in range(4)))
    answers = {f"q{number}": "a" for number in range(given)}

    assert completeness.is_partial(made, answers) == partial


def test_a_questionnaire_that_asks_nothing_has_nothing_answered():
    assert share(questionnaire()) == 0


def test_it_agrees_with_counting_the_pruned_answers_of_the_study():
    made, random = appendix_a(), Random(7)
    for _ in range(50):
        answers = synthesising.walk(made, random)
        begun = {name: answers[name] for name in list(answers)[: random.randint(0, len(answers))]}
        path = routing.route(made, begun)
        given = {name for name, answer in routing.prune(path, begun).items() if answer not in (None, "", [])}
        asked = [question for page in path for question in page.questions]
        counted = [not given.isdisjoint(control.name for control in controls(each)) for each in asked]

        assert completeness.answered(made, begun) == Fraction(sum(counted), len(asked))
