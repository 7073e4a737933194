import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config.accounts import staffing
from config.roles import Role
from tests.config.visitors import PASSWORD, employ

pytestmark = pytest.mark.django_db
PEOPLE, REPORT = "/staff/accounts/", "/report/"


@pytest.fixture
def researcher(client) -> Client:
    client.force_login(employ(Role.RESEARCHER))
    return client


def test_who_is_not_signed_in_is_asked_to_and_then_led_back(client):
    employ(Role.ADMIN)
    asked = client.get(f"{PEOPLE}?page=2")

    answer = client.post(asked.url, {"login": "admin@example.org", "password": PASSWORD})

    assert answer.url == f"{PEOPLE}?page=2"


def test_a_form_sent_after_the_session_ended_leads_back_to_no_page_that_takes_only_forms(client):
    assert client.post(f"{PEOPLE}1/deactivate/").url == reverse("account_login")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(client, elsewhere):
    employ(Role.ADMIN)

    answer = client.post(
        reverse("account_login"), {"login": "admin@example.org", "password": PASSWORD, "next": elsewhere}
    )

    assert answer.url == "/staff/"


def test_who_lacks_the_right_is_told_so(researcher):
    answer = researcher.get(PEOPLE)

    assert answer.status_code == 403
    assert answer.templates[0].name == "errors/403.html"


def test_somebody_without_a_role_may_open_nothing(client):
    client.force_login(User.objects.create_user("nobody@example.org", "nobody@example.org", PASSWORD))

    assert client.get(REPORT).status_code == 403


def test_a_superuser_counts_as_an_administrator(client):
    client.force_login(User.objects.create_superuser("root@example.org", "root@example.org", PASSWORD))

    assert client.get(PEOPLE).status_code == 200


def test_a_role_taken_away_is_gone_at_the_next_request(client, now):
    person = employ(Role.ADMIN)
    employ(Role.ADMIN, name="other")
    client.force_login(person)
    before = client.get(PEOPLE).status_code

    staffing.change_role(person, role=Role.RESEARCHER, by=None, now=now)

    assert (before, client.get(PEOPLE).status_code) == (200, 403)


def test_the_session_of_an_account_that_is_switched_off_ends_at_its_next_request(researcher, now):
    before = researcher.get(REPORT).status_code

    staffing.deactivate(User.objects.get(), by=None, now=now)

    assert (before, researcher.get(REPORT).status_code) == (200, 302)


def test_a_session_of_before_does_not_live_again_when_the_account_is_switched_on(researcher, now):
    person = User.objects.get()
    staffing.deactivate(person, by=None, now=now)

    staffing.reactivate(person, by=None, now=now)

    assert researcher.get(REPORT).status_code == 302


def test_the_browser_keeps_no_page_that_only_staff_may_see(researcher):
    assert researcher.get(REPORT).headers["Cache-Control"] == "no-store"
    assert researcher.get(PEOPLE).headers["Cache-Control"] == "no-store"


def test_a_role_costs_one_query_however_often_it_is_asked_for(researcher, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, user, groups: for the guard and for the navigation
        researcher.get(reverse("account_change_password"))
