"""A document for print, as frozen data: what Word and PDF files are both set from, so that they cannot disagree."""

from dataclasses import dataclass, field

from analysis.rendering.in_words import TableText


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a chapter."""

    level: int
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    kind: str = "bullets"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody wrote; `by` says who, as far as can be told."""

    text: str
    by: str
    kind: str = "quotation"


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table with its caption, question, base and note."""

    table: TableText
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: an SVG document, and in `alt` what it shows, in words."""

    caption: str
    drawing: str
    alt: str
    kind: str = "picture"


Block = Heading | Paragraph | Bullets | Quotation | Tabled | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """All of it, from top to bottom. `front` are the lines under the title."""

    title: str
    front: tuple[str, ...]
    blocks: tuple[Block, ...] = field(default=())

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its contents."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))
