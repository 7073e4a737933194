from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from config import preparing
from config.demonstration_accounts import ACCOUNTS
from contacts.models import Organisation, PersonalLink
from surveys.exceptions import AlreadyFielded
from surveys.models import Questionnaire, Response, Survey
from tests.builders import APPENDIX_A
from tests.factories import MONDAY, OrganisationFactory

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def everything():
    """How many rows of each kind there are."""
    return {
        model.__name__: model.objects.count() for model in (Group, Organisation, Questionnaire, Response, Survey, User)
    }


def test_an_installation_has_its_questionnaire_in_the_field_for_three_weeks(capsys):
    call_command("prepare")

    survey = Survey.objects.get()
    assert (survey.opens_at, survey.closes_at) == (MONDAY, datetime(2026, 11, 23, 17, tzinfo=LONDON))
    assert survey.questionnaire.fielded_at == MONDAY
    assert everything() == {"Group": 2, "Organisation": 0, "Questionnaire": 1, "Response": 0, "Survey": 1, "User": 0}
    assert (
        capsys.readouterr().out
        == "Community safety capacity in local government: open until 17:00, 23 November 2026.\n"
    )


def test_the_demonstration_comes_only_when_asked_for():
    call_command("prepare", "--demo")

    assert everything() == {
        "Group": 2,
        "Organisation": 345,
        "Questionnaire": 1,
        "Response": 149,
        "Survey": 1,
        "User": 2,
    }
    assert {(user.email, user.groups.get().name) for user in User.objects.all()} == {
        (account.email, account.role) for account in ACCOUNTS
    }
    assert all(User.objects.get(email=account.email).check_password(account.password) for account in ACCOUNTS)


def test_preparing_again_changes_nothing_and_says_nothing(capsys, time_machine):
    call_command("prepare", "--demo")
    before = everything()
    User.objects.filter(email=ACCOUNTS[0].email).update(password="changed")
    capsys.readouterr()
    time_machine.shift(3600)

    call_command("prepare", "--demo")

    assert everything() == before
    assert capsys.readouterr().out == ""
    assert Survey.objects.get().opens_at == MONDAY
    assert User.objects.get(email=ACCOUNTS[0].email).password == "changed"


def test_a_demonstration_can_follow_later():
    call_command("prepare")
    call_command("prepare", "--demo")

    assert Organisation.objects.count() == 345
    assert Survey.objects.get().helpline_email == "help@example.org"
    assert PersonalLink.objects.count() == 0


def test_the_demonstration_is_refused_in_public(settings):
    settings.HTTPS = True

    with pytest.raises(CommandError, match="passwords are public"):
        call_command("prepare", "--demo")

    assert User.objects.count() == 0


def test_the_demonstration_is_refused_beside_a_real_frame():
    call_command("prepare")
    OrganisationFactory(reference="A1", type="a", region="a")

    with pytest.raises(CommandError, match="There is a contact list already"):
        call_command("prepare", "--demo")

    assert Organisation.objects.count() == 1


def test_a_broken_questionnaire_file_is_named_with_its_line(tmp_path):
    (tmp_path / "broken.yaml").write_text("format: 1\n")

    with pytest.raises(preparing.BrokenQuestionnaireError, match=r"broken.yaml, line 1: "):
        list(preparing.field_questionnaires(tmp_path, now=MONDAY))


def test_a_changed_file_needs_a_version_of_its_own(tmp_path):
    file = tmp_path / "survey.yaml"
    file.write_text(APPENDIX_A.read_text(encoding="utf-8"), encoding="utf-8")
    list(preparing.field_questionnaires(tmp_path, now=MONDAY))
    file.write_text(file.read_text(encoding="utf-8").replace("Your CDRP", "Your partnership"), encoding="utf-8")

    with pytest.raises(AlreadyFielded):
        list(preparing.field_questionnaires(tmp_path, now=MONDAY))
