"""What is particular to each kind of question."""

import pytest
from bs4 import BeautifulSoup

from surveys.prepared_page import rendered
from surveys.questionnaire.definition import Item, Kind, Option, Question
from tests.look.reading import words
from tests.look.specimens import FILLED, asked, kinds, page_form

BY_CODE = {question.code: question for question in kinds()}
HOSTILE = "<script>alert(1)</script>"


def shown(*questions, answers=None, wrong=False):
    """The questions on a page of their own."""
    form = page_form(asked(*questions), answers or {}, wrong=wrong)
    return BeautifulSoup(rendered(form), "html.parser")


def checked(page):
    return [(box["name"], box["value"]) for box in page.select("input[checked]")]


def described(page, control):
    return [words(page.select_one(f"#{id_}")) for id_ in control["aria-describedby"].split()]


def test_the_only_question_of_a_page_is_its_heading():
    page = shown(BY_CODE["q2"])

    assert [words(heading) for heading in page.select("legend > h1")] == ["Question 2 Type of local authority"]


def test_a_text_that_is_alone_is_the_heading_as_well():
    page = shown(BY_CODE["q1"])

    assert words(page.select_one("h1 > label[for=id_q1]")) == "Question 1 Name of CDRP"


def test_several_questions_stand_under_the_title_of_the_page():
    page = shown(BY_CODE["q1"], BY_CODE["q2"])

    assert [words(heading) for heading in page.select("h1")] == ["Your partnership"]


@pytest.mark.parametrize("code", ["q5", "q8"])
def test_a_question_with_an_introduction_and_a_box_with_its_text_leave_the_heading_to_the_page(code):
    page = shown(BY_CODE[code])

    assert [words(heading) for heading in page.select("h1")] == ["Your partnership"]


def test_what_to_read_first_stands_before_the_question():
    page = shown(BY_CODE["q5"])

    first = page.select_one(".canvass-introduction:has(+ .govuk-form-group legend)")
    assert [words(paragraph) for paragraph in first.select("p")] == list(BY_CODE["q5"].introduction)


def test_a_text_is_described_by_its_hint_and_its_error():
    page = shown(BY_CODE["q1"], wrong=True)

    control = page.select_one("#id_q1")
    assert described(page, control) == ["As on your letters", "Error: Put q1 right"]
    assert control["aria-invalid"] == "true"


def test_a_text_that_is_not_wrong_is_not_said_to_be():
    assert "aria-invalid" not in shown(BY_CODE["q1"]).select_one("#id_q1").attrs


def test_a_long_text_tells_the_script_its_length_and_lets_more_be_typed():
    box = shown(BY_CODE["q7_text"]).textarea

    assert (box["data-longest"], box.get("maxlength")) == ("10000", None)


def test_a_long_text_keeps_its_line_breaks():
    page = shown(BY_CODE["q7_text"], answers={"q7_text": "\nMore of it.\nSooner."})

    assert page.textarea.get_text() == "\n\nMore of it.\nSooner."  # a browser drops the first line break


def test_the_saved_choice_is_checked():
    assert checked(shown(BY_CODE["q2"], answers=FILLED)) == [("q2", "a")]


def test_the_first_radio_bears_the_name_of_the_field_so_that_a_link_finds_it():
    assert [radio["id"] for radio in shown(BY_CODE["q2"]).select("input")] == ["id_q2", "id_q2-2", "id_q2-3"]


def test_an_option_is_described_by_its_hint():
    page = shown(BY_CODE["q2"])

    assert described(page, page.select_one("#id_q2")) == ["One tier only"]


def test_all_saved_boxes_are_checked():
    assert checked(shown(BY_CODE["q3"], answers=FILLED)) == [("q3", "a"), ("q3", "g")]


def test_please_specify_stands_under_its_option():
    page = shown(BY_CODE["q3"], answers=FILLED)

    nested = page.select_one(".canvass-choice:has(#id_q3-3) + .canvass-nested")
    assert [(box["name"], box["value"]) for box in nested.select("input")] == [("q3_g_text", "The bishop")]


