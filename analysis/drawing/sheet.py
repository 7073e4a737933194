"""A sheet that is drawn on from top to bottom, and comes out as an SVG document."""

from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement, tostring

FONT = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif"
SIZE, LINE = 14, 19  # of letters and of lines, in units of the drawing
LETTER = 0.53  # of its size is a letter wide, on average: what decides where a text is broken
MARGIN = 12
INK, PAPER, FAINT = "#16262b", "#ffffff", "#dfe6e7"


class Sheet:
    """So wide, and as high as what is drawn on it. `at` is where the next thing goes."""

    def __init__(self, width: int, title: str, description: str) -> None:
        self.width, self.at = width, 0.0
        self._svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
        SubElement(self._svg, "title").text = title
        SubElement(self._svg, "desc").text = description
        self._paper = SubElement(self._svg, "rect", fill=PAPER)
        self._group = SubElement(self._svg, "g", {"font-family": FONT, "font-size": str(SIZE), "fill": INK})

    def box(self, x: float, width: float, height: float, fill: str, *, y: float | None = None) -> None:
        """A filled box; at the present height where none is given."""
        top = self.at if y is None else y
        places = {"x": x, "y": top, "width": max(width, 0), "height": height}
        SubElement(self._group, "rect", {name: _short(value) for name, value in places.items()} | {"fill": fill})

    def word(self, text: str, x: float, y: float, *, middle: bool = False, fill: str = INK, bold: bool = False) -> None:
        """One line of text, its letters standing on y; x is where it begins, or its middle."""
        more = {"text-anchor": "middle"} if middle else {}
        more |= {"fill": fill} if fill != INK else {}
        more |= {"font-weight": "bold"} if bold else {}
        SubElement(self._group, "text", {"x": _short(x), "y": _short(y), **more}).text = text

    def paragraph(self, text: str, *, x: float = 0, width: float | None = None, bold: bool = False) -> None:
        """Text broken into lines; what follows goes below it."""
        for line in lines(text, width or self.width - x):
            self.at += LINE
            self.word(line, x, self.at - 5, bold=bold)

    def gap(self, height: float) -> None:
        self.at += height

    def document(self) -> str:
        """The whole drawing as text."""
        width, height = _short(self.width + 2 * MARGIN), _short(self.at + 2 * MARGIN)
        self._svg.attrib |= {"viewBox": f"{-MARGIN} {-MARGIN} {width} {height}", "width": width, "height": height}
        self._paper.attrib |= {"x": str(-MARGIN), "y": str(-MARGIN), "width": width, "height": height}
        return tostring(self._svg, encoding="unicode")


def lines(text: str, width: float) -> list[str]:
    """The text broken so that each line fits."""
    return wrap(text, max(8, int(width / (SIZE * LETTER)))) or [""]


def wide(text: str) -> float:
    """About how wide the text is."""
    return len(text) * SIZE * LETTER


def _short(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
