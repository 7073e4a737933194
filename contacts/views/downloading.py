"""Files to take away, made when they are asked for."""

import io
from collections.abc import Callable
from typing import BinaryIO

from django.http import FileResponse


def download(name: str, write: Callable[[BinaryIO], None]) -> FileResponse:
    """The file that `write` fills, to be kept under this name."""
    file = io.BytesIO()
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)
