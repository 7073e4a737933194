from surveys.questionnaire import routing
from surveys.questionnaire.definition import Kind, Page
from tests.builders import chose, items, options, question, questionnaire


def asked(made, answers):
    return [page.code for page in routing.route(made, answers)]


def test_a_page_without_a_condition_is_asked():
    made = questionnaire(question("q1"), question("q2"))

    assert asked(made, {}) == ["page-q1", "page-q2"]


def test_a_page_is_asked_only_where_its_condition_holds():
    made = questionnaire(question("q1"), Page("p", "P", (question("q2"),), chose("q1", "b")))

    assert asked(made, {"q1": "a"}) == ["page-q1"]
    assert asked(made, {"q1": "b"}) == ["page-q1", "p"]


def test_a_condition_on_a_multiple_choice_holds_when_one_of_its_options_is_ticked():
    made = questionnaire(
        question("q1", Kind.MULTIPLE, options=options("abc")),
        question("q2", condition=chose("q1", "b", "c")),
    )

    assert asked(made, {"q1": ["a", "c"]}) == ["page-q1", "page-q2"]
    assert asked(made, {"q1": ["a"]}) == ["page-q1"]


def test_lines_and_options_that_are_not_offered_are_left_out():
    made = questionnaire(
        question("q1"),
        question(
            "q2",
            Kind.GRID,
            items=items("xy", y=chose("q1", "b")),
            options=options("ab", b=chose("q1", "b")),
        ),
    )

    (_, page) = routing.route(made, {"q1": "a"})

    assert [control.name for control in page.controls] == ["q2_x"]
    assert [option.code for option in page.questions[0].options] == ["a"]


def test_a_question_of_which_nothing_is_left_is_not_asked():
    made = questionnaire(question("q1"), question("q2", options=options("ab", a=chose("q1", "b"), b=chose("q1", "b"))))

    assert asked(made, {"q1": "a"}) == ["page-q1"]


def test_an_answer_off_the_path_opens_nothing():
    made = questionnaire(
        question("q1"),
        question("q2", condition=chose("q1", "b")),
        question("q3", condition=chose("q2", "a")),
    )

    assert asked(made, {"q1": "a", "q2": "a"}) == ["page-q1"]


def test_an_option_that_is_not_offered_opens_nothing():
    made = questionnaire(
        question("q1"),
        question("q2", Kind.MULTIPLE, options=options("ab", b=chose("q1", "b"))),
        question("q3", condition=chose("q2", "b")),
    )

    assert asked(made, {"q1": "a", "q2": ["b"]}) == ["page-q1", "page-q2"]


def test_pruning_keeps_only_what_is_on_the_path():
    made = questionnaire(
        question("q1"),
        question("q2", Kind.MULTIPLE, options=options("ab", b=chose("q1", "b"))),
        question("q3", condition=chose("q1", "b")),
    )
    answers = {"q1": "a", "q2": ["a", "b"], "q3": "a"}

    assert routing.prune(routing.route(made, answers), answers) == {"q1": "a", "q2": ["a"]}


def test_the_same_looked_at_answers_give_the_same_path_object():
    made = questionnaire(question("q1"), question("q2", condition=chose("q1", "b")))

    assert routing.route(made, {"q1": "b"}) is routing.route(made, {"q1": "b", "q2": "a"})


def test_a_page_that_asks_the_same_is_the_same_object_on_every_path():
    made = questionnaire(question("q1"), question("q2", options=options("ab", b=chose("q1", "b"))), question("q3"))

    (_, as_a, last_of_a), (_, as_b, last_of_b) = routing.route(made, {"q1": "a"}), routing.route(made, {"q1": "b"})

    assert last_of_a is last_of_b
    assert as_a is not as_b


def test_answers_come_back_from_what_they_are_remembered_by():
    answers = {"q1": ["a", "b"], "q2": "a", "q3": 2.5, "q4": True, "q5": "not asked for"}

    key = routing.as_key(answers, ("q1", "q2", "q3", "q4", "q6"))

    assert routing.from_key(key) == {"q1": ["a", "b"], "q2": "a", "q3": 2.5, "q4": True, "q6": None}


def test_a_page_counts_as_seen_once_every_control_it_has_now_was_saved():
    made = questionnaire(question("q1"), question("q2", Kind.GRID, items=items("xy", y=chose("q1", "b"))))
    saved = {"q2_x": "a"}

    (_, as_a) = routing.route(made, {"q1": "a"})
    (_, as_b) = routing.route(made, {"q1": "b"})

    assert as_a.seen(saved)
    assert not as_b.seen(saved)
