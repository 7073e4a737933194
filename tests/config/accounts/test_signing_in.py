import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from config.accounts import staffing
from config.roles import Role
from tests.config.visitors import PASSWORD, employ

pytestmark = pytest.mark.django_db
LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"


@pytest.fixture
def anna() -> User:
    return employ(Role.RESEARCHER, name="anna")


def sign_in(client: Client, password: str = PASSWORD, **further: str):
    return client.post(LOGIN, {"login": "anna@example.org", "password": password}, **further)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def heading(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").h1.get_text()


def test_nobody_signs_up(client):
    data = {"email": "a@example.org", "password1": PASSWORD, "password2": PASSWORD}

    answer = client.post("/accounts/signup/", data)

    assert "account/signup_closed.html" in [template.name for template in answer.templates]
    assert User.objects.count() == 0


def test_staff_sign_in_by_their_address_and_land_on_the_staff_pages(client, anna):
    answer = sign_in(client)

    assert (answer.status_code, answer.url) == (302, "/staff/")


def test_the_case_of_the_address_makes_no_difference(client, anna):
    client.post(LOGIN, {"login": "Anna@Example.ORG", "password": PASSWORD})

    assert is_signed_in(client)


def test_signing_in_begins_a_new_session(client, anna):
    client.get(reverse("account_login"))
    client.session.save()
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before


def test_signing_out_takes_a_form_and_leads_to_the_log_in_page(client, anna):
    sign_in(client)
    client.get("/accounts/logout/")
    still = is_signed_in(client)

    answer = client.post("/accounts/logout/")

    assert (still, is_signed_in(client), answer.url) == (True, False, LOGIN)


def test_an_account_that_is_switched_off_gets_the_same_answer_as_a_wrong_password(client, anna, now):
    wrong = sign_in(client, "wrong password").context["form"].errors
    staffing.deactivate(anna, by=None, now=now)

    assert sign_in(client).context["form"].errors == wrong


def test_guessing_passwords_comes_to_an_end(client, anna):
    for number in range(10):
        sign_in(client, f"guess {number}")

    answer = sign_in(client)

    assert not is_signed_in(client)
    assert answer.status_code != 302


def test_a_made_up_address_of_origin_does_not_start_the_count_anew(client, anna):
    for number in range(10):
        sign_in(client, f"guess {number}", headers={"x-forwarded-for": f"192.0.2.{number}"})

    sign_in(client, headers={"x-forwarded-for": "192.0.2.99"})

    assert not is_signed_in(client)


def test_asking_for_links_without_end_gets_a_page_that_says_so(client, anna):
    answers = [client.post(RESET, {"email": "anna@example.org"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert answers[-1].templates[0].name == "429.html"


@pytest.mark.parametrize("address", ["anna@example.org", "unknown@example.org"])
def test_who_asks_for_a_link_does_not_learn_who_has_an_account(client, anna, mailoutbox, address):
    answer = client.post(RESET, {"email": address})

    assert (answer.status_code, answer.url) == (302, "/accounts/password/reset/done/")
    assert [mail.to for mail in mailoutbox] == [[address]]


def test_a_link_is_sent_to_no_account_that_is_switched_off(client, anna, mailoutbox):
    User.objects.update(is_active=False)

    client.post(RESET, {"email": "anna@example.org"})

    assert [mail.subject for mail in mailoutbox] == ["No Canvass account has this address"]


def test_a_link_works_for_an_hour(client, anna, mailoutbox, time_machine, now):
    time_machine.move_to(now)
    client.post(RESET, {"email": "anna@example.org"})
    link = next(line for line in mailoutbox[0].body.splitlines() if "/key/" in line)
    at_once = heading(Client().get(link, follow=True))

    time_machine.shift(3601)

    later = heading(Client().get(link, follow=True))
    assert (at_once, later) == ("Choose a new password", "This link does not work any more")


@pytest.mark.parametrize("password", ["short", "password1234", "anna@example.org"])
def test_a_weak_password_is_refused(client, anna, password):
    client.force_login(anna)

    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": password, "password2": password})

    assert User.objects.get().check_password(PASSWORD)


def test_a_changed_password_ends_the_other_sessions(client, anna):
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    new = {"oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password"}

    client.post("/accounts/password/change/", new)

    assert (client.get("/report/").status_code, elsewhere.get("/report/").status_code) == (200, 302)
