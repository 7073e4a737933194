"""A document as a Word file with native tables, in the look of an organisation's own template where there is one."""

import io
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from analysis.exceptions import NotATemplate
from analysis.exporting import Watching, unwatched
from analysis.rendering import as_png
from analysis.rendering.in_words import TableText
from analysis.writing.document import Block, Bullets, Document, Heading, Paragraph, Picture, Quotation, Tabled
from contacts.spreadsheets.writing_workbooks import NOT_IN_XML

NEEDED = ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "Quote")
LANGUAGE = "en-GB"
INK, QUIET = RGBColor(0x0B, 0x3A, 0x42), RGBColor(0x50, 0x5A, 0x5F)
TALLEST = Cm(22)  # a picture: the height of a page
FEW_COLUMNS, MANY_COLUMNS = 4, 6
LABELS, LABELS_OF_MANY, NARROWEST = Cm(8.5), Cm(4.6), Cm(3.2)
OF_A_LETTER, BESIDE = 0.62, Cm(0.4)  # how wide bold letters are for their size, and what a cell leaves beside them
TOGETHER = 14  # rows: a longer table may go on on the next page
Word = Any  # python-docx has no type hints for most of what is used here


def write(file: BinaryIO, document: Document, *, template: Path | None = None, watching: Watching = unwatched) -> None:
    """The document with contents, captions, repeated heads and texts for its pictures. It follows whatever the
    template holds, whose styles it takes. `watching` is told how many blocks are written, of how many, and may raise to
    end it. The file stays open. Raises NotATemplate."""
    word = _own(template) if template else _plain(document)
    word.core_properties.title, word.core_properties.author = _clean(document.title), ""
    word.core_properties.language = LANGUAGE
    word.add_paragraph(_clean(document.title), style="Title")
    for line in document.front:
        word.add_paragraph(_clean(line), style="Subtitle")
    _contents(word, document)
    number = 0
    for place, block in enumerate(document.blocks):
        watching(place, len(document.blocks))
        number += isinstance(block, Heading)
        _block(word, block, number)
    word.save(file)


def _own(template: Path) -> Word:
    try:
        word = docx.Document(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        raise NotATemplate(f"{template.name} is no Word document (.docx). Save the template as one.") from None
    there = {style.name for style in word.styles}
    missing = [name for name in NEEDED if name not in there]
    if missing:
        names = "”, “".join(missing)
        raise NotATemplate(f"The template {template.name} lacks what the report needs: the styles “{names}”.")
    return word


def _plain(document: Document) -> Word:
    """An A4 document in a look that survives a grey printer, its title above and its pages numbered below."""
    word = docx.Document()
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.get_or_add_rPr().append(_language())
    for name, size in (("Title", 24), ("Heading 1", 18), ("Heading 2", 13), ("Heading 3", 11), ("Caption", 10)):
        font = word.styles[name].font
        font.name, font.size, font.bold, font.color.rgb = "Calibri", Pt(size), True, INK
        fonts = word.styles[name].element.rPr.rFonts
        for theme in ("w:asciiTheme", "w:hAnsiTheme"):  # a theme's font would be stronger
            fonts.attrib.pop(qn(theme), None)
    word.styles["Subtitle"].font.name, word.styles["Subtitle"].font.size = "Calibri", Pt(11)
    word.styles["Heading 1"].paragraph_format.page_break_before = True
    page.header.paragraphs[0].text = _clean(document.title)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _field(foot, "PAGE", "1")
    return word


def _language() -> Word:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    return language


def _contents(word: Word, document: Document) -> None:
    """A field that Word updates, filled with links to the chapters already."""
    word.add_paragraph("Contents", style="Subtitle").runs[0].bold = True
    chapters = [(n, heading) for n, heading in enumerate(document.headings, start=1) if heading.level == 1]
    for place, (number, heading) in enumerate(chapters):
        line = word.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        if place == 0:
            _field_begins(line, 'TOC \\o "1-1" \\h \\z')
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"_Toc{number}")
        link.append(line.add_run(_clean(heading.text))._r)  # noqa: SLF001 - python-docx has no links
        line._p.append(link)  # noqa: SLF001
        if place == len(chapters) - 1:
            _field_ends(line)


def _block(word: Word, block: Block, number: int) -> None:
    match block:
        case Heading():
            _bookmarked(word.add_heading(_clean(block.text), level=block.level), f"_Toc{number}", number)
        case Paragraph():
            word.add_paragraph(_clean(block.text))
        case Bullets():
            for item in block.items:
                word.add_paragraph(_clean(item), style="List Bullet").paragraph_format.space_after = Pt(2)
        case Quotation():
            word.add_paragraph(_clean(f"{block.text} – {block.by}"), style="Quote")
        case Tabled():
            _table(word, block.table)
        case Picture():
            _picture(word, block)


def _bookmarked(paragraph: WordParagraph, name: str, number: int) -> None:
    """A place that the contents lead to."""
    for tag, place in (("w:bookmarkStart", 0), ("w:bookmarkEnd", None)):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if place is None:
            paragraph._p.append(mark)  # noqa: SLF001 - python-docx has no bookmarks
        else:
            mark.set(qn("w:name"), name)
            paragraph._p.insert(1, mark)  # noqa: SLF001


