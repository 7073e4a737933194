"""The kinds of figure: bars, stacked bars of a hundred per cent, groups of bars, and a map of the nine regions.

A figure is a table with a category for each row and a series for each column, all in percentages. Lightness tells
series apart, so that a figure can be read in grey. A number stands at its mark where there is room; the table that goes
with the figure has them all.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import cycle
from math import ceil

from analysis.drawing.kinds import Kind
from analysis.drawing.sheet import FAINT, INK, LINE, PAPER, SIZE, Sheet, wide
from analysis.rendering.laying_out import HIDDEN, base_line
from analysis.specification import Figure
from analysis.table import Cell, Table

BAR, GAP, NUMBER = 18, 10, 44  # heights of bar and gap, and the room for a number beside the longest bar
BLUES = ("#0b4f5c", "#2f7f8c", "#6aaab3", "#a3cdd3", "#d3e7ea")  # from dark to light
GREYS = ("#c9c9c9", "#9d9d9d")  # for who says nothing
DARK = 2  # so many of them take white numbers
WHOLE = 100
NARROW, WIDE = 300, 700
BESIDE = 600  # from this width on labels stand beside their bars
# Where each region of England lies among the others: column and row.
TILES = {
    "North East": (1, 0),
    "North West": (0, 1),
    "Yorkshire and Humber": (1, 1),
    "West Midlands": (0, 2),
    "East Midlands": (1, 2),
    "East of England": (2, 2),
    "South West": (0, 3),
    "London": (1, 3),
    "South East": (2, 3),
}


def drawn(table: Table, kind: Kind, *, width: int = WIDE) -> str:
    """The SVG document of a figure, so many units wide."""
    heading = table.specification.heading
    sheet = Sheet(width, heading.title, described(table))
    sheet.paragraph(heading.title, bold=True)
    sheet.gap(GAP)
    if table.base.n == 0:
        sheet.paragraph("Nobody has answered yet.")
    else:
        DRAWERS[kind](sheet, table)
    sheet.gap(GAP)
    sheet.paragraph(f"{base_line(table.base)}. In per cent.")
    sheet.gap(GAP / 2)
    return sheet.document()


def described(table: Table) -> str:
    """The figure in words."""
    labels = [column.label for column in table.specification.columns]
    rows = zip(table.specification.rows, table.cells, strict=True)
    return " ".join(f"{row}: {_in_words(labels, cells)}." for row, cells in rows)


def _in_words(labels: Sequence[str], cells: Sequence[Cell]) -> str:
    if len(cells) == 1:
        return _number(cells[0])
    return ", ".join(f"{label} {_number(cell)}" for label, cell in zip(labels, cells, strict=True))


def _number(cell: Cell) -> str:
    if Figure.PERCENT in cell.hidden:
        return HIDDEN
    return "–" if cell.percent is None else f"{cell.percent}%"


def _bars(sheet: Sheet, table: Table) -> None:
    for label, (cell, *_) in zip(table.specification.rows, table.cells, strict=True):
        _line(sheet, label, cell)
        sheet.gap(GAP)


def _line(sheet: Sheet, label: str, cell: Cell, *, x: float = 0) -> None:
    """A bar with its label, beside it where there is room, else above."""
    if sheet.width < BESIDE:
        sheet.paragraph(label, x=x)
        _bar(sheet, cell, x=x)
        return
    top, half = sheet.at, sheet.width * 0.45
    sheet.paragraph(label, x=x, width=half - x)
    bottom = sheet.at
    sheet.at = top + max(0.0, (bottom - top - BAR) / 2)
    _bar(sheet, cell, x=half + GAP)
    sheet.at = max(bottom, sheet.at)


def _bar(sheet: Sheet, cell: Cell, *, x: float) -> None:
    """One bar on its line, with its number at the end."""
    room = sheet.width - NUMBER - x
    sheet.box(x, room, BAR, FAINT)
    sheet.box(x, room * float(cell.percent or 0) / WHOLE, BAR, BLUES[1])
    sheet.word(_number(cell), x + room + 6, sheet.at + BAR - 4)
    sheet.gap(BAR)


def _stacked(sheet: Sheet, table: Table) -> None:
    series = [column.label for column in table.specification.columns]
    colours = fills(series)
    _legend(sheet, series, colours)
    for label, cells in zip(table.specification.rows, table.cells, strict=True):
        sheet.paragraph(label)
        _stack(sheet, cells, colours)
        sheet.gap(GAP)


def _stack(sheet: Sheet, cells: Sequence[Cell], colours: Sequence[str]) -> None:
    """Parts of a whole side by side: as long as the counts are, so that rounding leaves no gap."""
    x, base = 0.0, max((cell.base or 0 for cell in cells), default=0)
    if not base:
        sheet.word(_number(cells[0]) if cells else "–", 0, sheet.at + BAR - 4)
    for cell, fill in zip(cells, colours, strict=True):
        length = sheet.width * float(Decimal(cell.count or 0) / Decimal(base)) if base else 0
        sheet.box(x, length, BAR, fill)
        number = str(cell.percent)
        if length > wide(number) + 4:
            ink = PAPER if fill in BLUES[:DARK] else INK
            sheet.word(number, x + length / 2, sheet.at + BAR - 4, middle=True, fill=ink)
        x += length
    sheet.gap(BAR)


def _grouped(sheet: Sheet, table: Table) -> None:
    """For each category a bar for each series, with its name: so many that colours could not tell them apart."""
    for label, cells in zip(table.specification.rows, table.cells, strict=True):
        sheet.paragraph(label, bold=True)
        for column, cell in zip(table.specification.columns, cells, strict=True):
            _line(sheet, column.label, cell, x=GAP)
            sheet.gap(GAP / 2)
        sheet.gap(GAP)


def _map(sheet: Sheet, table: Table) -> None:
    """A tile for each region where it lies, the darker the more, and below it the bars."""
    shares = {row: cells[0] for row, cells in zip(table.specification.rows, table.cells, strict=True)}
    most = max((cell.percent or Decimal(0) for cell in shares.values()), default=Decimal(0))
    side, top = min(sheet.width / 3, 150), sheet.at
    for region, (column, row) in TILES.items():
        if region in shares:
            _tile(sheet, region, shares[region], most, x=column * side, y=top + row * side * 0.6, side=side)
    sheet.at = top + 4 * side * 0.6 + GAP
    _bars(sheet, table)


def _tile(sheet: Sheet, region: str, cell: Cell, most: Decimal, *, x: float, y: float, side: float) -> None:
    share = (cell.percent or Decimal(0)) / most if most else Decimal(0)
    fill = BLUES[len(BLUES) - max(1, ceil(share * len(BLUES)))]
    ink = PAPER if fill in BLUES[:DARK] else INK
    sheet.box(x + 1, side - 2, side * 0.6 - 2, fill, y=y + 1)
    first, _, rest = region.partition(" ") if wide(region) > side - 8 else (region, "", "")
    for number, line in enumerate(filter(None, (first, rest, _number(cell)))):
        sheet.word(line, x + 8, y + LINE * (number + 1), fill=ink, bold=line == _number(cell))


def fills(series: Sequence[str]) -> list[str]:
    """The colour of each series by its label, as #rrggbb: dark for the first answer and lighter for each that follows,
    greys for those that say nothing."""
    says_nothing = {"don't know", "don’t know", "n/a", "not applicable"}
    shades, greys = cycle((*BLUES, GREYS[0])), cycle(GREYS)
    return [next(greys if label.casefold() in says_nothing else shades) for label in series]


def _legend(sheet: Sheet, series: Sequence[str], colours: Sequence[str]) -> None:
    x = 0.0
    sheet.gap(LINE)
    for label, fill in zip(series, colours, strict=True):
        needed = SIZE + 6 + wide(label) + 16
        if x and x + needed > sheet.width:
            x = 0.0
            sheet.gap(LINE)
        sheet.box(x, SIZE, SIZE, fill, y=sheet.at - SIZE)
        sheet.word(label, x + SIZE + 6, sheet.at - 2)
        x += needed
    sheet.gap(GAP)


DRAWERS = {Kind.BARS: _bars, Kind.STACKED: _stacked, Kind.GROUPED: _grouped, Kind.MAP: _map}
