import csv
import io
from datetime import timedelta

import openpyxl
import pytest

from contacts import facts
from contacts.models import Invitation
from contacts.tracking import chase_files, chasing
from surveys import compiling
from tests.contacts.tracking.placing import place
from tests.factories import MONDAY, MessageFactory, SurveyFactory

pytestmark = pytest.mark.django_db

NOW = MONDAY + timedelta(days=1)
ROW = {
    "reference": "A1",
    "name": "=1+1",
    "type": "Unitary",
    "region": "North East",
    "contact_name": "Pat Example",
    "job_title": "@SUM(A1)",
    "email": "pat@example.org",
    "telephone": "+44 1632 960001",
    "disposition": "Non-contact",
    "emails_sent": "1",
    "last_email": "Invitation",
    "last_email_at": "2026-11-02 09:00",
    "notes": "Said so",
}


@pytest.fixture
def survey():
    survey = SurveyFactory()
    made = place(survey, "non_contact", reference="A1", name="=1+1")
    made.people.update(name="Pat Example", job_title="@SUM(A1)", email="pat@example.org", telephone="+44 1632 960001")
    MessageFactory(invitation=Invitation.objects.get(organisation=made))
    return survey


def written(survey, write):
    file = io.BytesIO()
    lines = chasing.lines(chasing.found(survey, filters={}, now=NOW), survey, now=NOW)
    write(file, lines, facts.facts(compiling.compiled(survey.questionnaire)))
    file.seek(0)
    return file


def test_a_csv_file_holds_no_formula(survey):
    file = written(survey, chase_files.write_csv)

    (row,) = csv.DictReader(io.StringIO(file.read().decode("utf-8-sig")))

    assert row == ROW | {"name": "'=1+1", "job_title": "'@SUM(A1)", "telephone": "'+44 1632 960001"}


def test_a_workbook_holds_texts_as_they_are_and_numbers_as_numbers(survey):
    sheet = openpyxl.load_workbook(written(survey, chase_files.write_workbook)).active

    heads, row = sheet.iter_rows()

    assert {head.value: cell.value for head, cell in zip(heads, row, strict=True)} == ROW | {"emails_sent": 1}
    assert {cell.data_type for cell in row} == {"s", "n"}


def test_an_organisation_without_anybody_has_empty_cells():
    survey = SurveyFactory()
    place(survey, "not_invited").people.all().delete()

    (row,) = csv.DictReader(io.StringIO(written(survey, chase_files.write_csv).read().decode("utf-8-sig")))

    empty = ("contact_name", "job_title", "email", "telephone", "last_email", "last_email_at", "notes")
    assert [row[name] for name in empty] == [""] * 7
    assert row["emails_sent"] == "0"
