import json
import re
import subprocess
import sys

import openpyxl
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from contacts import inviting, ticking
from contacts.models import Invitation, Organisation, PersonalLink
from surveys.models import Response
from tests.contacts.test_answer_reading import GOOD, QUESTIONNAIRE, csv_of
from tests.factories import (
    MONDAY,
    InvitationFactory,
    OrganisationFactory,
    QuestionnaireFactory,
    ResponseFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

LIST = "reference,name,type,region,contact_name,email\nA1,Anytown,u,n,Pat Example,pat@example.org\n"


@pytest.fixture(autouse=True)
def survey(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    return SurveyFactory(questionnaire=QuestionnaireFactory(definition=QUESTIONNAIRE))


@pytest.fixture
def file(tmp_path):
    def make(content):
        path = tmp_path / "file.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def run(capsys):
    """What a command says on the two channels, and the message with which it refuses."""

    def call(*arguments):
        refusal = ""
        try:
            call_command(*map(str, arguments))
        except CommandError as error:
            refusal = str(error)
        said = capsys.readouterr()
        return said.out, said.err, refusal

    return call


def test_import_contacts_stores_the_list(run, file):
    assert run("import_contacts", file(LIST)) == ("1 added, 0 changed, 0 unchanged.\n", "", "")
    assert Organisation.objects.get().name == "Anytown"


def test_import_contacts_stores_nothing_in_a_dry_run(run, file):
    out, _, _ = run("import_contacts", file(LIST), "--dry-run")

    assert out == "Added:\n  Row 2, A1: Anytown\nNothing was stored. It would be: 1 added, 0 changed, 0 unchanged.\n"
    assert Organisation.objects.count() == 0


def test_import_contacts_shows_in_a_dry_run_what_would_change_and_who_would_be_replaced(run, file):
    run("import_contacts", file(LIST))

    out, _, _ = run("import_contacts", file(LIST.replace(",u,n,Pat", ",d,n,Sam").replace("pat@", "sam@")), "--dry-run")

    assert out.splitlines() == [
        "Changed:",
        "  Row 2, A1: type: Unitary → District / Borough; contact_name: Pat Example → Sam Example; "
        "email: pat@example.org → sam@example.org",
        "Contacts replaced:",
        "  Row 2, A1: Pat Example, pat@example.org → Sam Example, sam@example.org",
        "Nothing was stored. It would be: 0 added, 1 changed (1 with another contact), 0 unchanged.",
    ]


def test_import_contacts_counts_what_it_does_not_show(run, file):
    rows = "".join(LIST.splitlines()[1].replace("A1", f"A{number}") + "\n" for number in range(1, 53))

    out, _, _ = run("import_contacts", file(LIST.splitlines()[0] + "\n" + rows), "--dry-run")

    assert out.splitlines()[-2] == "  and 2 more"


@pytest.mark.parametrize("further", [[], ["--dry-run"]])
def test_import_contacts_lists_every_problem_and_refuses(run, file, further):
    found = run("import_contacts", file(LIST + "A2,Elsewhere,x,y,Sam,sam\n"), *further)

    assert found == (
        "",
        "Row 3, type: “x” is none of: Unitary Council (u), District / Borough (d)\n"
        "Row 3, email: “sam” is not an email address, such as name@example.org\n",
        "Nothing was imported: see the problems above (2).",
    )
    assert Organisation.objects.count() == 0


def test_import_contacts_refuses_a_file_that_is_not_there(run, tmp_path):
    path = tmp_path / "missing.csv"

    assert run("import_contacts", path) == ("", "", f"{path} cannot be read: No such file or directory.")
    assert run("import_contacts", tmp_path)[2] == f"{tmp_path} cannot be read: Is a directory."


def test_import_contacts_tells_of_what_it_passed_over(run, file):
    assert run("import_contacts", file(LIST.replace("email", "email,website", 1)))[0].startswith(
        "Columns that are not read: website."
    )


def test_export_contacts_writes_the_frame_by_the_name_of_the_file(run, tmp_path):
    OrganisationFactory(reference="A1", name="Anytown")

    assert run("export_contacts", "--output", tmp_path / "a.csv")[0] == f"{tmp_path}/a.csv holds 1 organisations.\n"
    assert (tmp_path / "a.csv").read_text("utf-8-sig").endswith("\nA1,Anytown,Unitary,North East,,,,,,,,\n")
    run("export_contacts", "--output", tmp_path / "a.XLSX")
    assert openpyxl.load_workbook(tmp_path / "a.XLSX").active["B2"].value == "Anytown"


def test_export_contacts_refuses_other_kinds_of_files_and_folders_that_are_not_there(run, tmp_path):
    assert run("export_contacts", "--output", "a.pdf")[2] == (
        "a.pdf is neither .csv nor .xlsx. Choose a name that ends in one of them."
    )
    missing = tmp_path / "missing" / "a.csv"
    assert run("export_contacts", "--output", missing)[2] == f"{missing} cannot be written: No such file or directory."


def test_import_responses_stores_the_answers_and_lists_warnings(run, file):
    OrganisationFactory(reference="A1")
    content = csv_of([GOOD | {"reference": "A1"}, GOOD | {"reference": "", "q1": ""}])

    assert run("import_responses", file(content)) == (
        "Warning: Row 3, q1: there is no answer\n2 responses imported, 1 warnings.\n",
        "",
        "",
    )
    assert Response.objects.filter(submitted_at=MONDAY).count() == 2
    assert Invitation.objects.get().response is not None


def test_import_responses_stores_nothing_in_a_dry_run(run, file):
    out, _, _ = run("import_responses", file(csv_of([GOOD])), "--dry-run")

    assert out == "Nothing was stored. It would be: 1 responses.\n"
    assert Response.objects.count() == 0


def test_import_responses_is_all_or_nothing(run, file):
    found = run("import_responses", file(csv_of([GOOD, GOOD | {"q6_x": "seven"}])))

    assert found == (
        "",
        "Row 3, q6_x: Item x: enter a number with at most two decimals, such as 2 or 0.5\n",
        "Nothing was imported: see the problems above (1).",
    )
    assert Response.objects.count() == 0


def test_personal_link_prints_a_link_for_each_reference(run):
    OrganisationFactory(reference="A1")
    OrganisationFactory(reference="B2")

    out, _, _ = run("personal_link", "b2", "A1")

    found = re.findall(r"^(\w+),http://127\.0\.0\.1:8000(/s/[\w-]{22}/)$", out, re.MULTILINE)
    assert [reference for reference, _ in found] == ["B2", "A1"]
    assert all(Client().get(link).status_code == 200 for _, link in found)


def test_personal_link_can_be_for_all(run, survey):
    InvitationFactory(survey=survey)
    OrganisationFactory.create_batch(2)

    out, _, _ = run("personal_link", "--all")

    assert len(out.splitlines()) == Invitation.objects.count() == PersonalLink.objects.count() == 3


def test_personal_link_refuses_unknown_references_and_makes_none(run):
    OrganisationFactory(reference="A1")

    assert run("personal_link", "A1", "X1") == ("", "", "No organisation has the reference X1.")
    assert Invitation.objects.count() == 0


def test_fieldwork_is_launched_paused_resumed_and_closed(run, survey):
    OrganisationFactory()

    assert (
        run("fieldwork", "launch")[0]
        == "1 organisations invited now. The survey is open until 09:00, 23 November 2026.\n"
    )
    assert run("fieldwork", "pause")[0].startswith("Mailings are held back")
    assert "mailings paused" in run("fieldwork", "status")[0]
    assert run("fieldwork", "resume", "test")[0] == "Mailings go out again.\n"
    survey.refresh_from_db()
    assert survey.is_open(MONDAY)


def test_fieldwork_close_is_refused_the_second_time(run, time_machine):
    time_machine.shift(60)

    assert run("fieldwork", "close")[0] == "The survey is closed.\n"
    assert run("fieldwork", "close")[2] == "The survey was closed on 02 November 2026 at 09:01 already."
    assert run("fieldwork", "launch")[2].endswith("nobody can be invited any more.")


def test_fieldwork_refuses_a_survey_that_is_not_there(run):
    assert run("fieldwork", "status", "other")[2] == "There is no survey “other”; there are: test."


def test_fieldwork_status_is_told_as_json(run, survey):
    OrganisationFactory(region="y", type="d")
    ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey), submitted=MONDAY)

    status = json.loads(run("fieldwork", "status", "--format", "json")[0])

    assert (status["survey"], status["frame"], status["mailings"], status["returns"]) == (
        "test",
        2,
        [],
        {"2026-11-02": 1},
    )
    assert status["response_rates"] == {"RR1": 0.5, "RR2": 0.5, "RR5": 1.0, "RR6": 1.0}
    assert {code: number for code, number in status["dispositions"].items() if number} == {
        "not_invited": 1,
        "complete": 1,
    }
    assert {code: part["RR1"] for code, part in status["by_region"].items()} == {"n": 1.0, "y": 0.0}
    assert {code: part["RR1"] for code, part in status["by_type"].items()} == {"u": 1.0, "d": 0.0}


