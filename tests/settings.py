"""Settings of the tests: those of the product, in a data folder of their own, over plain http."""

import atexit
import os
import shutil
import tempfile

DATA = tempfile.mkdtemp(prefix="canvass-tests-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["CANVASS_DATA"] = DATA
for name in (
    "ALLOWED_HOSTS",
    "BOUNCE_MAILBOX",
    "DEBUG",
    "EMAIL_PROVIDER",
    "EMAIL_URL",
    "HTTPS",
    "SECRET_KEY",
    "SITE_URL",
):
    os.environ.pop(name, None)

# Imported last, since the lines above decide what the settings are.
from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, STORAGES  # noqa: E402

# A file, as in use: SQLite in memory knows neither the write-ahead log nor waiting for a lock.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/test.sqlite3"}

CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}  # one worker's own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; no test is about hashing
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
