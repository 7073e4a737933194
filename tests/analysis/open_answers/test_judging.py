from datetime import timedelta

import pytest

from analysis.open_answers import agreeing, judging, reading
from analysis.open_answers.judging import Result
from analysis.open_answers.questions import open_question, open_questions
from analysis.open_answers.reading import Part, Wanted
from analysis.open_answers.standing import State
from surveys import framing
from surveys.questionnaire.definition import Kind, Option
from tests.builders import question
from tests.factories import MONDAY, QuestionnaireFactory, ResponseFactory, SurveyFactory, with_facts

OTHER = question("q9", options=(Option("a", "A"), Option("b", "B"), Option("o", "Other", specify=True)), required=False)
TICKED = question("q8", Kind.MULTIPLE, options=OTHER.options, required=False)


@pytest.fixture
def survey(db):
    made = SurveyFactory(questionnaire=QuestionnaireFactory(definition=with_facts(TICKED, OTHER)))
    framing.add(made.questionnaire, "q7_text", "Money")
    framing.add(made.questionnaire, "q7_text", "Grants", under="T1")
    framing.add(made.questionnaire, "q7_text", "Partners")
    return made


@pytest.fixture
def coders(django_user_model):
    return [django_user_model.objects.create_user(f"{name}@example.org") for name in ("ann", "ben")]


def answer(survey, text, **answers):
    return ResponseFactory(survey=survey, answers={"q2": "u", "q7_text": text, **answers}, submitted=MONDAY)


def judge(survey, response, codes, by, *, decides=False, variable="q7_text", shown=None):
    text = response.answers[variable]
    return judging.judge(
        survey,
        open_question(survey, variable),
        response.pk,
        codes,
        shown=judging.fingerprint(text) if shown is None else shown,
        by=by,
        decides=decides,
        now=MONDAY + timedelta(days=1),
    )


def read(survey, variable="q7_text"):
    return reading.verbatims(survey, open_question(survey, variable))


def codes_of(response):
    response.refresh_from_db()
    return response.codes.get("q7_codes", [])


def test_the_open_questions_are_those_answered_in_words_but_for_facts(survey):
    assert [(each.variable, each.name) for each in open_questions(survey)] == [
        ("q7_text", "Qq7_text"),
        ("q8_o_text", "Qq8, Other"),
        ("q9_text", "Qq9, Other"),
    ]


def test_an_other_of_a_nested_question_says_which(appendix_a_survey):
    names = {each.variable: each.name for each in open_questions(appendix_a_survey)}

    assert names["q21_4_sub_text"] == "Q21, Sharing of good practice: Other – please specify"
    assert len(set(names.values())) == len(names)


def test_the_codes_of_the_first_coder_count(survey, coders):
    response = answer(survey, "More")

    assert judge(survey, response, ["T1"], coders[0]) == Result.COUNTS
    assert judge(survey, response, ["T3"], coders[1]) == Result.BESIDE
    assert codes_of(response) == ["T1"]


def test_the_first_coder_can_think_again(survey, coders):
    response = answer(survey, "More")
    for codes in (["T1"], ["T1", "T3"]):
        judge(survey, response, codes, coders[0])

    assert codes_of(response) == ["T1", "T3"]


def test_a_decision_counts_and_ends_the_dispute(survey, coders):
    response = answer(survey, "More")
    judge(survey, response, ["T1"], coders[0])
    judge(survey, response, ["T3"], coders[1])
    assert [each.response_id for each in agreeing.disputed(read(survey))] == [response.pk]

    assert judge(survey, response, ["T3"], coders[0], decides=True) == Result.COUNTS
    assert judge(survey, response, ["T1"], coders[0]) == Result.BESIDE

    assert codes_of(response) == ["T3"]
    assert agreeing.disputed(read(survey)) == []


def test_an_answer_that_fits_nothing_is_coded_all_the_same(survey, coders):
    judge(survey, answer(survey, "No"), [], coders[0])

    (found,) = read(survey)
    assert (found.state, found.codes) == (State.CODED, ())


def test_an_answer_that_was_changed_is_to_be_coded_again_by_whoever_comes_first(survey, coders):
    response = answer(survey, "More")
    judge(survey, response, ["T1"], coders[0])
    response.refresh_from_db()
    response.answers["q7_text"] = "Less"
    response.save()
    assert [(each.state, each.codes) for each in read(survey)] == [(State.CHANGED, ("T1",))]

    assert judge(survey, response, ["T3"], coders[1]) == Result.COUNTS
    assert codes_of(response) == ["T3"]


@pytest.mark.parametrize(
    ("codes", "shown", "result"),
    [
        (["T1"], "another", Result.TEXT_CHANGED),
        (["T9"], None, Result.NO_SUCH_CODE),
    ],
)
def test_what_is_out_of_date_is_refused(survey, coders, codes, shown, result):
    response = answer(survey, "More")

    assert judge(survey, response, codes, coders[0], shown=shown) == result
    assert codes_of(response) == []


