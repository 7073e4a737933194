"""The study's questionnaire: every rule of Appendix A, for every kind of authority and chair."""

from itertools import combinations, product

import pytest

from surveys.questionnaire import routing
from tests.builders import appendix_a

UNITARY, METROPOLITAN, LONDON, DISTRICT, COUNTY = "abcde"
CHAIRS = "abcdefg"
EVERY_CHAIRING = [c for n in range(8) for c in combinations(CHAIRS, n)]
STUDY = appendix_a()

BEFORE_Q8 = ["your-cdrp", "your-role", "your-team", "chair"]
AFTER_Q8 = [
    *("strategic-involvement", "operational-involvement", "your-influence", "impact", "challenges"),
    *("confidence", "most-challenging", "policy-information", "improving-capacity"),
    *("support-received", "most-helpful-support", "future-support", "national-bodies"),
    "following-up",
]


def asked(kind, chairs=()):
    return routing.route(STUDY, {"q2": kind, "q7": list(chairs)})


def lines(kind, code):
    """The items or options of a question that this kind of authority is offered."""
    (found,) = [q for page in asked(kind) for q in page.questions if q.code == code]
    return "".join(f" {part.code}" for part in found.items or found.options).split()


def test_every_kind_and_chairing_there_is_is_walked():
    assert len(list(product("abcde", EVERY_CHAIRING))) == 5 * 128


@pytest.mark.parametrize("kind", "abcde")
@pytest.mark.parametrize("chairs", EVERY_CHAIRING)
def test_each_chair_ticked_opens_its_own_block_in_the_order_of_question_7(kind, chairs):
    pages = [page.code for page in asked(kind, chairs)]

    assert pages == [*BEFORE_Q8, *(f"chair-{chair}" for chair in chairs), *AFTER_Q8]


@pytest.mark.parametrize("question", ["q9", "q10"])
@pytest.mark.parametrize("kind", "abcde")
def test_county_council_and_daat_are_asked_of_districts_only(question, kind):
    everybody = ["police", "fire", "pct", "prob", "yos", "other"]
    districts = ["police", "fire", "pct", "county", "daat", "prob", "yos", "other"]

    assert lines(kind, question) == (districts if kind == DISTRICT else everybody)


@pytest.mark.parametrize("kind", "abcde")
def test_drug_and_alcohol_work_is_not_asked_of_districts(kind):
    districts = ["asb", "ppo", "dv", "enviro", "cctv"]
    others = ["asb", "ppo", "daat", "dv", "enviro", "cctv"]

    assert lines(kind, "q14") == (districts if kind == DISTRICT else others)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [(UNITARY, "hi"), (METROPOLITAN, "hi"), (LONDON, "hi"), (DISTRICT, ""), (COUNTY, "h")],
)
def test_local_targets_are_for_districts_and_the_tension_for_districts_and_counties(kind, missing):
    assert lines(kind, "q16") == [code for code in "abcdefghijklmno" if code not in missing]


@pytest.mark.parametrize("kind", "abcde")
def test_leadership_from_the_county_council_is_offered_to_districts_only(kind):
    (future,) = [page for page in asked(kind) if page.code == "future-support"]
    leadership = next(o for o in future.questions[0].options if o.code == "6")

    offered = "".join(option.code for option in leadership.sub.options)

    assert offered == ("abcdef" if kind == DISTRICT else "abcdf")


def test_questions_are_numbered_1_to_23_in_order():
    numbers = [question.number for question in STUDY.questions]

    q8 = [f"8{chair}" for chair in CHAIRS]
    assert numbers == [*map(str, range(1, 8)), *q8, *map(str, range(9, 24))]


def test_three_is_the_limit_of_questions_16_and_21_alone():
    limits = {question.code: question.limit for question in STUDY.questions if question.limit}

    assert limits == {"q16": 3, "q21": 3}


def test_only_open_questions_may_be_left_out():
    optional = [question.code for question in STUDY.questions if not question.required]

    assert optional == ["q18_text", "q20_text", "q22_text"]


def test_other_lines_may_be_left_out():
    optional = [
        f"{question.code}_{item.code}" for question in STUDY.questions for item in question.items if not item.required
    ]

    assert optional == ["q6_other", "q9_other", "q10_other"]


def test_each_other_please_specify_has_a_text():
    controls = [c.name for page in asked(DISTRICT, CHAIRS) for c in page.controls]

    assert [name for name in controls if name.endswith("_text")] == [
        *("q6_other_text", "q7_g_text", "q9_other_text", "q10_other_text", "q16_o_text"),
        *("q17_other_text", "q18_text", "q20_text", "q21_4_sub_text", "q21_6_sub_text"),
        *("q21_13_text", "q22_text"),
    ]


def test_question_15_says_what_the_emerging_agenda_is():
    (overview,) = STUDY.question("q15").introduction

    assert "Louise Casey review ‘Engaging Communities in Fighting Crime’" in overview
    assert "Policing Green Paper" in overview
