import pytest
from django.core.management import CommandError, call_command

from surveys.models import CodedResponse
from tests.factories import MONDAY, ResponseFactory, SurveyFactory


@pytest.fixture
def response(db):
    return ResponseFactory(survey=SurveyFactory(), answers={"q2": "d"}, submitted=MONDAY)


def test_records_are_written_anew(response, capsys):
    before = bytes(response.coded.record)
    CodedResponse.objects.update(record=b"wrong")

    call_command("rebuild_records")

    assert bytes(CodedResponse.objects.get().record) == before
    assert capsys.readouterr().out == "1 records written\n"


def test_a_check_finds_what_is_wrong_and_writes_nothing(response):
    CodedResponse.objects.update(record=b"wrong")

    with pytest.raises(CommandError, match=f"1 records are not what the answers say: {response.reference}"):
        call_command("rebuild_records", "--check")

    assert bytes(CodedResponse.objects.get().record) == b"wrong"


def test_a_check_is_content_where_all_is_right(response, capsys):
    call_command("rebuild_records", "--check")

    assert capsys.readouterr().out == "Every record is what the answers say\n"
