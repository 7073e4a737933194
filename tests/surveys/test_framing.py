import pytest

from surveys import coding, compiling, framing
from surveys.framing import Result
from surveys.models import Theme
from surveys.questionnaire.definition import CodeFrame, Kind, Option
from tests.builders import question, themes
from tests.factories import MONDAY, QuestionnaireFactory, ResponseFactory, SurveyFactory, with_facts

OTHER = question("q9", Kind.MULTIPLE, options=(Option("a", "A"), Option("o", "Other", specify=True)), required=False)
CODED = question("q8", Kind.LONG_TEXT, required=False, code_frame=CodeFrame("q8_codes", themes("mn")))


@pytest.fixture
def survey(db):
    return SurveyFactory(questionnaire=QuestionnaireFactory(definition=with_facts(CODED, OTHER)))


def codes(survey, variable):
    return [(code.code, code.label, code.under) for code in framing.frame_of(survey.questionnaire, variable).codes]


def test_an_open_question_without_a_code_frame_gets_one_with_its_first_theme(survey):
    assert framing.frame_of(survey.questionnaire, "q7_text") is None

    assert framing.add(survey.questionnaire, "q7_text", "Money") == (Result.DONE, "T1")

    assert codes(survey, "q7_text") == [("T1", "Money", "")]
    assert "q7_codes" in [variable.name for variable in compiling.variables(survey.questionnaire)]


def test_a_theme_comes_behind_what_the_questionnaire_came_with(survey):
    framing.add(survey.questionnaire, "q8", "Money")
    framing.add(survey.questionnaire, "q8", "Grants", under="T1")

    assert codes(survey, "q8")[2:] == [("T1", "Money", ""), ("T2", "Grants", "T1")]


def test_the_frame_of_an_other_begins_with_the_options_of_its_question(survey):
    framing.begin(survey.questionnaire, "q9_o_text")

    assert codes(survey, "q9_o_text") == [("a", "A", "")]


def test_a_theme_of_the_same_name_stays_the_one(survey):
    framing.add(survey.questionnaire, "q7_text", "Money")

    assert framing.add(survey.questionnaire, "q7_text", "MONEY") == (Result.LABEL_TAKEN, "T1")
    assert len(codes(survey, "q7_text")) == 1


@pytest.mark.parametrize(
    ("under", "result"), [("T9", Result.NO_SUCH_THEME), ("T2", Result.IS_SUB_THEME), ("T1", Result.DONE)]
)
def test_a_sub_theme_stands_under_a_theme_that_is_none_itself(survey, under, result):
    framing.add(survey.questionnaire, "q7_text", "Money")
    framing.add(survey.questionnaire, "q7_text", "Grants", under="T1")

    assert framing.add(survey.questionnaire, "q7_text", "Small grants", under=under)[0] == result


def test_a_code_frame_does_not_grow_without_end(survey, monkeypatch):
    monkeypatch.setattr(framing, "MOST_THEMES", 2)

    assert framing.add(survey.questionnaire, "q8", "Money") == (Result.TOO_MANY, "")


def test_a_theme_can_be_renamed_and_moved(survey):
    for label in ("Money", "Grants"):
        framing.add(survey.questionnaire, "q7_text", label)

    assert framing.change(survey.questionnaire, "q7_text", "T2", label="Grant aid", under="T1") == Result.DONE
    assert codes(survey, "q7_text") == [("T1", "Money", ""), ("T2", "Grant aid", "T1")]


@pytest.mark.parametrize(
    ("code", "label", "under", "result"),
    [
        ("m", "Other words", "", Result.CAME_WITH_QUESTIONNAIRE),
        ("T9", "Other words", "", Result.NO_SUCH_THEME),
        ("T1", "grants", "", Result.LABEL_TAKEN),
        ("T1", "Money", "m", Result.HAS_SUB_THEMES),
        ("T2", "Grants", "T2", Result.NO_SUCH_THEME),
    ],
)
def test_what_would_make_no_code_frame_is_refused(survey, code, label, under, result):
    framing.add(survey.questionnaire, "q8", "Money")
    framing.add(survey.questionnaire, "q8", "Grants", under="T1")
    before = codes(survey, "q8")

    assert framing.change(survey.questionnaire, "q8", code, label=label, under=under) == result
    assert codes(survey, "q8") == before


def test_a_merged_theme_is_the_other_one_wherever_it_was_given(survey):
    for label in ("Money", "Cash"):
        framing.add(survey.questionnaire, "q7_text", label)
    one, both = (ResponseFactory(survey=survey, answers={"q7_text": "More"}, submitted=MONDAY) for _ in "ab")
    coding.give_codes(one.pk, "q7_codes", ["T2"], now=MONDAY)
    coding.give_codes(both.pk, "q7_codes", ["T2", "T1"], now=MONDAY)

    assert framing.merge(survey.questionnaire, "q7_text", "T2", "T1", now=MONDAY) == Result.DONE

    for response in (one, both):
        response.refresh_from_db()
        assert response.codes == {"q7_codes": ["T1"]}
    assert list(coding.differences(survey)) == []
    assert framing.heirs(survey.questionnaire, "q7_text") == {"T2": "T1"}
    assert [code.code for code in framing.frame_of(survey.questionnaire, "q7_text").codes if not code.retired] == ["T1"]


def test_a_theme_that_is_taken_out_without_an_heir_is_taken_away(survey):
    framing.add(survey.questionnaire, "q7_text", "Money")
    response = ResponseFactory(survey=survey, answers={"q7_text": "More"}, submitted=MONDAY)
    coding.give_codes(response.pk, "q7_codes", ["T1"], now=MONDAY)

    framing.merge(survey.questionnaire, "q7_text", "T1", "", now=MONDAY)

    response.refresh_from_db()
    assert response.codes == {}


def test_the_heir_of_an_heir_stands_for_both(survey):
    for label in ("Money", "Cash", "Coins"):
        framing.add(survey.questionnaire, "q7_text", label)

    framing.merge(survey.questionnaire, "q7_text", "T3", "T2", now=MONDAY)
    framing.merge(survey.questionnaire, "q7_text", "T2", "T1", now=MONDAY)

    assert framing.heirs(survey.questionnaire, "q7_text") == {"T2": "T1", "T3": "T1"}


@pytest.mark.parametrize(
    ("code", "into", "result"),
    [
        ("T1", "T2", Result.HAS_SUB_THEMES),
        ("T2", "T2", Result.NO_SUCH_THEME),
        ("m", "T2", Result.CAME_WITH_QUESTIONNAIRE),
    ],
)
def test_what_cannot_be_merged_is_refused(survey, code, into, result):
    framing.add(survey.questionnaire, "q8", "Money")
    framing.add(survey.questionnaire, "q8", "Grants", under="T1")

    assert framing.merge(survey.questionnaire, "q8", code, into, now=MONDAY) == result
    assert not Theme.objects.filter(retired=True).exists()


def test_a_retired_name_is_free_again(survey):
    framing.add(survey.questionnaire, "q7_text", "Money")
    framing.merge(survey.questionnaire, "q7_text", "T1", "", now=MONDAY)

    assert framing.add(survey.questionnaire, "q7_text", "Money") == (Result.DONE, "T2")
