"""What a researcher asks for: a crosstab, as frozen data."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from analysis.crosstabs.dimensions import Category, Dimension, Shape
from analysis.segments import EVERYBODY, AllOf, AnyOf, Segment


class Show(StrEnum):
    """A number that each cell shows."""

    COUNT = "count"
    COLUMN = "column"
    ROW = "row"
    TOTAL = "total"
    MEAN = "mean"
    MEDIAN = "median"
    QUARTILES = "quartiles"


class Order(StrEnum):
    """How rows follow each other; nets stay below."""

    QUESTIONNAIRE = "questionnaire"
    MOST_FIRST = "most"
    FEWEST_FIRST = "fewest"


class Correction(StrEnum):
    """What is done about testing many pairs of columns at once."""

    NONE = "none"
    BONFERRONI = "bonferroni"
    HOLM = "holm"


@dataclass(frozen=True, slots=True)
class Net:
    """Several answers taken together."""

    label: str
    codes: frozenset[str]

    def category(self, dimension: Dimension) -> Category:
        """The net as one more answer of that dimension."""
        parts = tuple(category.segment for category in dimension.categories if category.code in self.codes)
        return Category("", self.label, AnyOf(parts))


@dataclass(frozen=True, slots=True)
class Filter:
    """Only those who gave one of these answers."""

    dimension: Dimension
    codes: frozenset[str]

    @property
    def segment(self) -> Segment:
        return AnyOf(tuple(each.segment for each in self.dimension.categories if each.code in self.codes))

    def __str__(self) -> str:
        labels = [each.label for each in self.dimension.categories if each.code in self.codes]
        return f"{self.dimension.name} {' or '.join(labels)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How columns are compared: two-sided, at this level in per cent. What differs at the `looser` level only has
    small letters; 0 where there is none. `finite`: with the finite-population correction."""

    alpha: int = 5
    correction: Correction = Correction.NONE
    finite: bool = False
    looser: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A crosstab. `counted` are the answers that are counted of each line, where the rows are the lines of a grid and
    there are columns besides; `left_out` the answers of the row question that leave the base; `answered_only`
    whether those who left the row question blank leave it too; `intervals` the level of confidence in per cent, 0 for
    none; `as_at` the moment whose answers are counted, if not
    those of now."""

    rows: Dimension
    columns: Dimension | None = None
    layers: tuple[Dimension, ...] = ()
    filters: tuple[Filter, ...] = ()
    shows: frozenset[Show] = frozenset({Show.COUNT, Show.COLUMN})
    counted: frozenset[str] = frozenset()
    nets: tuple[Net, ...] = ()
    left_out: frozenset[str] = frozenset()
    answered_only: bool = False
    order: Order = Order.QUESTIONNAIRE
    hide_empty: bool = False
    weighted: bool = False
    intervals: int = 0
    testing: Comparison | None = field(default=None)
    as_at: datetime | None = None

    @property
    def only(self) -> Segment:
        """Whom the filters leave."""
        return AllOf(tuple(each.segment for each in self.filters)) if self.filters else EVERYBODY

    @property
    def title(self) -> str:
        """The crosstab in a line: “Q13 by Q3”."""
        by = [dimension.name for dimension in (self.columns, *self.layers) if dimension]
        return " by ".join([self.rows.name, *by])

    @property
    def is_of_numbers(self) -> bool:
        return self.rows.shape is Shape.NUMBERS
