import pytest

from analysis import report
from analysis.models import Quotation
from analysis.open_answers import quoting
from contacts import frame
from tests.factories import MONDAY, OrganisationFactory, ResponseFactory, SurveyFactory

ANSWER = "More long-term funding,\nand a named contact in Anytown."


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        "More long-term funding, and a named contact in Anytown.",
        "More long-term funding […]",
        "[…] a named contact in [our town].",
        "More […] funding",
    ],
)
def test_parts_of_an_answer_in_their_order_are_word_for_word(text):
    assert quoting.is_word_for_word(text, ANSWER)


NOT_THE_ANSWER = [
    *("More short-term funding", "a named contact […] More long-term funding", "More funding"),
    *("[…]", "", "ore long-term", "long-te"),
]


@pytest.mark.parametrize("text", NOT_THE_ANSWER)
def test_other_words_are_not(text):
    assert not quoting.is_word_for_word(text, ANSWER)


@pytest.fixture
def response(db):
    for place in range(9):
        OrganisationFactory(type="u", region="n", name=f"Place {place}")
    return ResponseFactory(survey=SurveyFactory(), answers={"q2": "u", "q3": "n", "q7_text": ANSWER}, submitted=MONDAY)


def attribution(response):
    return quoting.attribution(response.survey, response, frame.cells())


def test_who_wrote_it_is_said_by_type_and_region(response):
    OrganisationFactory(type="u", region="n")

    assert attribution(response) == "Unitary, North East"


def test_of_few_alike_only_the_region_is_said(response):
    OrganisationFactory(type="d", region="n")

    assert attribution(response) == "North East"


def test_or_only_the_type(response):
    OrganisationFactory(type="u", region="y")

    assert attribution(response) == "Unitary"


def test_or_nothing(response):
    assert attribution(response) == ""


@pytest.fixture
def quotation(response, django_user_model):
    by = django_user_model.objects.create_user("r@example.org")
    return quoting.keep(response.survey, response, "q7_text", "More long-term funding […]", by=by, now=MONDAY)


def test_a_quotation_stands_in_the_report_without_a_reference(response, quotation):
    (quoted,) = report.build(response.survey).quotations

    assert (quoted.text, quoted.by, quoted.question.variable) == ("More long-term funding […]", "", "q7_text")


def test_the_same_words_stand_there_once(response, quotation, django_user_model):
    again = quoting.keep(
        response.survey, response, "q7_text", quotation.text, by=django_user_model.objects.get(), now=MONDAY
    )

    assert again is None
    assert Quotation.objects.count() == 1


def test_words_that_were_taken_back_are_left_out(response, quotation):
    response.answers["q7_text"] = "Nothing"
    response.save()

    assert quoting.quotations(response.survey) == ()
