"""From a definition to specifications: one table for each combination of layers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from analysis import moments
from analysis.crosstabs.definition import Definition, Show
from analysis.crosstabs.dimensions import ALL, Category, Dimension, Shape
from analysis.segments import EVERYBODY, AllOf, AnyOf, Asked, Gave, NotIn, Segment, chose
from analysis.specification import Base, Column, Figure, Formula, Heading, Mean, Quartile, Share, Specification
from analysis.specifying import Line

PERCENTS = {Show.COLUMN: "Column %", Show.ROW: "Row %", Show.TOTAL: "Total %"}
COUNT_HEAD = "No."


@dataclass(frozen=True, slots=True)
class Panel:
    """The table of one combination of layers; `label` says which, and is empty where there are none."""

    label: str
    specification: Specification


def panels(definition: Definition) -> tuple[Panel, ...]:
    """The tables of a crosstab, in the order of the layers' answers."""
    combinations = product(*(layer.categories for layer in definition.layers))
    return tuple(_panel(definition, categories) for categories in combinations)


def cells(definition: Definition) -> int:
    """How many cells the crosstab has, on all layers."""
    number = len(_rows(definition)) * len(columns(definition))
    for layer in definition.layers:
        number *= len(layer.categories)
    return number


def columns(definition: Definition) -> tuple[Line, ...]:
    """The columns, that of all respondents first; of a grid without a breakdown, its answers."""
    if definition.columns:
        return (ALL, *(category.line for category in definition.columns.categories))
    if definition.rows.shape is Shape.GRID:
        return tuple(category.line for category in _answers(definition))
    return (ALL,)


def _panel(definition: Definition, layer: tuple[Category, ...]) -> Panel:
    label = "; ".join(
        f"{dimension.name} {category.label}" for dimension, category in zip(definition.layers, layer, strict=True)
    )
    only = AllOf((definition.only, *(category.segment for category in layer), *_in_base(definition)))
    make = MAKERS.get(definition.rows.shape, _answers_by_columns)
    return Panel(label, make(definition, only, _heading(definition, label)))


def _heading(definition: Definition, label: str) -> Heading:
    rows = definition.rows
    title = f"{definition.title}: {label}" if label else definition.title
    return Heading("crosstab", title, "", definition.title, rows.asks)


def _in_base(definition: Definition) -> Iterator[Segment]:
    """What leaves the base by choice."""
    rows = definition.rows
    if definition.answered_only and rows.shape in {Shape.ONE, Shape.SEVERAL}:
        yield AnyOf(tuple(category.segment for category in rows.categories))
    if definition.left_out and rows.shape is not Shape.GRID:
        yield NotIn(AnyOf(tuple(each.segment for each in rows.categories if each.code in definition.left_out)))


def _answers(definition: Definition) -> tuple[Category, ...]:
    """The answers that stand in the table, and then the nets."""
    rows = definition.rows
    kept = tuple(category for category in rows.categories if category.code not in definition.left_out)
    return (*kept, *(net.category(rows) for net in definition.nets))


def _rows(definition: Definition) -> tuple[object, ...]:
    return definition.rows.lines or _answers(definition)


def _answers_by_columns(definition: Definition, only: Segment, heading: Heading) -> Specification:
    rows = tuple(category.line for category in _answers(definition))
    heads = columns(definition)
    shown = tuple(_shown(definition))
    return Specification(
        heading,
        rows=tuple(row.label for row in rows),
        columns=tuple(Column(head.label, figures, names) for head in heads for _, figures, names in shown),
        cells=tuple(tuple(_share(show, row, head) for head in heads for show, _, _ in shown) for row in rows),
        base=_base(definition, rows, heads, len(shown)),
        only=only,
        nets=_places_of_nets(definition, len(rows)),
    )


def _shown(definition: Definition) -> Iterator[tuple[Show, tuple[Figure, ...], tuple[str, ...]]]:
    """What stands side by side in each cell: the count with the first percentage, then the other percentages."""
    percents = [show for show in PERCENTS if show in definition.shows]
    with_count = Show.COUNT in definition.shows or not percents
    if not percents:
        yield Show.COLUMN, (Figure.COUNT,), (COUNT_HEAD,)
    for show in percents:
        first = with_count and show is percents[0]
        figures = (Figure.COUNT, Figure.PERCENT) if first else (Figure.PERCENT,)
        yield show, figures, (COUNT_HEAD, PERCENTS[show]) if first else (PERCENTS[show],)


def _share(show: Show, row: Line, column: Line) -> Formula:
    both = AllOf((row.segment, column.segment))
    bases = {
        Show.COLUMN: AllOf((column.segment, row.segment.asked)),
        Show.ROW: AllOf((row.segment, column.segment.asked)),
        Show.TOTAL: AllOf((row.segment.asked, column.segment.asked)),
    }
    return Share(both, bases[show])


def _base(definition: Definition, rows: tuple[Line, ...], heads: tuple[Line, ...], times: int) -> Base:
    asked = AnyOf(tuple(row.segment.asked for row in rows)) if rows else EVERYBODY
    each = tuple(Share(AllOf((head.segment, asked))) for head in heads for _ in range(times))
    return Base(_whom(definition), Share(asked), tuple(Share(row.segment.asked) for row in rows), each)


def _whom(definition: Definition) -> str:
    """The base in words."""
    rows = definition.rows
    whom = f"respondents {_who(rows, answered_only=definition.answered_only)}"
    if definition.left_out:
        labels = _labels(rows, definition.left_out)
        whom += f", without “{'”, “'.join(labels)}”"
    return whom + _of_these(definition)


