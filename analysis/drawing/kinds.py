"""How a figure is drawn, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of figure."""

    BARS = "bars"
    STACKED = "stacked"
    GROUPED = "grouped"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The figure of a report that is drawn like this, after that table."""

    kind: Kind
    after: str