def test_a_choice_hangs_on_its_option_and_a_text_on_a_choice_of_it():
    page = shown(BY_CODE["q4"], answers=FILLED)

    nested = page.select_one("#id_q4-nested")
    assert words(nested.legend) == "How?"
    assert [box["name"] for box in nested.select("input[type=text]")] == ["q4_a_sub_text"]
    assert ("q4_a_sub", "g") in checked(page)


def test_how_many_may_be_chosen_is_said_without_a_script():
    page = shown(BY_CODE["q4"], wrong=True)

    assert described(page, page.fieldset) == ["Think of the next year", "Error: Put q4 right", "Select up to 3"]


def test_each_line_of_a_grid_is_a_group_of_radios_under_its_text():
    page = shown(BY_CODE["q5"])

    groups = page.select("[role=radiogroup]")
    assert [words(page.select_one("#" + group["aria-labelledby"])) for group in groups] == [
        "The police are involved",
        "The fire authority is involved",
        "Other, please specify",
    ]
    assert [radio["name"] for radio in groups[1].select("input")] == ["q5_fire"] * 5


def test_every_radio_of_a_grid_has_its_full_label():
    line = shown(BY_CODE["q5"]).select_one("[role=radiogroup]")

    assert [words(label) for label in line.select("label")] == [
        "Strongly agree",
        "Agree",
        "Disagree",
        "Strongly disagree",
        "Don't know",
    ]


def test_the_heads_of_a_grid_are_only_for_the_eye():
    assert shown(BY_CODE["q5"]).select_one(".canvass-grid__heads")["aria-hidden"] == "true"


def test_each_line_of_a_grid_has_its_own_error():
    page = shown(BY_CODE["q5"], wrong=True)

    groups = page.select("[role=radiogroup]")
    assert [group["aria-invalid"] for group in groups] == ["true"] * 3
    assert described(page, groups[0]) == ["In general", "Error: Put q5_police right"]


def test_the_saved_answer_of_a_line_is_checked():
    assert checked(shown(BY_CODE["q5"], answers=FILLED)) == [("q5_police", "b"), ("q5_other", "e")]


def test_a_number_is_a_short_box_for_decimals_with_its_own_label():
    page = shown(BY_CODE["q6"], answers=FILLED)

    box = page.select_one("#id_q6_cso")
    assert (box["inputmode"], box["type"], box["value"]) == ("decimal", "text", "2.5")
    assert words(page.select_one("label[for=id_q6_cso]")) == "Officers"


def test_a_line_to_specify_has_a_label_for_the_text_and_one_for_the_number():
    page = shown(BY_CODE["q6"])

    assert words(page.select_one("label[for=id_q6_other_text]")) == "Other, please specify"
    assert words(page.select_one("label[for=id_q6_other]")) == "Number: Other, please specify"


def test_the_text_of_a_tick_is_its_label():
    page = shown(BY_CODE["q8"], answers={"q8": True})

    assert checked(page) == [("q8", "1")]
    assert words(page.select_one("label[for=id_q8]")) == "Tick this box if you are not willing to be contacted"


@pytest.mark.parametrize("kind", list(Kind))
def test_what_an_author_writes_is_text_whatever_it_holds(kind):
    nested = Question("q1_a_sub", "", Kind.SINGLE, HOSTILE, hint=HOSTILE, options=(Option("a", HOSTILE),))
    question = Question(
        "q1",
        HOSTILE,
        kind,
        HOSTILE,
        hint=HOSTILE,
        introduction=(HOSTILE,),
        items=(Item("x", HOSTILE, hint=HOSTILE, specify=True),),
        options=(Option("a", HOSTILE, hint=HOSTILE, specify=True, sub=nested),),
    )

    page = shown(question, question, answers={"q1": HOSTILE, "q1_x": HOSTILE})

    assert page.select("script") == []
    assert HOSTILE in page.get_text()


def test_what_a_respondent_writes_is_text_whatever_it_holds():
    names = ("q1", "q3_g_text", "q6_cso", "q7_text")
    hostile = dict.fromkeys(names, '"><script>alert(1)</script></textarea><script>')

    page = shown(*kinds(), answers=FILLED | hostile, wrong=True)

    assert page.select("script") == []
    assert page.select_one("#id_q1")["value"] == hostile["q1"]
