"""Django in a process of its own, so that its settings are read from an environment of the test's making."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECIDING = {
    *("ALLOWED_HOSTS", "BIND_ADDRESS", "BOUNCE_MAILBOX", "DATABASE_URL", "DEBUG", "DEFAULT_FROM_EMAIL"),
    *("EMAIL_PROVIDER", "EMAIL_URL", "HTTPS"),
    *("HTTPS_PROXY_HEADER", "PORT", "REDIS_URL", "SECRET_KEY", "SITE_URL", "TRUSTED_PROXIES", "WEB_CONCURRENCY"),
}


def environment(data, **given):
    """This machine's environment without what decides Canvass's settings, but for what is given."""
    inherited = {name: value for name, value in os.environ.items() if name not in DECIDING}
    return inherited | {"CANVASS_DATA": str(data), "DJANGO_SETTINGS_MODULE": "config.settings"} | given


def python(*arguments, data, **given):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(data, **given),
        capture_output=True,
        text=True,
        check=False,
    )


def evaluate(expression, *, data, **given):
    """What an expression over `settings` prints in that environment."""
    code = f"import django; django.setup(); from django.conf import settings; print({expression})"
    done = python("-c", code, data=data, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
