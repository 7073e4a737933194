"""A crosstab as a report of its own, so that whatever shows reports shows crosstabs."""

from dataclasses import replace

from analysis.crosstabs.building import Crosstab
from analysis.report import Report, wording
from analysis.table import Table
from surveys.models import Survey


def as_report(survey: Survey, crosstab: Crosstab, *, title: str = "", note: str = "", name: str = "crosstab") -> Report:
    """Its tables under this title, or under their own, with the note below each. `name` begins their ids."""
    tables = (
        titled(table, _of_layer(table, title), note, name=f"{name}-{number}")
        for number, table in enumerate(crosstab.tables, start=1)
    )
    return Report(
        title=title or crosstab.definition.title,
        responses=crosstab.respondents,
        wording=wording(survey),
        tables=tuple(tables),
        figures=(),
        left_out=(),
    )


def place(name: str) -> int:
    """Which of its tables this id names, from 0."""
    return int(name.rpartition("-")[2]) - 1


def titled(table: Table, title: str, note: str, *, name: str) -> Table:
    """The table under that title, if it is given one, with this note besides its own, and with this id."""
    specification = table.specification
    heading = replace(specification.heading, id=name, title=title or specification.heading.title)
    notes = " ".join(filter(None, (specification.note, note)))
    return replace(table, specification=replace(specification, heading=heading, note=notes))


def _of_layer(table: Table, title: str) -> str:
    """The title, and which layer it is."""
    _, _, layer = table.specification.heading.title.partition(": ")
    return f"{title}: {layer}" if title and layer else title
