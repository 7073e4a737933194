"""Settings of both ways to run Canvass: the environment decides, and what it leaves open has the safe value."""

import os
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import embedded, logs, mail_settings

env = environ.Env()
env.ENVIRON = {name: value for name, value in os.environ.items() if value}  # empty means the same as missing

# Where things are --------------------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
# All that Canvass writes, but for a database elsewhere.
CANVASS_DATA = embedded.folder(Path(env.str("CANVASS_DATA", default=str(BASE_DIR / "data"))).resolve())
PORT = env.int("PORT", default=8000)

# In public: the environment names the hosts that Canvass answers to -------------------------------

PUBLIC_HOSTS = env.list("ALLOWED_HOSTS", default=[])
IN_PUBLIC = bool(PUBLIC_HOSTS)
ALLOWED_HOSTS = [*PUBLIC_HOSTS, "127.0.0.1", "localhost", "[::1]"]  # health checks come over loopback
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=IN_PUBLIC)
SITE_URL = env.str("SITE_URL", default=f"https://{PUBLIC_HOSTS[0]}" if IN_PUBLIC else f"http://127.0.0.1:{PORT}")

SECRET_KEY = env.ENVIRON.get("SECRET_KEY", "")  # as it stands: env.str would take a leading $ for another variable
if IN_PUBLIC and not SECRET_KEY:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS names public hosts, so SECRET_KEY must be given too: at least 50 random characters, the same "
        "for web, worker and beat. `python -c 'import secrets; print(secrets.token_urlsafe(50))'` prints one."
    )
SECRET_KEY = SECRET_KEY or embedded.secret_key(CANVASS_DATA / "secret_key")

# What Canvass is made of --------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "config.accounts",
    "analysis",
    "contacts",
    "surveys",
    *(f"django.contrib.{app}" for app in ("auth", "contenttypes", "messages", "sessions", "staticfiles")),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Safe against BREACH, which guesses a secret from the lengths of pages that hold it beside what an attacker chose:
    # Django masks the CSRF token anew on each page and pads each compressed page at random.
    "django.middleware.gzip.GZipMiddleware",
    "config.headers.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.languages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.errors.wrong_method",
    "allauth.account.middleware.AccountMiddleware",
    "config.access_middleware.Access",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "config.urls"
CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "config.navigation.navigation",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT},
    }
]
CRISPY_TEMPLATE_PACK = CRISPY_ALLOWED_TEMPLATE_PACKS = "canvass"
CRISPY_FAIL_SILENTLY = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE, TIME_ZONE = "en-gb", "Europe/London"
LANGUAGES = [("en-gb", "English"), ("cy", "Welsh")]  # what respondents can choose from; staff's pages are in English
LOCALE_PATHS = [BASE_DIR / "locale"]

# Database -------------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASE: dict[str, Any] = (
    env.db_url_config(DATABASE_URL)
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": CANVASS_DATA / "canvass.sqlite3"}
)
# SQLite needs all three at once: write-ahead log, IMMEDIATE transactions and a long wait. Without IMMEDIATE a
# transaction that reads and then writes fails at once under load, whatever the wait.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000",
}
POSTGRESQL = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},  # per process, at least one a thread
    "prepare_threshold": 2,  # times a statement is run before PostgreSQL keeps its plan, where values are kept apart
}
DATABASE["OPTIONS"] = (SQLITE if "sqlite3" in DATABASE["ENGINE"] else POSTGRESQL) | DATABASE.get("OPTIONS", {})
DATABASE["CONN_MAX_AGE"] = 0  # the pool allows no other
DATABASES = {"default": DATABASE}

# Background work: the queue is a doorbell, what is due stands in the database -----------------------

REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600} if REDIS_URL else embedded.queue(CANVASS_DATA / "queue")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)  # over folders its messages would pile up
CELERY_ACCEPT_CONTENT, CELERY_TASK_SERIALIZER, CELERY_TASK_IGNORE_RESULT = ["json"], "json", True
# A task acknowledges first and is never run twice by the broker: what it left undone, the next tick finds.
CELERY_TASK_ACKS_LATE = False
# Mail step (15 s) < task < an hour, after which Redis would deliver a task again that still runs.
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 75, 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BEAT_SCHEDULE_FILENAME = str(CANVASS_DATA / "beat-schedule")
# Expiry: ticks must not pile up while no worker runs.
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "contacts.tick", "schedule": 60.0, "options": {"expires": 55}},
    "files": {"task": "analysis.tick", "schedule": 60.0, "options": {"expires": 55}},
}

# Shared between processes: the limits on log-in attempts are counted here.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": CANVASS_DATA / "cache"}
    ),
    # A process's own, for what every page asks and all processes find out alike: no way to another one.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
}

# Files that were asked for on the page Exports, and those of each week --------------------------------

EXPORTS_FOLDER = Path(env.str("EXPORTS_FOLDER", default=str(CANVASS_DATA / "exports")))
# A Word document whose look reports take, of the organisation that publishes them.
REPORT_TEMPLATE = Path(env.str("REPORT_TEMPLATE")) if env.str("REPORT_TEMPLATE", default="") else None
WEEKLY_EXPORTS_FOLDER = Path(env.str("WEEKLY_EXPORTS_FOLDER", default=str(CANVASS_DATA / "weekly-exports")))

# Mail: a folder, until EMAIL_URL names a server (smtp+tls://user:password@host:587) -----------------

environ.Env.EMAIL_SCHEMES["filemail"] = "contacts.mailing.folder.EmailBackend"
vars().update(env.email_url("EMAIL_URL", default="filemail://"))
EMAIL_TIMEOUT = 15
EMAIL_FILE_PATH = embedded.folder(CANVASS_DATA / "mail")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Canvass <canvass@example.org>")
EMAIL_PROVIDER = env.str("EMAIL_PROVIDER", default="")  # postmark, mailgun …: instead of EMAIL_URL
if EMAIL_PROVIDER:
    INSTALLED_APPS.append("anymail")
    vars().update(mail_settings.provider(EMAIL_PROVIDER, env.ENVIRON, timeout=EMAIL_TIMEOUT))
# Where what comes back is read from: imaps://user:password@host/INBOX, or maildir:///a/folder
BOUNCE_MAILBOX = mail_settings.returned_mail(
    env.ENVIRON.get("BOUNCE_MAILBOX", ""), otherwise=CANVASS_DATA / "returned-mail"
)

# Staff accounts -------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_RULES = {"MinimumLength": {"min_length": 12}, "CommonPassword": {}, "UserAttributeSimilarity": {}}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}Validator", "OPTIONS": options}
    for rule, options in PASSWORD_RULES.items()
]
ACCOUNT_ADAPTER = "config.accounts.adapters.StaffAccounts"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"email"}, ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator enters the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
PASSWORD_RESET_TIMEOUT = 3600
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=HTTPS)
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = "Canvass", 1  # clocks may be half a minute apart
MFA_ALLOW_UNVERIFIED_EMAIL = True  # unverified would matter if somebody could sign up under another's address
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)  # that add to X-Forwarded-For, for the limits
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"

# Cookies, headers, limits ---------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Only where a proxy sets this header on every request, taking away what the browser sent: X-Forwarded-Proto, mostly.
PROXY_HEADER = env.str("HTTPS_PROXY_HEADER", default="")
SECURE_PROXY_SSL_HEADER = (f"HTTP_{PROXY_HEADER.upper().replace('-', '_')}", "https") if PROXY_HEADER else None
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would break Django's check of forms over https
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_AGE, SESSION_EXPIRE_AT_BROWSER_CLOSE = 8 * 3600, True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.form_not_accepted"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **dict.fromkeys(("default-src", "frame-ancestors", "base-uri"), (NONE,)),
        **dict.fromkeys(("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"), (SELF,)),
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 1000, 10

# Static files and logs ------------------------------------------------------------------------------

STATIC_URL, STATICFILES_DIRS = "/static/", [BASE_DIR / "static"]
STATIC_ROOT, WHITENOISE_ALLOW_ALL_ORIGINS = embedded.folder(CANVASS_DATA / "static"), False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = logs.LOGGING
