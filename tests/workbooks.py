"""Excel workbooks in memory, whole ones and broken ones."""

import io
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook


def workbook(rows: Iterable[Iterable[object]], *, title: str = "List") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def package(entries: dict[str, bytes]) -> bytes:
    """A packed file with these entries, as workbooks and documents are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return file.getvalue()


def repacked(data: bytes, **replaced: bytes) -> bytes:
    """The same package with entries replaced or added; `__` in a name stands for a slash, `_dot_` for a point."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = {name: packed.read(name) for name in packed.namelist()}
    given = {name.replace("__", "/").replace("_dot_", "."): content for name, content in replaced.items()}
    return package(entries | given)