def test_fieldwork_status_is_told_in_words(run, survey):
    ResponseFactory(survey=survey, invitation=InvitationFactory(survey=survey), submitted=MONDAY)

    assert run("fieldwork", "status")[0].splitlines() == [
        "Test, open until 09:00, 23 November 2026",
        "1 organisations, 1 complete",
        "  Complete: 1",
        "RR1 = I ÷ (I + P + R + NC + O + UO) = 1 ÷ (1 + 0 + 0 + 0 + 0 + 0) = 100.0%",
        "RR2 = (I + P) ÷ (I + P + R + NC + O + UO) = (1 + 0) ÷ (1 + 0 + 0 + 0 + 0 + 0) = 100.0%",
        "RR5 = I ÷ (I + P + R + NC + O) = 1 ÷ (1 + 0 + 0 + 0 + 0) = 100.0%",
        "RR6 = (I + P) ÷ (I + P + R + NC + O) = (1 + 0) ÷ (1 + 0 + 0 + 0 + 0) = 100.0%",
        "  North East: 1 of 1, 100.0%",
        "  Unitary: 1 of 1, 100.0%",
    ]


def test_tick_does_what_the_beat_would(run):
    run("tick")

    assert ticking.last_seen() == MONDAY


def test_links_of_the_command_open_the_same_invitation_as_before(run, survey):
    invitation = InvitationFactory(survey=survey, organisation__reference="A1")

    out, _, _ = run("personal_link", "A1")

    assert inviting.find(out.strip().rstrip("/").rpartition("/")[2]) == invitation


def exit_status(*arguments):
    command = [sys.executable, settings.BASE_DIR / "manage.py", *arguments]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_a_refusal_has_exit_status_one(tmp_path):
    assert exit_status("import_contacts", tmp_path / "missing.csv") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["import_contacts"],
        ["export_contacts"],
        ["import_responses", "--unknown", "x"],
        ["personal_link"],
        ["personal_link", "A1", "--all"],
        ["fieldwork", "stop"],
        ["fieldwork"],
    ],
)
def test_wrong_usage_has_exit_status_two(arguments):
    assert exit_status(*arguments) == 2


def in_a_new_installation(folder, *command):
    """A command in a process of its own, with a data folder of its own."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={"CANVASS_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_command_before_prepare_says_what_to_do(tmp_path):
    ran = in_a_new_installation(tmp_path, "tick")

    assert ran.returncode == 1
    assert ran.stderr == (
        "CommandError: This installation has no tables yet. Run `manage.py prepare` first, then this again.\n"
    )


def test_prepare_makes_the_tables_that_the_other_commands_need(tmp_path):
    assert in_a_new_installation(tmp_path, "prepare").returncode == 0
    assert in_a_new_installation(tmp_path, "tick").returncode == 0
