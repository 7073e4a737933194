from datetime import timedelta

import pytest

from contacts.helping import inbox
from tests.factories import MONDAY, InvitationFactory, QueryFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return StaffFactory()


@pytest.fixture
def queries(me):
    survey = InvitationFactory().survey
    for number, (name, parts) in enumerate(
        {
            "closed first": {"closed_at": MONDAY},
            "newer": {},
            "mine": {"assigned_to": me},
            "another's": {"assigned_to": StaffFactory()},
            "closed last": {"closed_at": MONDAY + timedelta(days=1)},
        }.items()
    ):
        asked_at = MONDAY + timedelta(hours=number)
        QueryFactory(name=name, invitation=None, survey=survey, asked_at=asked_at, **parts)
    QueryFactory(name="older", invitation=None, survey=survey, asked_at=MONDAY)


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("", ["older", "newer", "mine", "another's", "closed last", "closed first"]),
        ("open", ["older", "newer", "mine", "another's"]),
        ("mine", ["mine"]),
        ("unassigned", ["older", "newer"]),
        ("closed", ["closed last", "closed first"]),
    ],
)
def test_who_has_waited_longest_comes_first_and_closed_ones_last(queries, me, show, names):
    assert [query.name for query in inbox.queries(show, mine=me)] == names


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("page-q1", "Page “Page”"),
        ("check", "Check your answers"),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_the_page_that_somebody_asked_from_has_its_title(page, title):
    assert inbox.asked_from(QueryFactory(page=page)) == title


def test_without_a_survey_no_page_is_known():
    assert inbox.asked_from(QueryFactory(invitation=None, page="page-q1")) == ""
