"""Excel workbooks: what a package holds, its first sheet, and the rows of that, each read only as far as it is needed.
openpyxl, which writes ours, reads a package whole before it gives out a cell."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from contacts.spreadsheets import worksheet
from contacts.spreadsheets.sheet import Limits, Line, Unreadable
from contacts.spreadsheets.worksheet import SharedStrings, Worksheet
from contacts.spreadsheets.xml_parts import DAMAGED, TOO_MUCH, Budget, Part, taken

# What a broken workbook makes zipfile, the XML parser and the reading of numbers raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    LookupError,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
OTHER_KINDS = {
    "word/document.xml": "This is a Word document.",
    "ppt/presentation.xml": "This is a PowerPoint presentation.",
    "xl/workbook.bin": "This is an Excel binary workbook (.xlsb).",
    "xl/vbaProject.bin": "This workbook holds macros (.xlsm).",
    "content.xml": "This is an OpenDocument file.",
}
SAVE_AS = "Save the list as an Excel workbook (.xlsx) or as CSV, and try again."
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class Relation(NamedTuple):
    kind: str  # the end of its type: worksheet, styles, sharedStrings …
    path: str


class Relations(Part):
    """The parts that the workbook names, by their ids."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.by_id: dict[str, Relation] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")
            self.by_id[attributes["Id"]] = Relation(posixpath.basename(attributes["Type"]), path)

    def path(self, kind: str) -> str | None:
        """Where the one part of this kind lies."""
        return next((relation.path for relation in self.by_id.values() if relation.kind == kind), None)


class SheetNames(Part):
    """The sheets that are not hidden, as pairs of title and id, in their order."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.visible: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            by_name = {name.rpartition(":")[2]: value for name, value in attributes.items() if name != "sheetId"}
            self.visible.append((attributes["name"], by_name["id"]))


class Styles(Part):
    """Which styles show a number as a date or time, by their numbers as cells name them."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.dates: set[str] = set()
        self._formats = {str(number): text for number, text in BUILTIN_FORMATS.items()}
        self._within = False
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._formats[attributes["numFmtId"]] = attributes["formatCode"]
        elif tag == "cellXfs":
            self._within = True
        elif tag == "xf" and self._within:
            if is_date_format(self._formats.get(attributes.get("numFmtId", "0"), "General")):
                self.dates.add(str(self._count))
            self._count += 1

    def end(self, tag: str) -> None:
        if tag == "cellXfs":
            self.complete = True


@dataclass
class Package:
    """A packed workbook whose parts are not unpacked before they are asked for."""

    data: bytes
    limits: Limits
    zip: zipfile.ZipFile = field(init=False)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(self.data))
        entries = self.zip.infolist()
        if len(entries) > self.limits.entries or sum(entry.file_size for entry in entries) > self.limits.unpacked:
            raise Unreadable(TOO_MUCH)
        names = {entry.filename for entry in entries}
        for name, message in OTHER_KINDS.items():
            if name in names:
                raise Unreadable(f"{message} {SAVE_AS}")
        if BOOK not in names:
            raise Unreadable(f"This is a packed file, but no Excel workbook. {SAVE_AS}")

    def fill(self, part: Part, path: str) -> None:
        """Let the part take what it wants from the file there."""
        with self.zip.open(path) as file:
            for _ in taken(file, part):
                pass


class Opened(NamedTuple):
    lines: Iterator[Line]
    notices: tuple[str, ...]


def open_first_sheet(data: bytes, limits: Limits) -> Opened:
    """The rows of the first sheet that is not hidden. Raises Unreadable where the file is too large, of another kind
    or broken; so do the rows, as they come."""
    try:
        package, small = Package(data, limits), Budget(limits.small)
        relations, names = Relations(small), SheetNames(small)
        package.fill(relations, RELATIONS)
        package.fill(names, BOOK)
        sheets = list(_worksheets(relations, names))
    except BROKEN:
        raise Unreadable(DAMAGED) from None
    if not sheets:
        raise Unreadable("All sheets of the workbook are hidden. Show the one with the list.")
    title, path = sheets[0]
    notices = (f"Only the first sheet, “{title}”, is read.",) if len(sheets) > 1 else ()
    return Opened(_lines(package, relations, path), notices)


def _worksheets(relations: Relations, names: SheetNames) -> Iterator[tuple[str, str]]:
    """Title and path of each sheet that is seen and holds cells, not a chart."""
    for title, relation_id in names.visible:
        relation = relations.by_id[relation_id]
        if relation.kind == "worksheet":
            yield title, relation.path


def _lines(package: Package, relations: Relations, path: str) -> Iterator[Line]:
    try:
        styles = Styles(Budget(package.limits.small))
        if styles_path := relations.path("styles"):
            package.fill(styles, styles_path)
        strings_path = relations.path("sharedStrings")
        texts = package.zip.open(strings_path) if strings_path else None
        strings = SharedStrings(texts, Budget(package.limits.tags // 2), package.limits)
        with package.zip.open(path) as file:
            yield from worksheet.lines(file, Worksheet(strings, frozenset(styles.dates), package.limits))
    except BROKEN:
        raise Unreadable(DAMAGED) from None
