"""Crosstabs against counting one respondent after the other in plain Python."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.crosstabs import building
from analysis.crosstabs.definition import Definition, Filter, Net, Order, Show
from analysis.crosstabs.dimensions import Shape, dimensions
from surveys.questionnaire import codebook
from surveys.questionnaire.codebook import Missing
from tests.analysis.grids import EXAMPLES, TOWNS, record, respondents
from tests.analysis.test_counting_at_random import answers

DIMENSIONS = dimensions(TOWNS)
COUNTED = [DIMENSIONS[code] for code in ("town", "help", "needs", "rating_bus", "rating_tram", "staff_men")]


def some_of(dimension):
    codes = [category.code for category in dimension.categories]
    return st.sets(st.sampled_from(codes), min_size=1).map(frozenset)


@st.composite
def definitions(draw):
    rows, *others = draw(st.permutations(COUNTED))
    columns = others.pop() if draw(st.booleans()) else None
    layers = tuple(others.pop() for _ in range(draw(st.integers(0, 2))))
    filtering = draw(st.lists(st.sampled_from(COUNTED), max_size=2, unique=True))
    return Definition(
        rows=rows,
        columns=columns,
        layers=layers,
        filters=tuple(Filter(dimension, draw(some_of(dimension))) for dimension in filtering),
        shows=draw(st.sets(st.sampled_from([Show.COUNT, Show.COLUMN, Show.ROW, Show.TOTAL])).map(frozenset)),
        nets=tuple(Net("Net", draw(some_of(rows))) for _ in range(draw(st.integers(0, 1)))),
        left_out=draw(some_of(rows)) if draw(st.booleans()) else frozenset(),
        answered_only=draw(st.booleans()),
        order=draw(st.sampled_from(Order)),
        hide_empty=draw(st.booleans()),
    )


def people(given_answers):
    """Each as a mapping of variable to value."""
    columns = codebook.variables(TOWNS)
    records = [record(TOWNS, one) for one in given_answers]
    values = [{column.name: each.value(column) for column in columns} for each in records]
    return [value | {"staff_men": in_band(value["staff_men"])} for value in values]


def in_band(number):
    """The code of the band that a number falls into; what is missing stays so."""
    if isinstance(number, Missing):
        return number
    bands = [(0, "to-0"), (1, "0-to-1"), (2, "1-to-2"), (5, "2-to-5")]
    return next((code for limit, code in bands if number <= limit), "over-5")


def gives(person, dimension, codes):
    if dimension.shape is Shape.SEVERAL:
        return any(person[f"{dimension.code}_{code}"] == 1 for code in codes)
    return person[dimension.code] in codes


def asked(person, dimension, code):
    name = f"{dimension.code}_{code}" if dimension.shape is Shape.SEVERAL else dimension.code
    return person[name] is not Missing.NOT_ASKED


def answered(person, dimension):
    if dimension.shape is Shape.SEVERAL:
        return gives(person, dimension, [category.code for category in dimension.categories])
    return not isinstance(person[dimension.code], Missing)


def in_base(person, definition):
    rows = definition.rows
    if definition.answered_only and not answered(person, rows):
        return False
    if definition.left_out:
        could = any(asked(person, rows, code) for code in definition.left_out)
        if not could or gives(person, rows, definition.left_out):
            return False
    return all(gives(person, each.dimension, each.codes) for each in definition.filters)


def lines(dimension, left_out, nets):
    """The label and the codes of each line."""
    single = [(each.label, {each.code}) for each in dimension.categories if each.code not in left_out]
    return [*single, *((net.label, set(net.codes)) for net in nets)]


def expected(definition, everybody):
    """The count, base and percentage base of each cell, by layer, row and column and which percentage it is."""
    found = {}
    rows = lines(definition.rows, definition.left_out, definition.nets)
    heads = [("All", None), *(lines(definition.columns, (), ()) if definition.columns else [])]
    for layer in product(*(each.categories for each in definition.layers)):
        within = [
            person
            for person in everybody
            if in_base(person, definition)
            and all(
                gives(person, dimension, {category.code})
                for dimension, category in zip(definition.layers, layer, strict=True)
            )
        ]
        for (row, codes), (head, of) in product(rows, heads):
            found[tuple(category.label for category in layer), row, head] = cell(definition, within, codes, of)
    return found


def cell(definition, within, codes, of):
    rows, columns = definition.rows, definition.columns

    def in_row(person):
        return gives(person, rows, codes)

    def could_row(person):
        return any(asked(person, rows, code) for code in codes)

    def in_column(person):
        return of is None or gives(person, columns, of)

    def could_column(person):
        return of is None or any(asked(person, columns, code) for code in of)

    bases = {
        Show.COLUMN: sum(1 for person in within if in_column(person) and could_row(person)),
        Show.ROW: sum(1 for person in within if in_row(person) and could_column(person)),
        Show.TOTAL: sum(1 for person in within if could_row(person) and could_column(person)),
    }
    return sum(1 for person in within if in_row(person) and in_column(person)), bases


def shown(definition):
    percents = [show for show in (Show.COLUMN, Show.ROW, Show.TOTAL) if show in definition.shows]
    return percents or [Show.COLUMN]


@settings(max_examples=EXAMPLES)
@given(definitions(), st.lists(answers, min_size=1, max_size=14))
def test_every_cell_is_what_plain_counting_gives(definition, given_answers):
    everybody = people(given_answers)
    wanted = expected(definition, everybody)

    made = building.counted(definition, respondents(*given_answers))

    for table in made.tables:
        _, _, layer = table.specification.heading.title.partition(": ")
        parts = layer.split("; ") if layer else []
        labels = tuple(
            part.removeprefix(f"{dimension.name} ") for part, dimension in zip(parts, definition.layers, strict=True)
        )
        for row, cells in zip(table.specification.rows, table.cells, strict=True):
            seen = {}
            for column, one in zip(table.specification.columns, cells, strict=True):
                show = shown(definition)[seen.setdefault(column.label, 0)]
                seen[column.label] += 1
                count, bases = wanted[labels, row, column.label]
                assert (one.count, one.base) == (count, bases[show])
