from surveys.questionnaire import codebook, packing, routing
from surveys.questionnaire.codebook import Missing, Record
from surveys.questionnaire.definition import CodeFrame, Item, Kind, Option, Theme
from tests.builders import appendix_a, chose, options, question, questionnaire

SUB = question("q_b_sub", options=(Option("a", "A"), Option("g", "Other", specify=True)))
WITH_SUB = question("q", Kind.MULTIPLE, options=(Option("a", "A"), Option("b", "B", sub=SUB), Option("c", "C")))


def names(*parts):
    return [variable.name for variable in codebook.variables(questionnaire(*parts))]


def record(made, answers, codes=None):
    path = routing.route(made, answers)
    values = Record(path, routing.prune(path, answers), codes or {})
    return {v.name: values.value(v) for v in codebook.variables(made)}


def test_a_multiple_choice_has_a_variable_for_each_option_with_its_nested_ones_behind_it():
    assert names(WITH_SUB) == ["q_a", "q_b", "q_b_sub", "q_b_sub_text", "q_c"]


def test_a_line_that_can_be_specified_has_a_text_behind_it():
    lines = (Item("x", "X"), Item("other", "Other", specify=True))

    assert names(question("q", Kind.NUMBERS, items=lines)) == ["q_x", "q_other", "q_other_text"]


def test_the_study_has_its_134_variables_in_order():
    made = [variable.name for variable in codebook.variables(appendix_a())]

    assert len(made) == 134
    assert made[:6] == ["q1", "q2", "q3", "q4", "q5", "q6_cso"]
    assert made[-5:] == ["q21_12", "q21_13", "q21_13_text", "q22_text", "q23"]
    assert made[made.index("q18_text") :][:2] == ["q18_text", "q18_codes"]


def test_ticks_are_1_and_offered_boxes_left_unticked_0():
    made = questionnaire(question("q", Kind.MULTIPLE))

    assert record(made, {"q": ["a"]}) == {"q_a": 1, "q_b": 0}


def test_an_empty_cell_keeps_its_reason():
    made = questionnaire(
        question("q1"),
        question("q2", condition=chose("q1", "b")),
        question("q3", Kind.LONG_TEXT),
        question("q4"),
        question("q5", Kind.MULTIPLE, options=options("ab", b=chose("q1", "b"))),
    )

    assert record(made, {"q1": "a", "q2": "a", "q3": None, "q5": []}) == {
        "q1": "a",
        "q2": Missing.NOT_ASKED,
        "q3": Missing.LEFT_BLANK,
        "q4": Missing.NOT_REACHED,
        "q5_a": 0,
        "q5_b": Missing.NOT_ASKED,
    }


def test_what_hangs_on_an_option_is_not_asked_without_it():
    made = questionnaire(WITH_SUB)

    assert record(made, {"q": ["a"], "q_b_sub": "g"})["q_b_sub"] == Missing.NOT_ASKED
    assert record(made, {"q": ["b"], "q_b_sub": "g"})["q_b_sub"] == "g"


def test_codes_of_open_answers_are_joined_by_semicolons():
    frame = CodeFrame("q_codes", (Theme("A", "A"), Theme("B", "B")))
    made = questionnaire(question("q", Kind.LONG_TEXT, code_frame=frame))

    assert record(made, {"q": "text"}, {"q_codes": ["A", "B"]})["q_codes"] == "A;B"
    assert record(made, {"q": "text"})["q_codes"] == Missing.LEFT_BLANK


def test_a_row_of_a_data_file_is_read_back_as_raw_values():
    variables = codebook.variables(questionnaire(question("q1"), WITH_SUB))

    row = {"q1": "b", "q_a": "1", "q_b": "0", "q_c": "1", "q_b_sub": ""}

    assert codebook.raw_answers(variables, row) == {
        "q1": "b",
        "q": ["a", "c"],
        "q_b_sub": "",
        "q_b_sub_text": "",
    }


def test_the_packed_record_holds_a_byte_a_code_and_four_a_number():
    frame = CodeFrame("t_codes", (Theme("A", "A"), Theme("B", "B")))
    made = questionnaire(
        question("q1"),
        question("n", Kind.NUMBERS, items=(Item("x", "X"),)),
        question("m", Kind.MULTIPLE),
        question("t", Kind.LONG_TEXT, code_frame=frame),
    )
    variables = codebook.variables(made)
    answers = {"q1": "b", "n_x": 2.25, "m": ["b"], "t": "text"}
    path = routing.route(made, answers)

    packed = packing.pack(variables, Record(path, answers, {"t_codes": ["B"]}))

    assert [(c.name, c.width, c.offset) for c in packing.layout(variables)] == [
        ("q1", 1, 0),
        ("n_x", 4, 1),
        ("m_a", 1, 5),
        ("m_b", 1, 6),
        ("t", 1, 7),
        ("t_codes_A", 1, 8),
        ("t_codes_B", 1, 9),
    ]
    assert packed == bytes([4, 225, 0, 0, 0, 3, 4, 3, 3, 4])


def test_the_reason_of_an_empty_cell_is_packed_too():
    made = questionnaire(question("q1"), question("n", Kind.NUMBERS, items=(Item("x", "X"),)))
    variables = codebook.variables(made)
    path = routing.route(made, {})

    packed = packing.pack(variables, Record(path, {"n_x": None}, {}))

    assert packed == bytes([Missing.NOT_REACHED]) + (-3).to_bytes(4, "little", signed=True)
