"""The report with every number as text, under its sections: what pages and documents are laid out from."""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.text import slugify

from analysis.drawing import charts
from analysis.open_answers.quoting import Quoted
from analysis.rendering.laying_out import HIDDEN, Group, Layout, Shown, laid_out
from analysis.report import Report
from analysis.table import Table

Behind = Callable[[str, int, int], str]

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as `components/table.html` wants it; `linked` are the cells with their addresses, where they have some."""

    label: str
    cells: tuple[str, ...]
    net: bool = False
    linked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as `components/table.html` wants it: every number is text by now. A figure comes as the table that it is
    drawn from; `drawing` is an address that is the SVG itself, where it has to be at hand."""

    id: str
    caption: str
    stub: str
    heads: tuple[str, ...]
    rows: tuple[RowText, ...]
    groups: tuple[Group, ...] = ()
    question: str = ""
    base: str = ""
    note: str = ""
    is_figure: bool = False
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report with its tables, what its sentences say, and the quotations that belong there; `anchor`
    is its place on the page."""

    title: str
    anchor: str
    tables: tuple[TableText, ...]
    sentences: tuple[str, ...] = ()
    quotations: tuple[Quoted, ...] = ()


def sections(report: Report, *, drawn: bool = False, behind: Behind | None = None) -> tuple[Section, ...]:
    """Tables and figures under their sections, in the order of the report; with drawings where these are wanted, and
    with links where `behind` gives an address for table, row and column."""
    grouped = groupby(_in_order(report), key=lambda table: table.specification.heading.section)
    quoted = _quoted(report)
    return tuple(
        Section(
            title,
            slugify(title),
            tuple(_entry(report, table, drawn=drawn, behind=behind) for table in made),
            tuple(said.sentence for said in report.statements if said.statement.section == title),
            quoted.get(title, ()),
        )
        for title, made in grouped
    )


def _quoted(report: Report) -> dict[str, tuple[Quoted, ...]]:
    """The quotations by section: where the last table about their question stands; without one, in the last section."""
    asked = {table.specification.heading.asks: table.specification.heading.section for table in report.tables}
    last = next(reversed(asked.values()), "")
    by_section: dict[str, tuple[Quoted, ...]] = {}
    for each in report.quotations:
        section = asked.get(each.question.question.code, last)
        by_section[section] = (*by_section.get(section, ()), each)
    return by_section


def _in_order(report: Report) -> Iterator[Table]:
    """Each table, and after it the figures that stand there; figures without their table at the end."""
    placed = {table.specification.heading.id for table in report.tables}
    for table in report.tables:
        yield table
        yield from (figure for figure in report.figures if _after(report, figure) == table.specification.heading.id)
    yield from (figure for figure in report.figures if _after(report, figure) not in placed)


def _after(report: Report, figure: Table) -> str:
    drawing = report.drawings.get(figure.specification.heading.id)
    return drawing.after if drawing else ""


def _entry(report: Report, table: Table, *, drawn: bool, behind: Behind | None) -> TableText:
    text = _text(laid_out(table, report.wording))
    if behind:
        text = _with_links(table, text, behind)
    drawing = report.drawings.get(text.id)
    if drawing is None:
        return text
    return replace(text, is_figure=True, drawing=_address(charts.drawn(table, drawing.kind)) if drawn else "")


def _linked(table: Table, place: int, row: RowText, behind: Behind) -> RowText:
    """The row with the address of whoever is behind each of its numbers."""
    columns = table.specification.columns
    name = table.specification.heading.id
    addresses = [
        behind(name, place, number) if cell.count or cell.mean is not None else ""
        for number, (column, cell) in enumerate(zip(columns, table.cells[place], strict=True))
        for _ in column.figures
    ]
    return replace(row, linked=tuple(zip(row.cells, addresses, strict=True)))


def _address(drawing: str) -> str:
    """An address that is the drawing itself."""
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"


def tables(made: Iterable[Table], wording: Mapping[str, str], *, behind: Behind | None = None) -> tuple[TableText, ...]:
    """These tables; `wording` has the text of each question by its code, `behind` gives an address for table, row and
    column."""
    texts = [(table, _text(laid_out(table, wording))) for table in made]
    return tuple(_with_links(table, text, behind) if behind else text for table, text in texts)


def _with_links(table: Table, text: TableText, behind: Behind) -> TableText:
    return replace(text, rows=tuple(_linked(table, place, row, behind) for place, row in enumerate(text.rows)))


def _text(layout: Layout) -> TableText:
    return TableText(
        id=layout.id,
        caption=layout.title,
        question=layout.question,
        stub=layout.stub,
        groups=layout.groups,
        heads=layout.heads,
        rows=tuple(RowText(row.label, tuple(map(_figure, row.figures)), row.net) for row in layout.rows),
        base=layout.base,
        note=layout.note,
    )


def _figure(shown: Shown) -> str:
    if shown.number is None:
        return HIDDEN if shown.hidden else NOTHING
    return f"{shown.number:,}{'%' if shown.sign else ''}{' ' if shown.mark else ''}{shown.mark}"
