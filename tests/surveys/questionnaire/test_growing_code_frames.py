"""A record that was packed before a code frame grew is the beginning of one that is packed now."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import checks, codebook, packing, reading, routing
from surveys.questionnaire.codebook import Record
from surveys.questionnaire.definition import CodeFrame, Kind, Theme
from tests.builders import question, questionnaire, themes

FIRST = themes("mn")


def asking(*codes):
    """An open question with these codes, and one after it, so that nothing but editions keeps them apart."""
    return questionnaire(
        question("why", Kind.LONG_TEXT, required=False, code_frame=CodeFrame("why_codes", (*FIRST, *codes))),
        question("after"),
    )


def packed(made, answers, given_codes):
    codes = {"why_codes": given_codes} if given_codes else {}
    return packing.pack(codebook.variables(made), Record(routing.route(made, answers), answers, codes))


later = st.lists(st.integers(1, 3), max_size=4).map(
    lambda steps: tuple(Theme(f"T{n}", f"Theme {n}", edition=sum(steps[: n + 1])) for n in range(len(steps)))
)


@given(later, st.lists(st.sampled_from("mn"), unique=True))
def test_a_record_of_before_is_filled_up_to_what_it_would_be_now(added, codes):
    answers = {"why": "Because", "after": "a"}
    before, now = asking(), asking(*added)

    old = packing.fitted(packed(before, answers, codes), packing.layout(codebook.variables(now)))

    assert old == packed(now, answers, codes)


@given(later)
def test_a_process_that_has_not_seen_the_new_codes_reads_what_it_knows(added):
    answers = {"why": "Because", "after": "b"}
    columns = packing.layout(codebook.variables(asking()))

    new = packed(asking(*added), answers, ["m", *(theme.code for theme in added)])

    assert packing.fitted(new, columns) == packed(asking(), answers, ["m"])


def test_a_record_of_another_questionnaire_does_not_fit():
    assert packing.fitted(b"\x00", packing.layout(codebook.variables(asking()))) is None


def test_a_questionnaire_file_can_have_sub_themes():
    text = """
format: 1
code: test
title: Test
sections:
  - code: s
    title: S
    pages:
      - code: p
        title: P
        questions:
          - code: q1
            number: 1
            kind: long text
            text: Why?
            code frame:
              code: q1_codes
              codes:
                F: Funding
                F1: {label: Long-term funding, under: F}
"""
    made, problems = reading.read(text)

    assert problems == ()
    assert made.question("q1").code_frame.themes == (
        Theme("F", "Funding"),
        Theme("F1", "Long-term funding", under="F"),
    )


def test_a_sub_theme_stands_under_a_theme_of_its_frame():
    frame = CodeFrame("q_codes", (Theme("A", "A"), Theme("B", "B", under="A"), Theme("C", "C", under="B")))
    made = questionnaire(question("q", Kind.LONG_TEXT, code_frame=frame))

    assert checks.problems(made) == [("q_codes_C", "“B” is no theme that can have sub-themes")]
