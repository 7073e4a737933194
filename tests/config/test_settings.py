import secrets
import stat

from tests.config.settings_of import evaluate, python

PUBLIC = {"ALLOWED_HOSTS": "survey.example.org", "SECRET_KEY": secrets.token_urlsafe(50)}


def test_the_deployment_check_is_clean_in_public(tmp_path):
    production = {"DATABASE_URL": "postgres://canvass@db/canvass", "REDIS_URL": "redis://redis:6379/0"}

    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", data=tmp_path, **PUBLIC, **production)

    assert (done.returncode, done.stderr) == (0, "")


def test_public_hosts_without_a_secret_key_are_refused(tmp_path):
    done = python("manage.py", "check", data=tmp_path, ALLOWED_HOSTS="survey.example.org")

    assert done.returncode == 1
    assert "SECRET_KEY must be given too" in done.stderr


def test_at_home_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path):
    first = evaluate("settings.SECRET_KEY", data=tmp_path)
    second = evaluate("settings.SECRET_KEY", data=tmp_path)

    assert first == second
    assert len(first) == 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_taken_as_it_stands_and_none_is_made(tmp_path):
    given = evaluate("settings.SECRET_KEY", data=tmp_path, SECRET_KEY="$HOME-" + "x" * 50)

    assert given == "$HOME-" + "x" * 50
    assert not (tmp_path / "secret_key").exists()


SWITCHED = {
    "DEBUG": ("False", "False"),
    "SECURE_SSL_REDIRECT": ("False", "True"),
    "SECURE_HSTS_SECONDS": ("0", "31536000"),
    "SESSION_COOKIE_NAME": ("session", "__Host-session"),
    "CSRF_COOKIE_NAME": ("csrf", "__Host-csrf"),
    "SITE_URL": ("http://127.0.0.1:8000", "https://survey.example.org"),
    "ALLOWED_HOSTS[0]": ("127.0.0.1", "survey.example.org"),
    "SECURE_PROXY_SSL_HEADER": ("None", "None"),
}


def test_naming_public_hosts_switches_to_https(tmp_path):
    asked = ", ".join(f"settings.{name}" for name in SWITCHED)

    at_home, in_public = evaluate(asked, data=tmp_path), evaluate(asked, data=tmp_path, **PUBLIC)

    assert list(zip(at_home.split(), in_public.split(), strict=True)) == list(SWITCHED.values())


def test_the_proxy_header_is_believed_only_where_it_is_named(tmp_path):
    named = evaluate("settings.SECURE_PROXY_SSL_HEADER", data=tmp_path, HTTPS_PROXY_HEADER="X-Forwarded-Proto")

    assert named == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_an_empty_variable_means_what_a_missing_one_means(tmp_path):
    names = ("ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL", "PORT", "REDIS_URL", "SECRET_KEY", "SITE_URL", "HTTPS")
    asked = "settings.DATABASES['default']['ENGINE'], settings.EMAIL_BACKEND, settings.SITE_URL, settings.HTTPS"

    with_empty = evaluate(asked, data=tmp_path, **dict.fromkeys(names, ""))

    assert with_empty == evaluate(asked, data=tmp_path)


def test_all_that_the_embedded_mode_writes_lies_in_a_folder_with_spaces(tmp_path):
    data = tmp_path / "a folder"
    places = "DATABASES['default']['NAME']", "EMAIL_FILE_PATH", "STATIC_ROOT", "CELERY_BEAT_SCHEDULE_FILENAME"

    printed = evaluate(", ".join(f"str(settings.{place})" for place in places), data=data)

    assert printed.count(f"{data}/") == len(places)


def test_mail_goes_to_the_server_that_is_named(tmp_path):
    asked = "settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS"

    printed = evaluate(asked, data=tmp_path, EMAIL_URL="smtp+tls://me:secret@mail.example.org:587")

    assert printed == "django.core.mail.backends.smtp.EmailBackend mail.example.org 587 True"


def test_postgresql_and_redis_are_used_where_they_are_named(tmp_path):
    asked = (
        "settings.DATABASES['default']['ENGINE'], settings.DATABASES['default']['OPTIONS']['pool']['max_size'],"
        "settings.CELERY_BROKER_URL, settings.CACHES['default']['LOCATION']"
    )
    named = {"DATABASE_URL": "postgres://canvass@db/canvass", "REDIS_URL": "redis://redis:6379/0"}

    printed = evaluate(asked, data=tmp_path, **named)

    assert printed == "django.db.backends.postgresql 8 redis://redis:6379/0 redis://redis:6379/0"
