import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from analysis.management.commands import build_report
from surveys.models import Survey
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture
def survey(db):
    made = SurveyFactory()
    ResponseFactory(survey=made, answers={"q2": "u"}, submitted=MONDAY)
    return made


def build(path, *options):
    call_command("build_report", "--output", str(path), *options)


def test_it_writes_the_promised_json(survey, tmp_path, capsys):
    build(tmp_path / "report.json", "--format", "json")

    made = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [table["id"] for table in made["tables"]] == ["Q2", "Q3", "Q4", "Q5", "Q6"]
    assert capsys.readouterr().out == f"{tmp_path}/report.json: 5 of the tables, 0 of the figures, from 1 responses\n"


def test_it_writes_html(survey, tmp_path):
    build(tmp_path / "report.html", "--format", "html")

    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_it_writes_a_workbook_of_tables(survey, tmp_path):
    build(tmp_path / "report.xlsx", "--format", "xlsx")

    assert load_workbook(tmp_path / "report.xlsx").sheetnames == [
        "Cover",
        "Contents",
        "Q2",
        "Q3",
        "Q4",
        "Q5",
        "Q6",
        "Counts",
    ]


def test_only_some_tables_if_asked(survey, tmp_path):
    build(tmp_path / "report.json", "--format", "json", "--table", "Q2", "Q6")

    made = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [table["id"] for table in made["tables"]] == ["Q2", "Q6"]


def test_the_other_way_of_rounding(demonstration, tmp_path):
    build(tmp_path / "r.json", "--format", "json", "--table", "T07", "--rounding", "one-decimal-first")

    (table,) = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["tables"]
    (seldom,) = [cell for cell in table["cells"] if (cell["row"], cell["col"]) == ("South East", "Seldom")]
    assert seldom["pct"] == 7


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--format", "docx", "--template", "none.docx"],
            "none.docx is no Word document (.docx). Save the template as one.",
        ),
        (["--format", "json", "--table", "T99"], "There is no table T99. The tables are Q2, Q3, Q4, Q5, Q6."),
        (["--format", "json", "--survey", "other"], "There is no survey “other”; there are: test."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(survey, tmp_path, options, message):
    with pytest.raises(CommandError) as refusal:
        build(tmp_path / "report", *options)

    assert (str(refusal.value), refusal.value.returncode) == (message, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(survey, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere/report.json cannot be written: No such file or directory\."):
        build(tmp_path / "nowhere" / "report.json", "--format", "json")


def test_without_a_survey_it_says_what_to_do(db, tmp_path):
    with pytest.raises(CommandError, match="There is no survey yet"):
        build(tmp_path / "report.json", "--format", "json")


def test_the_newest_of_several_surveys_is_meant(survey, tmp_path):
    Survey.objects.create(
        code="newer", title="Newer", questionnaire=survey.questionnaire, opens_at=MONDAY.replace(year=2027)
    )

    build(tmp_path / "report.json", "--format", "json")

    (base,) = {table["base"]["n"] for table in json.loads((tmp_path / "report.json").read_text())["tables"][:1]}
    assert base == 0


def test_wrong_usage_has_an_exit_status_of_its_own(survey, tmp_path):
    with pytest.raises(SystemExit) as left:
        build_report.Command().run_from_argv(["manage.py", "build_report", "--format", "odt", "--output", "x"])

    assert left.value.code == 2
