import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from surveys.models import Questionnaire
from tests.builders import APPENDIX_A

pytestmark = pytest.mark.django_db

CODE = "community-safety-capacity"


def test_a_questionnaire_file_becomes_a_draft(capsys):
    call_command("load_questionnaire", APPENDIX_A)

    assert capsys.readouterr().out == "Loaded Community safety capacity in local government (version 1).\n"
    assert Questionnaire.objects.get().fielded_at is None


def test_a_draft_is_loaded_anew_as_often_as_one_likes():
    call_command("load_questionnaire", APPENDIX_A)
    call_command("load_questionnaire", APPENDIX_A)

    assert Questionnaire.objects.get().code == CODE


def test_a_fielded_version_is_refused():
    call_command("load_questionnaire", APPENDIX_A)
    Questionnaire.objects.update(fielded_at=timezone.now())

    with pytest.raises(CommandError, match="is in the field and cannot change"):
        call_command("load_questionnaire", APPENDIX_A)


def test_a_broken_file_is_refused_with_every_line(tmp_path, capsys):
    file = tmp_path / "broken.yaml"
    file.write_text("format: 1\ncode: broken\nsections: []\ncolour: red\n")

    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_questionnaire", file)

    assert [line.partition(", ")[2].partition(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "line 1",
        "line 4",
    ]
    assert Questionnaire.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"), [(None, "cannot be read: No such file"), (b"\xff\xfe", "is no text in UTF-8")]
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path, content, message):
    file = tmp_path / "file.yaml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        call_command("load_questionnaire", file)
