"""Who took what away, and what for: whichever way, one list tells it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from analysis.exports import asking, keeping, record
from analysis.exports.kinds import KINDS
from analysis.models import Scope
from analysis.outsiders import Audience
from analysis.programs import tokens
from contacts.models import ListTaken
from contacts.models.lists_taken import What
from tests.analysis.reading import page, words
from tests.factories import MONDAY

RECORD = "/exports/record/"


@pytest.fixture
def other(db):
    return User.objects.create_user("lee@example.org", "lee@example.org", "a long password of a test")


@pytest.fixture
def admin(db):
    user = User.objects.create_user("admin@example.org", "admin@example.org", "a long password of a test")
    user.groups.add(Group.objects.get_or_create(name="admin")[0])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def told():
    """Without the moment, the latest last."""
    return [row[1:] for row in reversed(record.entries())]


def test_a_file_that_was_asked_for_fetched_and_cancelled(wanted, other):
    asked = wanted()
    keeping.note(asked, by=other, now=timezone.now())
    asking.cancel(asked, by=other, now=timezone.now())

    assert told() == [
        ("asked", "kim@example.org", "codes-csv", "A test"),
        ("fetched", "lee@example.org", "codes-csv", "A test"),
        ("cancelled", "lee@example.org", "codes-csv", ""),
    ]


def test_a_file_of_each_week(survey, researcher_account, other):
    weekly = asking.ask_weekly(
        survey,
        KINDS["spss"],
        audience=Audience.INTERNAL,
        why="The board",
        by=researcher_account,
        now=MONDAY,
        weekday=0,
        hour=6,
    )
    asking.stop(weekly, by=other, now=timezone.now())

    assert told() == [
        ("weekly", "kim@example.org", "spss", "The board"),
        ("stopped", "lee@example.org", "spss", ""),
    ]


def test_a_token_that_opens_responses_and_what_was_read_with_it(researcher_account, other):
    token, _secret = tokens.issue("Power BI", Scope.RESPONSES, days=1, owner=researcher_account, now=MONDAY)
    tokens.note(token, "/api/v1/surveys/test/responses/", now=timezone.now())
    tokens.revoke(token, by=other, now=timezone.now())

    assert told() == [
        ("issued", "kim@example.org", "Power BI", ""),
        ("read", "kim@example.org", "/api/v1/surveys/test/responses/", "Power BI"),
        ("revoked", "lee@example.org", "Power BI", ""),
    ]


def test_a_list_of_people(other):
    ListTaken.objects.create(what=What.TO_CHASE, organisations=3, taken_at=MONDAY, taken_by=other, why="Calls")

    assert told() == [("list", "lee@example.org", "to_chase", "Calls")]


def test_what_tells_of_no_single_organisation_is_not_on_it(wanted, researcher_account):
    wanted("report-data", why="")
    tokens.issue("Excel", Scope.TABLES, days=1, owner=researcher_account, now=MONDAY)

    assert told() == []


def test_a_token_that_was_revoked_from_the_command_line_has_nobody(researcher_account):
    tokens.issue("Power BI", Scope.RESPONSES, days=1, owner=researcher_account, now=MONDAY)
    tokens.revoke_all(researcher_account, by=None, now=timezone.now())

    assert told()[-1] == ("revoked", "", "Power BI", "")


def test_an_administrator_reads_it_in_words(admin, wanted):
    wanted()

    cells = [words(cell) for cell in page(admin.get(RECORD)).select("tbody td")]

    assert cells[1:] == ["kim@example.org", "Asked for a file", "Responses as codes (CSV)", "A test"]


def test_a_token_is_called_as_its_owner_called_it(researcher_account):
    tokens.issue("spss", Scope.RESPONSES, days=1, owner=researcher_account, now=MONDAY)

    assert [record.Entry(*row).about for row in record.entries()] == ["spss"]


def test_before_anything_was_taken_it_says_so(admin):
    assert "Nothing was taken away yet." in words(page(admin.get(RECORD)).main)


def test_it_costs_as_many_statements_however_long_it_is(admin, wanted, django_assert_max_num_queries):
    for _ in range(60):
        wanted()
    admin.get(RECORD)

    with django_assert_max_num_queries(8):
        admin.get(RECORD)
