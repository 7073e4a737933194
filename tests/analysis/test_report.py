from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysis import report
from analysis.exceptions import UnknownTable
from analysis.rounding import Rounding
from surveys.questionnaire.definition import Kind
from tests.builders import question, questionnaire
from tests.factories import MONDAY, OrganisationFactory, QuestionnaireFactory, ResponseFactory, SurveyFactory


def numbers(made, name):
    (table,) = [table for table in made.tables if table.specification.heading.id == name]
    return [[(cell.count, cell.base) for cell in row] for row in table.cells]


def test_the_study_has_its_named_tables_and_figures(appendix_a_survey):
    made = report.build(appendix_a_survey)

    assert [len(made.tables), len(made.figures), made.left_out] == [44, 18, ()]


def test_a_report_of_nobody_is_all_zeros(appendix_a_survey):
    made = report.build(appendix_a_survey)

    assert made.responses == 0
    assert numbers(made, "T03") == [[(0, 0)]] * 3


def test_a_report_is_made_once_for_as_long_as_nothing_changes(appendix_a_survey):
    assert report.build(appendix_a_survey) is report.build(appendix_a_survey)


def test_a_report_is_made_anew_where_the_list_or_the_title_changes(appendix_a_survey):
    before = report.build(appendix_a_survey)
    OrganisationFactory(region="f", type="d")
    larger = report.build(appendix_a_survey)
    appendix_a_survey.title = "Renamed"

    assert before is not larger
    assert report.build(appendix_a_survey).title == "Renamed"


def test_a_response_sent_a_moment_ago_is_counted(appendix_a_survey):
    report.build(appendix_a_survey)

    ResponseFactory(survey=appendix_a_survey, answers={"q4": "b"}, submitted=MONDAY)

    assert numbers(report.build(appendix_a_survey), "T03") == [[(0, 1)], [(1, 1)], [(0, 1)]]


def test_regions_stand_beside_the_organisations_of_the_frame(appendix_a_survey):
    OrganisationFactory(region="f", type="d")

    assert numbers(report.build(appendix_a_survey), "T02")[0] == [(1, None), (0, 0), (0, 1)]


def test_a_report_costs_few_queries_whatever_it_holds(appendix_a_survey):
    ResponseFactory(survey=appendix_a_survey, answers={"q4": "b"}, submitted=MONDAY)
    report.build(appendix_a_survey)

    with CaptureQueriesContext(connection) as captured:
        report.build(appendix_a_survey)

    assert len(captured) == 4  # what is new, the frame twice, the quotations


def test_only_the_tables_asked_for_are_made_in_the_order_of_the_report(appendix_a_survey):
    made = report.build(appendix_a_survey, ids=["D01", "F02", "T07"])

    assert [table.specification.heading.id for table in (*made.tables, *made.figures)] == ["T07", "D01", "F02"]


def test_an_unknown_table_is_refused_by_name(appendix_a_survey):
    with pytest.raises(UnknownTable, match=r"There is no table T99\. The tables are T01, T02"):
        report.build(appendix_a_survey, ids=["T07", "T99"])


def test_the_other_way_of_rounding_is_an_option(demonstration):
    made = report.build(demonstration, ids=["T07"], rounding=Rounding.ONE_DECIMAL_FIRST)

    (table,) = made.tables
    south_east = table.cells[table.specification.rows.index("South East")]
    assert [cell.percent for cell in south_east] == [None, 3, 42, 45, 7, 0, 3]


def test_another_questionnaire_has_a_table_for_each_question(db):
    survey = SurveyFactory()

    made = report.build(survey)

    assert [table.specification.heading.id for table in made.tables] == ["Q2", "Q3", "Q4", "Q5", "Q6"]
    assert made.figures == ()


def test_a_version_without_a_question_leaves_its_tables_out_and_says_so(db):
    shorter = replace(questionnaire(question("q4", Kind.SINGLE)), code="community-safety-capacity")
    survey = SurveyFactory(questionnaire=QuestionnaireFactory(definition=shorter))

    made = report.build(survey)

    assert made.tables == ()
    assert made.left_out[:3] == (
        "T01 is left out. This questionnaire has no q2.",
        "T02 is left out. This questionnaire has no q3.",
        "T03 is left out. This questionnaire has no q4 c.",
    )


def test_the_wording_of_every_question_comes_with_it(appendix_a_survey):
    wording = report.build(appendix_a_survey).wording

    assert wording["q4"] == "Your job role:"
    assert wording["q21_4_sub"] == "How would you like good practice to be shared?"
