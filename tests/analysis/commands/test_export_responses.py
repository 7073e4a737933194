import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture
def response(db):
    return ResponseFactory(survey=SurveyFactory(), answers={"q2": "d", "q7_text": "=1+1"}, submitted=MONDAY)


def export(path, *options):
    call_command("export_responses", "--output", str(path), *options)


def test_a_csv_file_of_codes(response, tmp_path):
    export(tmp_path / "answers.csv", "--format", "csv", "--values", "codes")

    assert (tmp_path / "answers.csv").read_text(encoding="utf-8").splitlines() == [
        "reference,respondent_id,q1,q2,q3,q4_a,q4_b,q4_c,q5,q6_x,q6_y,q7_text",
        f",{response.reference},,d,,,,,,,,'=1+1",
    ]


def test_a_csv_file_of_labels(response, tmp_path):
    export(tmp_path / "answers.csv", "--format", "csv", "--values", "labels")

    assert "District / Borough" in (tmp_path / "answers.csv").read_text(encoding="utf-8")


def test_a_workbook_keeps_the_text_as_it_is(response, tmp_path):
    export(tmp_path / "answers.xlsx", "--format", "xlsx", "--values", "codes")

    cell = load_workbook(tmp_path / "answers.xlsx")["Responses (codes)"].cell(2, 12)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_spss_gets_its_syntax_beside_it(response, tmp_path):
    export(tmp_path / "answers.sav", "--format", "sav")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.sav", "answers.sps"]
    assert "GET FILE='answers.sav'." in (tmp_path / "answers.sps").read_text(encoding="utf-8")