def _who(rows: Dimension, *, answered_only: bool) -> str:
    """What of them makes them part of the base."""
    asked = rows.question or rows.name
    if not rows.asks:
        return "whose organisation is on the list"
    if rows.is_of_themes:
        given = f"whose answer to {asked} was given a theme"
        return given if answered_only else f"who were asked {asked}, whether or not their answer was given a theme yet"
    return f"who {'answered' if answered_only else 'were asked'} {asked}"


def _of_these(definition: Definition) -> str:
    """Whom of them the filters leave, and as of when."""
    only = f"; only {', and '.join(map(str, definition.filters))}" if definition.filters else ""
    moment = definition.as_at
    return f"{only}; as it stood at {moments.in_words(moment)}" if moment else only


def _places_of_nets(definition: Definition, number: int) -> frozenset[int]:
    return frozenset(range(number - len(definition.nets), number))


def _grid(definition: Definition, only: Segment, heading: Heading) -> Specification:
    if definition.columns:
        return _grid_by_columns(definition, only, heading)
    rows = definition.rows
    bases = _bases_of_lines(definition)
    figures = _figures_of_grid(definition)
    return Specification(
        heading,
        rows=tuple(label for _, label in rows.lines),
        columns=tuple(Column(answer.label, figures) for answer in _answers(definition)),
        cells=tuple(
            tuple(Share(chose(variable, *codes), base) for codes in _codes(definition))
            for (variable, _), base in zip(rows.lines, bases, strict=True)
        ),
        base=Base(_whom(definition), Share(AnyOf(bases)), by_row=tuple(map(Share, bases))),
        only=only,
    )


def _grid_by_columns(definition: Definition, only: Segment, heading: Heading) -> Specification:
    """The share of each line's respondents who gave one of the answers that are counted, by column."""
    heads = columns(definition)
    lines = definition.rows.lines
    bases = _bases_of_lines(definition)
    figures = _figures_of_grid(definition)
    return Specification(
        heading,
        rows=tuple(label for _, label in lines),
        columns=tuple(Column(head.label, figures) for head in heads),
        cells=tuple(
            tuple(
                Share(AllOf((chose(variable, *definition.counted), head.segment)), AllOf((base, head.segment)))
                for head in heads
            )
            for (variable, _), base in zip(lines, bases, strict=True)
        ),
        base=Base(
            f"{_whom(definition)}; counted: {' or '.join(_labels(definition.rows, definition.counted))}",
            Share(AnyOf(bases)),
            by_row=tuple(map(Share, bases)),
            by_column=tuple(Share(AllOf((head.segment, AnyOf(bases)))) for head in heads),
        ),
        only=only,
    )


def _labels(dimension: Dimension, codes: frozenset[str]) -> list[str]:
    return [category.label for category in dimension.categories if category.code in codes]


def _codes(definition: Definition) -> Iterator[frozenset[str]]:
    """The answers of each column of a grid."""
    for category in definition.rows.categories:
        if category.code not in definition.left_out:
            yield frozenset({category.code})
    for net in definition.nets:
        yield net.codes


def _figures_of_grid(definition: Definition) -> tuple[Figure, ...]:
    """The count, the percentage of the line's base, or both."""
    wanted = {Show.COUNT: Figure.COUNT, Show.COLUMN: Figure.PERCENT}
    return tuple(figure for show, figure in wanted.items() if show in definition.shows)


def _bases_of_lines(definition: Definition) -> tuple[Segment, ...]:
    return tuple(_base_of_line(definition, variable) for variable, _ in definition.rows.lines)


def _base_of_line(definition: Definition, variable: str) -> Segment:
    base: Segment = Gave(variable) if definition.answered_only else Asked(variable)
    return AllOf((base, NotIn(chose(variable, *definition.left_out)))) if definition.left_out else base


def _numbers(definition: Definition, only: Segment, heading: Heading) -> Specification:
    heads, statistics = columns(definition), tuple(_statistics(definition))
    return Specification(
        heading,
        rows=tuple(label for _, label in definition.rows.lines),
        columns=tuple(Column(head.label, (Figure.MEAN,), (name,)) for head in heads for name, _ in statistics),
        cells=tuple(
            tuple(_statistic((variable,), place, head.segment) for head in heads for _, place in statistics)
            for variable, _ in definition.rows.lines
        ),
        base=Base(
            f"respondents who gave a number to {definition.rows.name}{_of_these(definition)}",
            Share(AnyOf(tuple(Gave(variable) for variable, _ in definition.rows.lines))),
            by_column=tuple(
                Share(AllOf((head.segment, AnyOf(tuple(Gave(variable) for variable, _ in definition.rows.lines)))))
                for head in heads
                for _ in statistics
            ),
        ),
        only=only,
    )


def _statistics(definition: Definition) -> Iterator[tuple[str, int]]:
    """The head of each statistic, and which quartile it is; 0 for the mean."""
    shows = definition.shows
    if Show.MEAN in shows or not shows & {Show.MEDIAN, Show.QUARTILES}:
        yield "Mean", 0
    if Show.QUARTILES in shows:
        yield "Lower quartile", 1
    if Show.MEDIAN in shows:
        yield "Median", 2
    if Show.QUARTILES in shows:
        yield "Upper quartile", 3


def _statistic(variables: tuple[str, ...], place: int, base: Segment) -> Formula:
    return Quartile(variables, place, base) if place else Mean(variables, base)


MAKERS = {Shape.GRID: _grid, Shape.NUMBERS: _numbers}
