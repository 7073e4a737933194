"""Where a rehearsal takes place: a database and mail folders of its own, gone afterwards. Whatever the settings say, no
email leaves this machine and none is read from a server."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.test import override_settings

from analysis.benchmarks import database
from config import embedded
from contacts.mailing import folder_reading

HOST = "testserver"  # what Django's test client asks for
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Folders(NamedTuple):
    """Where emails are written to, and where returned ones are read from."""

    mail: Path
    returned: Path


@contextmanager
def of_its_own() -> Iterator[Folders]:
    """Everything inside happens in a place that is empty at first and nothing is left of."""
    with tempfile.TemporaryDirectory(prefix="canvass-rehearsal-") as name:
        folders = Folders(*(embedded.folder(Path(name) / part) for part in Folders._fields))
        with override_settings(**_settings(folders)), database.of_its_own():
            yield folders


def _settings(folders: Folders) -> dict[str, Any]:
    return {
        "EMAIL_BACKEND": folder_reading.BACKEND,
        "EMAIL_FILE_PATH": folders.mail,
        "BOUNCE_MAILBOX": f"maildir://{folders.returned}",
        "CACHES": settings.CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        # Pages are asked for within the process, without https and without collected static files.
        "SITE_URL": f"http://{HOST}",
        "ALLOWED_HOSTS": [HOST],
        "SECURE_SSL_REDIRECT": False,
        "STORAGES": settings.STORAGES | {"staticfiles": PLAIN_FILES},
    }
