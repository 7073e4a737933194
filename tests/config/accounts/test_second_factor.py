import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from config.accounts import staffing
from config.accounts.exceptions import OwnAccount
from config.roles import Role
from tests.config.settings_of import evaluate
from tests.config.visitors import PASSWORD, employ

REPORT, SET_UP = "/report/", "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def wanted(settings, time_machine, now):
    settings.STAFF_SECOND_FACTOR = True
    time_machine.move_to(now, tick=False)


@pytest.fixture
def researcher(db) -> User:
    return employ(Role.RESEARCHER)


def sign_in(client: Client):
    return client.post("/accounts/login/", {"login": "researcher@example.org", "password": PASSWORD})


def code(secret: str, now) -> str:
    """What an authenticator app shows at this moment."""
    return format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))


def set_up(client: Client, now) -> str:
    """Sign in, confirm the password, enter the app's first code; the key that the app was given."""
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": code(secret, now)})
    return secret


def test_who_has_no_second_factor_is_led_to_set_one_up_before_anything_else(client, researcher):
    client.force_login(researcher)

    assert [client.get(address).url for address in (REPORT, "/staff/", "/accounts/password/change/")] == [SET_UP] * 3


def test_who_has_no_second_factor_can_sign_out(client, researcher):
    client.force_login(researcher)

    client.post("/accounts/logout/")

    assert "_auth_user_id" not in client.session


def test_once_set_up_the_pages_open(client, researcher, now):
    set_up(client, now)

    assert client.get(REPORT).status_code == 200


def test_after_setting_up_the_recovery_codes_are_shown(client, researcher, now):
    set_up(client, now)

    page = BeautifulSoup(client.get("/accounts/2fa/recovery-codes/").content, "html.parser")

    assert len(page.select(".canvass-key li")) == 10


def test_a_wrong_code_sets_nothing_up(client, researcher, now):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.get(SET_UP)

    client.post(SET_UP, {"code": "000000"})

    assert client.get(REPORT).url == SET_UP


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor(client, researcher, now):
    set_up(client, now)
    elsewhere = Client()

    answer = sign_in(elsewhere)

    assert answer.url == "/accounts/2fa/authenticate/"
    assert elsewhere.get(REPORT).status_code == 302


def test_password_and_code_sign_in(client, researcher, now):
    secret, elsewhere = set_up(client, now), Client()
    sign_in(elsewhere)

    answer = elsewhere.post("/accounts/2fa/authenticate/", {"code": code(secret, now)})

    assert answer.url == "/staff/"


def test_a_code_works_once(client, researcher, now):
    secret, one, other = set_up(client, now), Client(), Client()
    for browser in (one, other):
        sign_in(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": code(secret, now)})

    assert ["_auth_user_id" in browser.session for browser in (one, other)] == [True, False]


def test_a_new_password_does_not_switch_the_second_factor_off(client, researcher, now):
    set_up(client, now)
    researcher.set_password("another long password")
    researcher.save()

    answer = Client().post("/accounts/login/", {"login": "researcher@example.org", "password": "another long password"})

    assert answer.url == "/accounts/2fa/authenticate/"


def test_who_lost_it_gets_it_taken_away_by_an_administrator_and_sets_up_another(client, researcher, now):
    set_up(client, now)
    staffing.forget_second_factor(researcher, by=employ(Role.ADMIN), now=now)

    answer = sign_in(Client())

    assert (answer.url, client.get(REPORT).url) == ("/staff/", SET_UP)


def test_nobody_takes_away_their_own(researcher, now):
    with pytest.raises(OwnAccount):
        staffing.forget_second_factor(researcher, by=researcher, now=now)


def test_the_button_to_take_it_away_is_there_where_there_is_one(client, researcher, now, settings):
    set_up(client, now)
    settings.STAFF_SECOND_FACTOR = False
    admin = Client()
    admin.force_login(employ(Role.ADMIN))
    address = f"/staff/accounts/{researcher.pk}/"
    before = "Take away" in admin.get(address).content.decode()

    admin.post(f"{address}forget-second-factor/")

    assert (before, "Take away" in admin.get(address).content.decode()) == (True, False)


def test_respondents_are_not_asked_for_one(study):
    assert study.browser(Role.RESPONDENT).get(study.addresses["surveys:page"]).status_code == 200


@pytest.mark.parametrize(("https", "asked"), [("true", "True"), ("false", "False")])
def test_it_is_asked_for_where_https_is_on(tmp_path, https, asked):
    assert evaluate("settings.STAFF_SECOND_FACTOR", data=tmp_path, HTTPS=https) == asked
