import secrets
import sys

import pytest

from tests.config.settings_of import evaluate, python

SECRET = {"ANYMAIL_WEBHOOK_SECRET": "one:other"}
PROVIDER = {"EMAIL_PROVIDER": "mailgun", "ANYMAIL_MAILGUN_API_KEY": "key", **SECRET}
RIGHT_ROUTES = "__import__('tests.config.routes', fromlist=['routes']).routes()"
RIGHTS = "sorted(__import__('config.rights', fromlist=['RIGHTS']).RIGHTS)"
WITHOUT_ANYMAIL = "import sys; sys.modules['anymail'] = None; import django; django.setup()"


def check(data, **given):
    return python("manage.py", "check", data=data, **given)


def test_returned_mail_is_dropped_into_the_data_folder_unless_a_mailbox_is_named(tmp_path):
    data = tmp_path / "a folder"

    assert evaluate("settings.BOUNCE_MAILBOX", data=data) == f"maildir://{tmp_path}/a%20folder/returned-mail"
    assert (data / "returned-mail").is_dir()


@pytest.mark.parametrize(
    "url", ["imaps://u%40x:p%3A@mail.example.org/INBOX", "imap://u:p@localhost:143", "maildir:///a/b"]
)
def test_a_mailbox_that_is_named_is_taken_as_it_stands(tmp_path, url):
    assert evaluate("settings.BOUNCE_MAILBOX", data=tmp_path, BOUNCE_MAILBOX=url) == url


@pytest.mark.parametrize(
    "url",
    ["mail.example.org", "pop3://u:secret@host", "imaps:///INBOX", "maildir://a/b", "imaps://[x", "imaps://h:port/"],
)
def test_a_mailbox_that_cannot_be_meant_is_refused_without_telling_its_password(tmp_path, url):
    done = check(tmp_path, BOUNCE_MAILBOX=url)

    assert done.returncode == 1
    assert "BOUNCE_MAILBOX must be like imaps://" in done.stderr
    assert "secret" not in done.stderr


def test_without_a_provider_nothing_of_anymail_is_there(tmp_path):
    asked = "'anymail' in settings.INSTALLED_APPS, 'provider_webhook' in " + RIGHTS

    assert evaluate(asked, data=tmp_path) == "False False"


def test_a_provider_switches_the_backend_the_app_and_its_one_address(tmp_path):
    webhook = "__import__('django.urls', fromlist=['reverse']).reverse('provider_webhook')"
    asked = f"settings.EMAIL_BACKEND, 'anymail' in settings.INSTALLED_APPS, {webhook}, sorted(settings.ANYMAIL)"

    assert evaluate(asked, data=tmp_path, **PROVIDER) == (
        "contacts.mailing.provider_sending.EmailBackend True /anymail/mailgun/tracking/ "
        "['MAILGUN_API_KEY', 'REQUESTS_TIMEOUT', 'WEBHOOK_SECRET']"
    )


def test_the_backend_is_the_providers_own(tmp_path):
    backend = "__import__('django.core.mail', fromlist=['get_connection']).get_connection()"

    assert evaluate(f"{backend}.esp_name, {backend}.timeout", data=tmp_path, **PROVIDER) == "Mailgun 15"


def test_with_a_provider_too_every_route_has_its_line_and_every_line_its_route(tmp_path):
    assert evaluate(f"{RIGHT_ROUTES} == {RIGHTS}", data=tmp_path, **PROVIDER) == "True"


def test_with_a_provider_the_deployment_check_is_clean(tmp_path):
    public = {"ALLOWED_HOSTS": "survey.example.org", "SECRET_KEY": secrets.token_urlsafe(50)}

    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", data=tmp_path, **PROVIDER, **public)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("secret", ["", "one", "one:", ":other"])
def test_a_provider_needs_a_secret_of_two_words(tmp_path, secret):
    done = check(tmp_path, EMAIL_PROVIDER="postmark", ANYMAIL_WEBHOOK_SECRET=secret)

    assert done.returncode == 1
    assert "ANYMAIL_WEBHOOK_SECRET must be two random words with a colon between" in done.stderr


@pytest.mark.parametrize("name", ["Mailgun Inc.", "pigeon", "scaleway", "base.x", "../x"])
def test_a_provider_that_nobody_knows_is_refused(tmp_path, name):
    done = check(tmp_path, EMAIL_PROVIDER=name, **SECRET)

    assert done.returncode == 1
    assert "which django-anymail does not know" in done.stderr


def test_a_provider_without_its_package_is_refused_with_what_to_do(tmp_path):
    done = python("-c", WITHOUT_ANYMAIL, data=tmp_path, EMAIL_PROVIDER="postmark", **SECRET)

    assert done.returncode == 1
    assert "pip install --require-hashes -r requirements/providers.txt" in done.stderr


def test_a_provider_that_needs_more_than_the_lock_has_is_refused(tmp_path):
    done = check(tmp_path, EMAIL_PROVIDER="amazon_ses", **SECRET)

    assert (done.returncode, "boto3" in sys.modules) == (1, False)
    assert "EMAIL_PROVIDER=amazon_ses needs the package boto3 too: pip install boto3" in done.stderr
