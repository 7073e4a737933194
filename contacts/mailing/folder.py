"""Mail of the embedded mode: a file for each message in the mail folder, named for when it was written."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone

from contacts.mailing import transport

SUFFIX = ".eml"


class EmailBackend(BaseEmailBackend):
    """Writes each message to EMAIL_FILE_PATH, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _write(transport.as_bytes(message))
        return len(email_messages)


def _write(content: bytes) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=folder, prefix=f"{timezone.now():%Y%m%d-%H%M%S-%f}-", suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(draft).rename(Path(draft).with_suffix(SUFFIX))
