"""Files that are there whole or not at all."""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def save(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill a file beside the wanted one, which takes its place when it is complete; what
    stood there before stays if anything fails. Raises OSError."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("xb") as file:
            write(file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
