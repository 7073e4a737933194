import pytest
from django.core.management import CommandError, call_command

from tests.builders import appendix_a
from tests.factories import MONDAY, QuestionnaireFactory, ResponseFactory, SurveyFactory


def test_the_demonstration_is_the_printed_report_but_for_its_contradictions(demonstration, capsys):
    call_command("reconcile")

    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "T01     5 of 5            5 of 5            –"
    assert lines[46] == "All     860 of 898        889 of 960        7 of 8"
    assert lines[48] == (
        "860 of 898 printed counts are found again; 110 of all printed figures differ, each because of a known "
        "contradiction in the report."
    )
    assert lines[49] == "  T02 North West / responses, percent: printed 9, recomputed 8 (R01)"
    assert lines[159] == "59 of 67 numbers printed in sentences are found again."
    assert lines[160] == "  other-regions: printed 9%, recomputed 8% (P35)"
    assert len(lines) == 49 + 110 + 1 + 8


def test_one_more_answer_is_found_out(demonstration, capsys):
    ResponseFactory(survey=demonstration, answers={"q2": "d", "q4": "a"}, submitted=MONDAY)

    with pytest.raises(CommandError, match="printed figures differ and no erratum accounts for them"):
        call_command("reconcile")

    assert "  T03 Community safety manager / officer, count: printed 103, recomputed 104 (???)" in (
        capsys.readouterr().out.splitlines()
    )


def test_a_survey_of_another_questionnaire_has_no_printed_report(db):
    SurveyFactory()

    with pytest.raises(CommandError, match="belongs to another questionnaire"):
        call_command("reconcile")


def test_an_empty_list_of_organisations_is_named_as_the_reason(db):
    SurveyFactory(questionnaire=QuestionnaireFactory(definition=appendix_a()))

    with pytest.raises(CommandError, match=r"The list of organisations is empty.*Run import_contacts first"):
        call_command("reconcile")
