"""The Word report, read back with python-docx."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from analysis.exceptions import NotATemplate
from analysis.rendering import as_word
from analysis.rendering.in_words import RowText, TableText
from analysis.writing.document import Document, Heading, Paragraph, Picture, Tabled

pytestmark = pytest.mark.django_db

HEADS = (("Sometimes %",) * 7, ("No.", "%"))
SMALL = Document(
    "Towns",
    ("Made today",),
    (Heading(1, "Method"), Tabled(TableText("T1", "Table 1", "", ("No.",), (RowText("Often", ("3",)),), base="Base"))),
)


@pytest.fixture(scope="module")
def word(outputs):
    return docx.Document(io.BytesIO(outputs.word))


def made(document, **parts):
    file = io.BytesIO()
    as_word.write(file, document, **parts)
    return docx.Document(file)


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_every_table_holds_what_the_document_says(outputs, word):
    told = [block.table for block in outputs.document.blocks if isinstance(block, Tabled)]

    assert [rows(table)[-len(each.rows) :] for each, table in zip(told, word.tables, strict=True)] == [
        [[row.label, *row.cells] for row in each.rows] for each in told
    ]


def test_heads_are_repeated_and_rows_stay_whole(word):
    for table in word.tables:
        first = table.rows[0]._tr
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table.rows[-1]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_every_picture_says_what_it_shows(word):
    pictures = word.element.findall(f".//{qn('wp:docPr')}")

    assert len(pictures) >= 18
    assert all(len(picture.get("descr")) > 40 for picture in pictures)


def test_the_contents_lead_to_every_chapter(outputs, word):
    links = word.element.findall(f".//{qn('w:hyperlink')}")
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in word.element.findall(f".//{qn('w:bookmarkStart')}")}

    told = ["".join(text.text for text in link.findall(f".//{qn('w:t')}")) for link in links]
    assert told == [each.text for each in outputs.document.headings if each.level == 1]
    places = ["".join(t.text for t in marks[link.get(qn("w:anchor"))].findall(f".//{qn('w:t')}")) for link in links]
    assert places == told


def test_characters_that_no_file_can_hold_are_left_out():
    word = made(Document("A\x0bB", (), (Heading(1, "Method"), Paragraph("vertical\x0btab \ud800"))))

    assert [paragraph.text for paragraph in word.paragraphs][-1] == "verticaltab "


def test_a_template_gives_its_look(tmp_path):
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Papyrus"
    own.add_paragraph("The cover of an organisation")
    own.save(tmp_path / "own.docx")

    word = made(SMALL, template=tmp_path / "own.docx")

    assert word.paragraphs[0].text == "The cover of an organisation"
    assert word.styles["Heading 1"].font.name == "Papyrus"


def test_a_template_without_the_styles_is_refused_with_their_names(tmp_path):
    own = docx.Document()
    for name in ("Caption", "Quote"):
        style = own.styles[name].element
        style.getparent().remove(style)
    own.save(tmp_path / "own.docx")

    with pytest.raises(NotATemplate, match=r"own\.docx lacks what the report needs: the styles “Caption”, “Quote”"):
        made(SMALL, template=tmp_path / "own.docx")


def test_what_is_no_word_file_is_no_template(tmp_path):
    (tmp_path / "own.docx").write_text("plain")

    with pytest.raises(NotATemplate, match=r"own\.docx is no Word document"):
        made(SMALL, template=tmp_path / "own.docx")


def test_a_picture_is_never_longer_than_its_page():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="900"><rect width="100" height="900"/></svg>'

    (shape,) = made(Document("Towns", (), (Heading(1, "A"), Picture("Long", drawing, "A long one")))).inline_shapes

    assert shape.height <= as_word.TALLEST


def test_whoever_waits_is_told_how_much_is_written():
    told = []

    made(SMALL, watching=lambda *parts: told.append(parts))

    assert told == [(0, 2), (1, 2)]


def test_no_word_of_a_head_is_broken_where_there_is_room():
    """Seven columns of nine letters leave the labels less than they usually have; a few short ones do not."""
    many, few = (TableText("T", "T", "", heads, (RowText("Often", ("3",) * len(heads)),)) for heads in HEADS)

    wide, narrow = (made(Document("T", (), (Tabled(each),))).tables[0].columns for each in (many, few))

    assert [round(column.width.cm, 1) for column in wide] == [3.5, *[1.9] * 7]
    assert [round(column.width.cm, 1) for column in narrow] == [8.5, *[4.1] * 2]
