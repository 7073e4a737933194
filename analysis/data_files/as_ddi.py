"""The codebook as DDI-Codebook 2.5, which archives and Nesstar-like catalogues read (https://ddialliance.org)."""

from datetime import datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, indent, tostring

from django.utils import timezone

from analysis.data_files.codebook import Entry, Frequency, entries
from analysis.data_files.columns import Column, Level, Sets, columns, sets
from analysis.exporting import Values, Watching, unwatched
from contacts.spreadsheets.writing_workbooks import NOT_IN_XML
from surveys.models import Survey

NAMESPACE = "ddi:codebook:2_5"
SCHEMA = f"{NAMESPACE} https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NATURE = {Level.NOMINAL: "nominal", Level.ORDINAL: "ordinal", Level.SCALE: "ratio", Level.TEXT: "nominal"}


def write(file: BinaryIO, survey: Survey, values: Values, *, watching: Watching = unwatched) -> None:
    """The study, the file, its multiple choices, and each of its columns with question, route, categories and
    frequencies. The file stays open."""
    every = entries(survey, watching=watching)
    book = Element("codeBook", {"version": "2.5", "xmlns": NAMESPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": SCHEMA})
    data = _element("dataDscr", *map(_boxes, sets(columns(survey))), *map(_variable, every))
    book.extend([_document(survey, timezone.now()), _study(survey), _file(every), data])
    indent(book)
    file.write(tostring(book, encoding="UTF-8", xml_declaration=True))


def _document(survey: Survey, now: datetime) -> Element:
    title = _element("titlStmt", _text("titl", f"Codebook of “{survey.title}”"))
    made = _element(
        "prodStmt", _text("prodDate", f"{now:%Y-%m-%d}", date=f"{now:%Y-%m-%d}"), _text("software", "Canvass")
    )
    return _element("docDscr", _element("citation", title, made))


def _study(survey: Survey) -> Element:
    dates = [
        _text("collDate", f"{moment:%Y-%m-%d}", date=f"{moment:%Y-%m-%d}", event=event)
        for event, moment in (("start", survey.opens_at), ("end", survey.closes_at))
        if moment
    ]
    title = _element("titlStmt", _text("titl", survey.title), _text("IDNo", survey.code))
    about = _element("sumDscr", *dates, _text("anlyUnit", "Organisation"), _text("dataKind", "Survey data"))
    return _element("stdyDscr", _element("citation", title), _element("stdyInfo", about))


def _file(every: list[Entry]) -> Element:
    rows = every[0].base if every else 0
    size = _element("dimensns", _text("caseQnty", str(rows)), _text("varQnty", str(len(every))))
    return _element("fileDscr", _element("fileTxt", size), ID="F1")


def _boxes(choice: Sets) -> Element:
    """A multiple choice, whose boxes are variables of their own."""
    ids = " ".join(_id(column) for column in choice.columns)
    return _element(
        "varGrp", _text("labl", choice.label), ID=f"G_{choice.name}", type="multipleResp", var=ids, name=choice.name
    )


def _id(column: Column) -> str:
    return f"V_{column.name}"


def _variable(entry: Entry) -> Element:
    column = entry.column
    variable = _element(
        "var",
        _text("labl", column.label),
        ID=_id(column),
        name=column.name,
        files="F1",
        intrvl="contin" if column.level is Level.SCALE else "discrete",
        nature=NATURE[column.level],
    )
    if entry.question:
        variable.append(_element("qstn", _text("qstnLit", entry.question)))
    if entry.lowest is not None:
        ends = {"min": f"{entry.lowest:g}", "max": f"{entry.highest:g}"}
        variable.append(_element("valrng", _element("range", **ends)))
    if entry.route:
        variable.append(_text("universe", " ".join(entry.route)))
    variable.append(_text("sumStat", str(entry.base), type="vald"))
    variable.append(_text("sumStat", str(sum(each.count for each in entry.missing)), type="invd"))
    variable.extend(_category(each) for each in entry.frequencies)
    variable.extend(_category(each, missing="Y") for each in entry.missing)
    variable.append(_element("varFormat", type="character" if column.level is Level.TEXT else "numeric"))
    return variable


def _category(each: Frequency, **further: str) -> Element:
    value, label, count = str(each.value), each.label, str(each.count)
    return _element(
        "catgry", _text("catValu", value), _text("labl", label), _text("catStat", count, type="freq"), **further
    )


def _element(tag: str, /, *parts: Element, **attributes: str) -> Element:
    made = Element(tag, attributes)
    made.extend(parts)
    return made


def _text(tag: str, text: str, /, **attributes: str) -> Element:
    made = Element(tag, attributes)
    made.text = NOT_IN_XML.sub("", text)
    return made
