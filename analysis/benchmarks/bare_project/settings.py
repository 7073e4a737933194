"""Django's own way, at its fastest: nothing that the page does not need, and database connections that stay open."""

import os
from typing import Any

import environ

SECRET_KEY = "of no use to anybody"  # noqa: S105 - the project lives for a few seconds, on loopback
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "analysis.benchmarks.bare_project.urls"
INSTALLED_APPS = ["django.contrib.sessions", "analysis.benchmarks.bare_project"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE: dict[str, Any] = environ.Env.db_url_config(os.environ["BARE_DATABASE_URL"]) | {"CONN_MAX_AGE": None}
if "sqlite3" in DATABASE["ENGINE"]:  # two processes that write at once need both
    DATABASE["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"}
DATABASES = {"default": DATABASE}
