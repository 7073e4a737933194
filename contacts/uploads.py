"""Files kept between the check of an upload and its use, under the data folder, for an hour."""

import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core import signing

SALT = "contacts.uploads"
LASTS = 3600  # seconds


def keep(data: bytes) -> str:
    """A signed name under which the file can be taken up again. Files that nobody took up are cleared away."""
    folder = _folder()
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - LASTS:
            old.unlink(missing_ok=True)
    name = secrets.token_hex(16)
    (folder / name).write_bytes(data)
    return signing.dumps(name, salt=SALT)


def take_up(signed_name: str) -> bytes | None:
    """The file, or None where the name is not ours, or the file is gone or too old."""
    path = _path(signed_name)
    return path.read_bytes() if path and path.is_file() else None


def discard(signed_name: str) -> None:
    """Clear the file away, if it is still there."""
    path = _path(signed_name)
    if path:
        path.unlink(missing_ok=True)


def _path(signed_name: str) -> Path | None:
    try:
        return _folder() / signing.loads(signed_name, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None


def _folder() -> Path:
    folder = Path(settings.CANVASS_DATA) / "uploads"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
