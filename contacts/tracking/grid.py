"""Region by type: each cell with its rate, its numbers, and the gap to the target."""

from dataclasses import dataclass

from contacts.tracking.standing import Standing, Status

SMALL = 10  # eligible organisations, under which a rate says little


@dataclass(frozen=True)
class Cell:
    """One region and type, or the sum of a row or column (the code left out is empty). `standing` is None where the
    frame has no such organisation."""

    region: str
    type: str
    standing: Standing | None
    gap: int | None

    @property
    def is_small(self) -> bool:
        return self.standing is not None and self.standing.eligible < SMALL


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """The heads of its columns, and its rows; the last of both are the sums."""

    heads: list[str]
    rows: list[Row]

    @property
    def has_small(self) -> bool:
        return any(cell.is_small for row in self.rows for cell in row.cells)


def grid(status: Status) -> Grid:
    """Every region by every type that the frame has."""
    everything = status.total
    rows = [
        Row(
            region.label,
            [
                *(
                    _cell(region.code, each.code, status.cells.get((region.code, each.code)), status)
                    for each in status.by_type
                ),
                _cell(region.code, "", region, status),
            ],
        )
        for region in status.by_region
    ]
    sums = [*(_cell("", each.code, each, status) for each in status.by_type), _cell("", "", everything, status)]
    return Grid([*(each.label for each in status.by_type), everything.label], [*rows, Row(everything.label, sums)])


def _cell(region: str, type_: str, standing: Standing | None, status: Status) -> Cell:
    return Cell(region, type_, standing, standing.gap(status.target) if standing else None)
