"""The report as PDF, read back with pypdf."""

import io

import pytest
from pypdf import PdfReader

from analysis.writing.document import Picture, Tabled

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pdf(outputs):
    return PdfReader(io.BytesIO(outputs.pdf))


def squeezed(text):
    return "".join(text.split())


def test_it_can_be_read_aloud(pdf):
    root = pdf.trailer["/Root"]

    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "en-GB")
    assert pdf.metadata.title == "Community safety capacity in local government"


def test_every_caption_is_in_it(outputs, pdf):
    text = squeezed("".join(page.extract_text() for page in pdf.pages))

    captions = [each.table.caption for each in outputs.document.blocks if isinstance(each, Tabled)]
    assert [caption for caption in captions if squeezed(caption) not in text] == []


def test_every_chapter_is_in_its_bookmarks(outputs, pdf):
    told = [each.title for each in pdf.outline[0:] if not isinstance(each, list)]
    below = [each.title for each in pdf.outline[1] if not isinstance(each, list)] if len(pdf.outline) > 1 else []

    chapters = [each.text for each in outputs.document.headings if each.level == 1]
    assert [chapter for chapter in chapters if chapter not in (*told, *below)] == []


def test_every_figure_says_what_it_shows(outputs, pdf):
    alts = [element["/Alt"] for element in elements(pdf.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in element]

    pictures = [each.alt for each in outputs.document.blocks if isinstance(each, Picture)]
    assert [alt for alt in pictures if alt not in alts] == []


def elements(part):
    """All elements of the structure below this one."""
    part = part.get_object()
    if isinstance(part, list):
        for each in part:
            yield from elements(each)
    elif isinstance(part, dict):
        yield part
        if "/K" in part:
            yield from elements(part["/K"])
