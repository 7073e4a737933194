"""A document as a PDF that screen readers can read, set by Typst from templates/print/report.typ."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

import typst
from django.conf import settings

from analysis.writing.document import Document

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "print"


def write(file: BinaryIO, document: Document) -> None:
    """The document with contents, bookmarks, tagged tables and figures with their texts. The file stays open."""
    data = {
        "title": document.title,
        "survey": document.title,
        "language": "en",
        "page_word": "Page",
        "contents_word": "Contents",
        "front": document.front,
        "blocks": [asdict(block) for block in document.blocks],
    }
    template = TEMPLATES / "report.typ"
    file.write(typst.compile(str(template), root=str(TEMPLATES), sys_inputs={"data": json.dumps(data)}))
