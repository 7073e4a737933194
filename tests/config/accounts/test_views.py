import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from config.accounts.models import What
from config.roles import Role, role_of
from tests.config.visitors import PASSWORD, employ

pytestmark = pytest.mark.django_db
NEW = {"name": "Anna Smith", "email": "anna@example.org", "role": "researcher"}
ADD = "/staff/accounts/add/"


@pytest.fixture
def admin() -> User:
    return employ(Role.ADMIN)


@pytest.fixture
def browser(client, admin) -> Client:
    client.force_login(admin)
    return client


@pytest.fixture
def researcher() -> User:
    return employ(Role.RESEARCHER)


class Unreachable(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def errors(answer) -> dict[str, str]:
    """What is wrong, by the id of the control that it stands beside."""
    found = soup(answer).select(".govuk-error-message")
    return {error["id"].removesuffix("-error"): error.get_text().strip().removeprefix("Error: ") for error in found}


def notices(answer) -> list[str]:
    return [notice.get_text().strip() for notice in soup(answer).select(".canvass-notice")]


def link_in(mail) -> str:
    """The address in a mail, without the host."""
    return re.search(r"http://127\.0\.0\.1:8000(/accounts/password/reset/key/\S+)", mail.body)[1]


def test_everybody_with_an_account_is_listed(browser, researcher):
    rows = soup(browser.get("/staff/accounts/")).select("tbody tr")

    assert [[cell.get_text().strip() for cell in row.find_all(["th", "td"])][:4] for row in rows] == [
        ["Admin", "admin@example.org", "Administrator", "In use"],
        ["Researcher", "researcher@example.org", "Researcher", "In use"],
    ]


def test_a_new_person_gets_a_link_and_chooses_a_password_to_sign_in_with(browser, mailoutbox):
    browser.post(ADD, NEW)
    theirs = Client()
    form = theirs.get(link_in(mailoutbox[0]), follow=True).redirect_chain[-1][0]
    theirs.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    answer = theirs.post(reverse("account_login"), {"login": "anna@example.org", "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/staff/")
    assert [mail.to for mail in mailoutbox] == [["anna@example.org"]]


def test_the_link_works_once(browser, mailoutbox):
    browser.post(ADD, NEW)
    theirs, link = Client(), link_in(mailoutbox[0])
    form = theirs.get(link, follow=True).redirect_chain[-1][0]
    theirs.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    answer = Client().get(link, follow=True)

    assert soup(answer).h1.get_text() == "This link does not work any more"


def test_the_link_begins_with_our_own_address_whatever_the_request_calls_us(browser, mailoutbox):
    browser.post(ADD, NEW, headers={"host": "localhost:9999"})

    assert link_in(mailoutbox[0]).startswith("/accounts/")


def test_a_new_account_is_recorded_with_who_made_it(browser, admin):
    browser.post(ADD, NEW)

    changes = User.objects.get(email="anna@example.org").account_changes.all()
    assert [(change.what, change.by) for change in changes] == [(What.LINK_SENT, admin), (What.ADDED, admin)]


def test_what_is_missing_is_said_beside_it(browser):
    assert errors(browser.post(ADD, {})) == {
        "id_name": "Enter a full name",
        "id_email": "Enter an email address",
        "id_role": "Select a role",
    }


def test_an_address_that_is_taken_is_said_beside_it(browser):
    answer = browser.post(ADD, NEW | {"email": "Admin@example.org"})

    assert errors(answer) == {"id_email": "Somebody has an account with this email address already"}


def test_no_account_can_be_made_with_a_role_of_ones_own_making(browser):
    answer = browser.post(ADD, NEW | {"role": "nobody", "is_superuser": "on"})

    assert errors(answer) == {"id_role": "Select a role from the list"}
    assert User.objects.count() == 1


def test_an_account_is_kept_when_the_mail_server_does_not_answer(browser, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"

    answer = browser.post(ADD, NEW, follow=True)

    assert notices(answer) == ["The account is ready, but the mail server did not take the email. Send it again."]
    assert [change.what for change in User.objects.get(email="anna@example.org").account_changes.all()] == [What.ADDED]


def test_an_administrator_changes_somebodys_role(browser, researcher):
    browser.post(f"/staff/accounts/{researcher.pk}/", {"role": "admin"})

    assert role_of(User.objects.get(pk=researcher.pk)) is Role.ADMIN


def test_an_administrator_cannot_change_their_own_role(browser, admin):
    answer = browser.post(f"/staff/accounts/{admin.pk}/", {"role": "researcher"}, follow=True)

    assert notices(answer) == ["You cannot do this to your own account. Ask another administrator."]
    assert role_of(User.objects.get(pk=admin.pk)) is Role.ADMIN


def test_an_account_is_switched_off_and_on_again_with_a_new_link(browser, researcher, mailoutbox):
    browser.post(f"/staff/accounts/{researcher.pk}/deactivate/")
    off = User.objects.get(pk=researcher.pk).is_active
    browser.post(f"/staff/accounts/{researcher.pk}/reactivate/")

    assert (off, User.objects.get(pk=researcher.pk).is_active) == (False, True)
    assert [mail.to for mail in mailoutbox] == [["researcher@example.org"]]


def test_an_administrator_cannot_switch_off_their_own_account(browser, admin):
    answer = browser.post(f"/staff/accounts/{admin.pk}/deactivate/", follow=True)

    assert notices(answer) == ["You cannot do this to your own account. Ask another administrator."]


def test_no_link_is_sent_to_an_account_that_is_switched_off(browser, researcher, mailoutbox):
    browser.post(f"/staff/accounts/{researcher.pk}/deactivate/")

    answer = browser.post(f"/staff/accounts/{researcher.pk}/send-link/")

    assert (answer.status_code, mailoutbox) == (404, [])


def test_ones_own_account_offers_nothing_to_switch(browser, admin):
    page = soup(browser.get(f"/staff/accounts/{admin.pk}/"))

    assert page.select("main form") == []


def test_the_page_of_an_account_tells_what_was_done_to_it(browser):
    browser.post(ADD, NEW)
    person = User.objects.get(email="anna@example.org")

    page = soup(browser.get(f"/staff/accounts/{person.pk}/"))

    told = [" ".join(item.get_text().split()).split(": ", 1)[1] for item in page.select("main ul.govuk-list li")]
    assert told == [
        "Link to choose a password sent, by admin@example.org",
        "Account made (Researcher), by admin@example.org",
    ]


def test_a_name_is_shown_as_it_was_typed(browser):
    browser.post(ADD, NEW | {"name": "<script>alert(1)</script>"})

    page = soup(browser.get("/staff/accounts/"))

    assert page.select("main script") == []
    assert "<script>alert(1)</script>" in page.select_one("tbody").get_text()


def test_the_list_of_people_costs_the_same_however_long_it_is(browser, researcher, django_assert_num_queries):
    with django_assert_num_queries(5):  # session, user, its groups; the people, their groups
        browser.get("/staff/accounts/")
    for name in "abc":
        employ(Role.RESEARCHER, name=name)
    with django_assert_num_queries(5):
        browser.get("/staff/accounts/")
