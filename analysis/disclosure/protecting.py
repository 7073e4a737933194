"""Tables as outsiders may see them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.disclosure import hiding, linking
from analysis.disclosure.hiding import Shown
from analysis.disclosure.linking import Linked, Place
from analysis.disclosure.rules import Rules
from analysis.respondents import Respondents
from analysis.specification import Figure, Specification
from analysis.table import Bases, Cell, Table, TableBase

OF_A_BASE = frozenset({Figure.PERCENT, Figure.MEAN})


@dataclass(frozen=True, slots=True)
class Protection:
    """Which numbers of which tables are not shown."""

    linked: Linked
    gone: Collection[Place]

    def applied(self, table: Table) -> Table:
        """The table without the numbers that are not shown."""
        name = table.specification.heading.id
        rows = zip(table.cells, self.linked.cells[name], strict=True)
        cells = tuple(tuple(map(self._cell, cells, places)) for cells, places in rows)
        return replace(table, base=self._base(table), cells=cells)

    def _cell(self, cell: Cell, places: linking.Cell) -> Cell:
        if places.number in self.gone:
            return Cell(None, None, hidden=frozenset(Figure))
        if places.base in self.gone:
            return Cell(cell.count, None, hidden=OF_A_BASE)
        return cell

    def _base(self, table: Table) -> TableBase:
        whole, by_row, by_column = self.linked.bases[table.specification.heading.id]
        columns = [column.label for column in table.specification.columns]
        base = table.base
        return replace(
            base,
            n=None if whole[0] in self.gone else base.n,
            by_row=self._without(base.by_row, table.specification.rows, by_row),
            by_column=self._without(base.by_column, columns, by_column),
        )

    def _without(self, shown: Bases, labels: Iterable[str], places: Sequence[Place]) -> Bases:
        away = {label for label, place in zip(labels, places, strict=False) if place in self.gone}
        return tuple((label, None if label in away else number) for label, number in shown)


def protection(tables: Sequence[Specification], respondents: Respondents, rules: Rules) -> Protection:
    """Of tables of these respondents that outsiders see side by side: what is hidden in one cannot be worked out from
    another. Takes some seconds where much has to be hidden."""
    linked = linking.linked(tables, respondents, rules)
    shown = Shown(linked.numbers, linked.unsafe, linked.relations, linked.silent, linked.told)
    gone = hiding.hidden(shown, rules)
    return Protection(linked, gone)
