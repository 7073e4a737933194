"""A table laid out for people: heads, rows and lines below, as page and workbook both show it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, chain, groupby

from analysis.specification import Figure, Specification
from analysis.table import Cell, Number, Table, TableBase

HIDDEN = "[c]"  # as statistics of the United Kingdom's government mark what is confidential
WHY_HIDDEN = (
    f"{HIDDEN}: hidden, because so few could be found out, or because from this number hidden ones could be worked out."
)
MARK = "Mark"
HEADS = {Figure.COUNT: "No.", Figure.PERCENT: "%", Figure.MEAN: "Mean"}


@dataclass(frozen=True, slots=True)
class Group:
    """A head over several columns of figures."""

    label: str
    span: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it is shown, or None where there is nothing to show. `sign` asks for a percent
    sign: the head does not say that it is a percentage. `mark` stands beside it, or alone. One that is `hidden` is
    HIDDEN."""

    number: int | Decimal | None
    sign: bool = False
    mark: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures; `net` where it sums up others."""

    label: str
    figures: tuple[Shown, ...]
    net: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything a table shows, from top to bottom. `groups` stand over `heads` where several
    columns have the same heads; `stub` is the head of the row labels."""

    id: str
    title: str
    question: str
    stub: str
    groups: tuple[Group, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    base: str
    note: str


def laid_out(table: Table, wording: Mapping[str, str]) -> Layout:
    """The layout of a table; `wording` has the text of each question by its code."""
    specification = table.specification
    heading = specification.heading
    stub, *heads = specification.heads or ("", *_heads(specification))
    return Layout(
        id=heading.id,
        title=heading.title,
        question=": ".join(filter(None, (heading.question, wording.get(heading.asks, "")))),
        stub=stub,
        groups=_groups(specification),
        heads=tuple(heads),
        rows=tuple(
            Row(label, _figures(specification, cells, heads), place in specification.nets)
            for place, (label, cells) in enumerate(zip(specification.rows, table.cells, strict=True))
        ),
        base=base_line(table.base),
        note=f"{specification.note} {WHY_HIDDEN}".strip() if _hides_any(table) else specification.note,
    )


def marks_apart(layout: Layout) -> Layout:
    """The same with what stands beside numbers in columns of their own, so that numbers are numbers alone; without a
    column where nothing stands beside any."""
    marked = {place for row in layout.rows for place, shown in enumerate(row.figures) if shown.mark}
    starts = accumulate((group.span for group in layout.groups), initial=0)
    spans = [
        group.span + len(marked & set(range(start, start + group.span)))
        for group, start in zip(layout.groups, starts, strict=False)
    ]
    heads = ((head, MARK) if place in marked else (head,) for place, head in enumerate(layout.heads))
    return replace(
        layout,
        groups=tuple(replace(group, span=span) for group, span in zip(layout.groups, spans, strict=True)),
        heads=tuple(chain.from_iterable(heads)),
        rows=tuple(replace(row, figures=tuple(_mark_apart(row, marked))) for row in layout.rows),
    )


def _mark_apart(row: Row, marked: Collection[int]) -> Iterator[Shown]:
    for place, shown in enumerate(row.figures):
        yield replace(shown, mark="")
        if place in marked:
            yield Shown(None, mark=shown.mark)


def _hides_any(table: Table) -> bool:
    return base_number(table.base.n) == HIDDEN or any(cell.hidden for row in table.cells for cell in row)


def base_number(number: Number | None) -> str:
    """How many there are, or that this is hidden."""
    return HIDDEN if number is None else f"{number:,}"


def base_line(base: TableBase) -> str:
    """The base in one line: who, and how many."""
    parts = [", ".join(f"{label} {base_number(n)}" for label, n in by) for by in (base.by_row, base.by_column) if by]
    if parts:
        return f"Base: {base.definition}: " + "; ".join(parts)
    return f"Base: {base.definition}, {base_number(base.n)}"


def _heads(specification: Specification) -> tuple[str, ...]:
    return tuple(
        head
        for column in specification.columns
        for head in column.heads or tuple(HEADS[figure] for figure in column.figures)
    )


def _groups(specification: Specification) -> tuple[Group, ...]:
    if specification.heads or not any(column.label for column in specification.columns):
        return ()
    grouped = groupby(specification.columns, key=lambda column: column.label)
    return tuple(Group(label, sum(len(column.figures) for column in columns)) for label, columns in grouped)


def _figures(specification: Specification, cells: tuple[Cell, ...], heads: list[str]) -> tuple[Shown, ...]:
    numbers = [
        (figure, _number(cell, figure), cell.mark if figure is column.figures[-1] else "", figure in cell.hidden)
        for column, cell in zip(specification.columns, cells, strict=True)
        for figure in column.figures
    ]
    return tuple(
        Shown(number, sign=figure is Figure.PERCENT and "%" not in head, mark=mark, hidden=hidden)
        for (figure, number, mark, hidden), head in zip(numbers, heads, strict=True)
    )


def _number(cell: Cell, figure: Figure) -> int | Decimal | None:
    """What the cell shows; nothing where nobody could have been counted."""
    if cell.base == 0:
        return None
    return cell.figure(figure)
