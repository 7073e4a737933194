"""What Canvass keeps in its data folder when nobody gave it a secret or a broker."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def folder(path: Path) -> Path:
    """The folder `path`, made where it is missing, for its owner alone: there are people's names in it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key(path: Path) -> str:
    """The key in `path`, readable by its owner alone; the first caller makes it, and all processes get the same."""
    if not path.exists():
        _create_once(path, get_random_secret_key())
    return path.read_text(encoding="ascii")


def _create_once(path: Path, content: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent)  # made with mode 600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
    try:
        path.hardlink_to(draft)  # whole or not at all, and never over another process's key
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def queue(path: Path) -> dict[str, str | float]:
    """Options of Celery's filesystem transport with its folders under `path`; the transport does not make them all."""
    messages, control = folder(path / "messages"), folder(path / "control")
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.5,
    }