def _picture(word: Word, picture: Picture) -> None:
    width = word.sections[-1].page_width - word.sections[-1].left_margin - word.sections[-1].right_margin
    paragraph = word.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(as_png.rendered(picture.drawing)), width=width)
    if shape.height > TALLEST:
        shape.width, shape.height = int(shape.width * TALLEST / shape.height), TALLEST
    about = shape._inline.docPr  # noqa: SLF001 - python-docx has no alternative texts
    about.set("title", _clean(picture.caption))
    about.set("descr", _clean(f"{picture.caption}. {picture.alt}"))


def _table(word: Word, told: TableText) -> None:
    _caption(word, told)
    columns = len(told.heads) + 1
    small = Pt(7.5) if columns > MANY_COLUMNS else Pt(9)
    heads = 2 if told.groups else 1
    table = word.add_table(rows=heads + len(told.rows), cols=columns)
    table.autofit = False
    _widths(word, table, told, small)
    if told.groups:
        place = 1
        for group in told.groups:
            first = table.cell(0, place)
            merged = first.merge(table.cell(0, place + group.span - 1)) if group.span > 1 else first
            _fill(merged, group.label, small, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
            place += group.span
    rows = table.rows
    _line(rows[heads - 1], (told.stub, *told.heads), small, bold=True)
    for row, text in zip(list(rows)[heads:], told.rows, strict=True):
        _line(row, (text.label, *text.cells), small, bold=text.net)
    _ruled(table, heads)
    for row in list(rows)[:heads]:
        _flag(row._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 - python-docx has no repeated heads
    _kept_together(list(rows), heads)
    for words in filter(None, (told.base, told.note)):
        _aside(word.add_paragraph(_clean(words)))
    word.paragraphs[-1].paragraph_format.space_after = Pt(14)


def _caption(word: Word, told: TableText) -> None:
    caption = word.add_paragraph(_clean(told.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(2)
    if told.question:
        question = word.add_paragraph(_clean(told.question))
        question.paragraph_format.keep_with_next = True
        _aside(question)


def _aside(paragraph: WordParagraph) -> None:
    paragraph.paragraph_format.space_after = Pt(3)
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), QUIET


def _widths(word: Word, table: Word, told: TableText, size: Word) -> None:
    """Labels get what the numbers leave them: so much that no word of a head is broken, as far as there is room."""
    section = word.sections[-1]
    whole = section.page_width - section.left_margin - section.right_margin
    columns = len(told.heads)
    usual = LABELS if columns < FEW_COLUMNS else LABELS_OF_MANY
    labels = max(NARROWEST, min(usual, whole - columns * _longest_word(told, size)))
    each = (whole - labels) // max(1, columns)
    for place, column in enumerate(table.columns):
        column.width = labels if place == 0 else each
        for cell in column.cells:
            cell.width = column.width


def _longest_word(told: TableText, size: Word) -> int:
    """How wide a column has to be for the words of its head; over several columns each has its part."""
    words: list[float] = [len(word) for head in told.heads for word in head.split()]
    words += [len(word) / group.span for group in told.groups for word in group.label.split()]
    return int(max(words, default=0) * size * OF_A_LETTER) + BESIDE


def _line(row: Word, texts: tuple[str, ...], size: Word, *, bold: bool) -> None:
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        _fill(cell, text, size, bold=bold, align=WD_ALIGN_PARAGRAPH.RIGHT if place else WD_ALIGN_PARAGRAPH.LEFT)
    _flag(row._tr.get_or_add_trPr(), "w:cantSplit")  # noqa: SLF001 - python-docx has no unbreakable rows


def _fill(cell: Word, text: str, size: Word, *, bold: bool, align: Word) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold = size, bold
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)


def _ruled(table: Word, heads: int) -> None:
    """A line below the heads and one between rows: it can be read in grey."""
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            borders = OxmlElement("w:tcBorders")
            line = OxmlElement("w:bottom")
            strength = "8" if number == heads - 1 or number == len(table.rows) - 1 else "4"
            for name, value in (("val", "single"), ("sz", strength), ("color", "8A9A9D")):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
            properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-docx has no borders
            for before in properties.findall(qn("w:tcBorders")):
                properties.remove(before)
            properties.append(borders)


def _kept_together(rows: list[Word], heads: int) -> None:
    """A short table stays on one page; of a long one the heads and the last two rows stay with what is beside them."""
    last = len(rows) - 1
    for number, row in enumerate(rows[:-1]):
        if last <= TOGETHER or number < heads or number == last - 1:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True


def _flag(properties: Word, tag: str) -> None:
    properties.append(OxmlElement(tag))


def _field(paragraph: WordParagraph, instruction: str, shown: str) -> None:
    _field_begins(paragraph, instruction)
    paragraph.add_run(shown)
    _field_ends(paragraph)


def _field_begins(paragraph: WordParagraph, instruction: str) -> None:
    _field_part(paragraph, "begin")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)  # noqa: SLF001 - python-docx has no fields
    _field_part(paragraph, "separate")


def _field_ends(paragraph: WordParagraph) -> None:
    _field_part(paragraph, "end")


def _field_part(paragraph: WordParagraph, kind: str) -> None:
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(part)  # noqa: SLF001


def _clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)
