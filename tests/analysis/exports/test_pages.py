"""The pages of files: what is offered, what is asked, and what is said while one waits."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from openpyxl import load_workbook

from analysis.exports import making
from analysis.exports.kinds import KINDS
from analysis.models import Export, FileTaken, State, WeeklyExport
from tests.analysis.reading import page, words

REPORT, RESPONSES = "/exports/", "/exports/responses/"


@pytest.fixture
def admin(db):
    user = User.objects.create_user("admin@example.org", "admin@example.org", "a long password of a test")
    user.groups.add(Group.objects.get_or_create(name="admin")[0])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def ask(client, address=RESPONSES, **form):
    return client.post(address, {"kind": "codes-csv", "why": "For the board", "hour": "6"} | form)


def content(response):
    return b"".join(response.streaming_content)


def test_each_page_offers_its_own_files(admin, survey):
    found = {address: page(admin.get(address)) for address in (REPORT, RESPONSES)}

    offered = {where: [field["value"] for field in each.select("[name=kind]")] for where, each in found.items()}
    assert offered == {
        REPORT: [kind for kind in KINDS if not KINDS[kind].is_personal],
        RESPONSES: [kind for kind in KINDS if KINDS[kind].is_personal],
    }


def test_a_file_is_asked_for_made_and_fetched(admin, survey):
    asked = ask(admin)
    waiting = page(admin.get(asked.url))
    making.make_all()
    ready = page(admin.get(asked.url))

    assert "It is about to be made." in words(waiting.select_one("#export"))
    fetched = admin.post(ready.select_one("#export form")["action"])
    rows = list(csv.reader(io.StringIO(content(fetched).decode())))
    assert [row[3] for row in rows] == ["q2", "u"]
    assert fetched.headers["Cache-Control"] == "no-store"
    assert fetched.headers["Content-Disposition"].startswith('attachment; filename="test-codes-csv-')


def test_it_is_on_record_who_asked_for_what_and_why(admin, survey):
    ask(admin)

    assert [words(cell) for cell in page(admin.get(RESPONSES)).select("tbody td")][1:] == [
        "admin@example.org",
        "For the board",
        "Waiting",
    ]


def test_the_workbook_holds_responses_and_tables(admin, survey):
    asked = ask(admin, kind="workbook")
    making.make_all()

    book = load_workbook(io.BytesIO(content(admin.post(f"{asked.url}file/"))))
    assert {"Responses (codes)", "Responses (labels)", "Codebook", "Q2", "Q6"} <= set(book.sheetnames)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"kind": ""}, "Select a file"),
        ({"why": ""}, "Say what it is for"),
        ({"kind": "report-data"}, "Select a valid choice. report-data is not one of the available choices."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_asked_for(admin, survey, form, message):
    response = ask(admin, **form)

    assert (response.status_code, Export.objects.count()) == (422, 0)
    assert [words(item) for item in page(response).select(".govuk-error-summary li")] == [message]


def test_a_report_for_outsiders_is_asked_for_as_such(admin, survey):
    ask(admin, REPORT, kind="report-data", audience="public")

    assert Export.objects.get().audience == "public"


def test_what_waits_is_cancelled(admin, survey):
    asked = ask(admin)

    cancelled = admin.post(f"{asked.url}cancel/", follow=True)

    assert Export.objects.get().state == State.CANCELLED
    assert "Cancelled by admin@example.org." in words(page(cancelled).select_one("#export"))
    assert admin.post(f"{asked.url}file/").status_code == 404
    assert FileTaken.objects.count() == 0


def test_a_file_of_each_week_is_listed_until_it_is_stopped(admin, survey):
    admin.post(RESPONSES, {"kind": "codes-csv", "why": "For the board", "often": "4", "hour": "7"})
    listed = words(page(admin.get(RESPONSES)).select_one(".govuk-summary-list"))

    admin.post(f"{RESPONSES}weekly/{WeeklyExport.objects.get().pk}/stop/")

    assert WeeklyExport.objects.get().stopped_by.email == "admin@example.org"
    assert "Fridays, 07:00; admin@example.org: For the board" in listed
    assert page(admin.get(RESPONSES)).select(".govuk-summary-list") == []


def test_files_with_organisations_are_not_among_the_others(admin, survey):
    asked = ask(admin)
    making.make_all()
    number = Export.objects.get().pk

    assert admin.get(f"{REPORT}{number}/file/").status_code == 404
    assert content(admin.post(f"{asked.url}file/")) != b""


def test_it_is_on_record_who_fetched_a_file_with_organisations(admin, survey):
    asked = ask(admin)
    making.make_all()

    admin.post(f"{asked.url}file/").getvalue()

    assert [taken.by.email for taken in FileTaken.objects.all()] == ["admin@example.org"]
    assert "Fetched by admin@example.org" in words(page(admin.get(asked.url)).select_one("#export"))


def test_a_file_without_organisations_is_fetched_by_a_link_and_nobody_is_put_on_record(admin, survey):
    asked = ask(admin, REPORT, kind="report-data")
    making.make_all()

    fetched = admin.get(page(admin.get(asked.url)).select_one("#export a")["href"])

    assert content(fetched) != b""
    assert FileTaken.objects.count() == 0


def test_without_a_survey_there_is_nothing_to_export(admin):
    assert "There is no survey yet" in words(page(admin.get(REPORT)).main)