def test_an_answer_that_was_taken_back_is_refused(survey, coders):
    response = answer(survey, "More")
    fingerprint = judging.fingerprint("More")
    response.answers["q7_text"] = None
    response.save()

    assert judge(survey, response, ["T1"], coders[0], shown=fingerprint) == Result.NO_ANSWER
    assert read(survey) == []


def test_a_retired_theme_is_given_no_more(survey, coders):
    response = answer(survey, "More")
    framing.merge(survey.questionnaire, "q7_text", "T3", "", now=MONDAY)

    assert judge(survey, response, ["T3"], coders[0]) == Result.NO_SUCH_CODE


@pytest.mark.parametrize(
    ("variable", "question", "result"),
    [("q9_text", {"q9": "o"}, Result.ONE_LISTED_ONLY), ("q8_o_text", {"q8": ["o"]}, Result.COUNTS)],
)
def test_an_other_of_a_single_choice_goes_back_to_one_option_only(survey, coders, variable, question, result):
    framing.begin(survey.questionnaire, variable)
    response = answer(survey, None, **question, **{variable: "A and B"})

    assert judge(survey, response, ["a", "b"], coders[0], variable=variable) == result


def test_answers_are_found_by_group_words_theme_and_state(survey, coders):
    money = answer(survey, "Long-term FUNDING", q2="d", q3="n")
    answer(survey, "Better partners", q3="y")
    judge(survey, money, ["T2"], coders[0])
    found = read(survey)
    frame = open_question(survey, "q7_text").frame

    def matching(**wanted):
        return [each.text for each in found if Wanted(**wanted).fits(each)]

    assert matching(group={"type": "d", "region": ""}) == ["Long-term FUNDING"]
    assert matching(search="funding") == ["Long-term FUNDING"]
    assert matching(codes=reading.with_sub_themes(frame, "T1")) == ["Long-term FUNDING"]
    assert matching(state=State.TO_CODE) == ["Better partners"]
    assert len(matching()) == 2


def test_what_was_searched_for_is_marked_whatever_its_case():
    assert reading.highlighted("Funding and funding", "fund") == [
        Part("Fund", is_found=True),
        Part("ing and ", is_found=False),
        Part("fund", is_found=True),
        Part("ing", is_found=False),
    ]


def test_a_search_is_no_pattern():
    assert reading.highlighted("a.b", "a.") == [Part("a.", is_found=True), Part("b", is_found=False)]
    assert reading.highlighted("axb", "a.") == [Part("axb", is_found=False)]


def test_themes_stand_in_order_of_frequency_with_their_sub_themes_below(survey, coders):
    for codes in (["T3"], ["T3"], ["T2"], ["T1"], ["T1", "T2"]):
        judge(survey, answer(survey, "x"), codes, coders[0])
    frame = open_question(survey, "q7_text").frame

    found = [(each.theme.label, each.answers) for each in reading.frequencies(frame, read(survey))]

    assert found == [("Money", 3), ("Grants", 2), ("Partners", 2)]


def test_coders_agree_as_far_as_kappa_says(survey, coders):
    for one, other in ([["T1"], ["T1"]], [["T1"], ["T3"]], [["T3"], ["T3"]], [[], []]):
        response = answer(survey, "x")
        judge(survey, response, one, coders[0])
        judge(survey, response, other, coders[1])
    judge(survey, answer(survey, "alone"), ["T1"], coders[0])

    (pair,) = agreeing.pairs(open_question(survey, "q7_text").frame, read(survey))

    # Of 12 judgements (4 answers, 3 codes) they agree on 10; by chance on (0.5 + 1 + 0.5) / 3.
    assert (pair.one, pair.other, pair.agreement.answers) == (*coders, 4)
    assert pair.agreement.observed == pytest.approx(10 / 12)
    assert pair.agreement.kappa == pytest.approx((10 / 12 - 2 / 3) / (1 - 2 / 3))
    assert [(of.code.code, of.one, of.other) for of in pair.codes] == [("T1", 2, 1), ("T3", 1, 2)]


def test_what_coders_made_of_a_merged_theme_is_what_stands_for_it(survey, coders):
    response = answer(survey, "x")
    judge(survey, response, ["T1"], coders[0])
    judge(survey, response, ["T3"], coders[1])

    framing.merge(survey.questionnaire, "q7_text", "T3", "T1", now=MONDAY)

    assert agreeing.disputed(read(survey)) == []


def test_a_filter_by_a_theme_that_is_gone_says_so(admin_client, survey, coders):
    answer(survey, "More")

    found = admin_client.get("/open-answers/q7_text/?theme=F999")

    assert found.status_code == 422
    assert "Theme: Select a valid choice. F999 is not one of the available choices." in found.content.decode()
