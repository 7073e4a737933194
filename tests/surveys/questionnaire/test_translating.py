"""A questionnaire in another language has the same codes under other texts."""

from surveys.questionnaire import reading, routing, translating
from surveys.questionnaire.definition import Kind, Option, Page, Question, Questionnaire, Section
from tests.builders import appendix_a

FILE = """
format: 1
code: test
title: A survey
purpose: [Why we ask]
sections:
  - code: first
    title: First
    pages:
      - code: one
        title: Page one
        questions:
          - code: q1
            number: 1
            kind: single
            text: Do you agree?
            hint: Think well
            options: {a: "Yes", b: {label: "No", hint: Or never}}
  - code: second
    title: Second
    pages:
      - {code: two, title: Page two, questions: [{code: q2, number: 2, kind: text, text: "Why?"}]}
languages:
  cy:
"""
WELSH = {
    "section.first": "Cyntaf",
    "page.one": "Tudalen un",
    "q1": "Ydych chi'n cytuno?",
    "q1.hint": "Meddyliwch",
    "q1.a": "Ydw",
    "q1.b": "Nac ydw",
    "q1.b.hint": "Neu byth",
}


def read(texts):
    return reading.read(FILE + "".join(f"    {address}: {text}\n" for address, text in texts.items()))


def told(texts):
    _, problems = read(texts)
    return [problem.message for problem in problems]


def test_a_section_is_translated_and_the_rest_stays():
    questionnaire, problems = read(WELSH)

    assert problems == ()
    made = translating.translated(questionnaire, "cy")
    first, second = made.sections
    (question,) = first.pages[0].questions
    assert (first.title, first.language, first.pages[0].title) == ("Cyntaf", "cy", "Tudalen un")
    assert (question.text, question.hint) == ("Ydych chi'n cytuno?", "Meddyliwch")
    assert [(option.code, option.label, option.hint) for option in question.options] == [
        ("a", "Ydw", ""),
        ("b", "Nac ydw", "Neu byth"),
    ]
    assert second == questionnaire.sections[1]
    assert (made.title, made.language) == ("A survey", "")


def test_the_texts_of_the_first_page_are_translated_together():
    questionnaire, _ = read({"title": "Arolwg", "purpose.1": "Pam rydym yn gofyn"})

    made = translating.translated(questionnaire, "cy")

    assert (made.title, made.purpose, made.language) == ("Arolwg", ("Pam rydym yn gofyn",), "cy")


def test_a_section_that_is_translated_in_part_is_a_problem():
    half = {address: text for address, text in WELSH.items() if not address.startswith("q1.b")}

    assert told(half) == ["these belong to what is translated and have no text yet: q1.b, q1.b.hint"]


def test_an_address_that_nothing_has_is_a_problem():
    assert told({**WELSH, "q9": "Dim"}) == ["nothing in the questionnaire has the address “q9”"]


def test_an_address_that_stands_there_twice_is_a_problem():
    _, problems = reading.read(f"{FILE}    q1: Un\n    q1: Dau\n")

    assert [problem.message for problem in problems] == ["“q1” stands here twice"]


def test_every_text_of_the_study_has_an_address_of_its_own():
    study = appendix_a()
    texts = [translating.front_texts(study), *map(translating.section_texts, study.sections)]
    upper = {address: text.upper() for part in texts for address, text in part.items()}
    assert sum(map(len, texts)) == len(upper)

    made = translating.translated(Questionnaire(**{**vars(study), "translations": {"cy": upper}}), "cy")

    again = [translating.front_texts(made), *map(translating.section_texts, made.sections)]
    assert {address: text for part in again for address, text in part.items()} == upper


def test_the_way_through_a_translated_questionnaire_is_the_same():
    study = appendix_a()
    texts = {
        address: text.upper()
        for section in study.sections
        for address, text in translating.section_texts(section).items()
    }
    made = translating.translated(Questionnaire(**{**vars(study), "translations": {"cy": texts}}), "cy")
    answers = {"q2": "d", "q7": ["a", "d"]}

    ours, theirs = routing.route(study, answers), routing.route(made, answers)

    assert [page.code for page in ours] == [page.code for page in theirs]
    assert [[control.name for control in page.controls] for page in ours] == [
        [control.name for control in page.controls] for page in theirs
    ]


def test_a_question_under_an_option_is_translated_with_it():
    sub = Question("q1_a_sub", "", Kind.SINGLE, "How?", options=(Option("x", "Online"),))
    question = Question("q1", "1", Kind.SINGLE, "What?", options=(Option("a", "Advice", sub=sub),))
    section = Section("s", "S", (Page("p", "P", (question,)),))

    assert translating.section_texts(section) == {
        "section.s": "S",
        "page.p": "P",
        "q1": "What?",
        "q1.a": "Advice",
        "q1_a_sub": "How?",
        "q1_a_sub.x": "Online",
    }
