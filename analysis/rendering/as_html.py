"""The report as one file that can be kept and sent, and the comparisons of the site."""

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import render_to_string

from analysis.earlier import Change
from analysis.reconciliation import Difference, Reconciliation, Sentence
from analysis.rendering import as_text, in_words
from analysis.rendering.in_words import RowText, TableText
from analysis.report import Report
from analysis.specification import Figure

ALL = "All"


def rendered(report: Report, *, made_at: datetime) -> bytes:
    """The whole report as one HTML file that needs no other."""
    context = {"report": report, "sections": in_words.sections(report, drawn=True), "made_at": made_at}
    return render_to_string("analysis/document.html", context).encode()


def reconciliation_totals(compared: Reconciliation) -> TableText:
    """How many printed figures of each table were found again."""
    lines = [(table.id, table.equal, table.printed) for table in compared.tables]
    return TableText(
        id="totals",
        caption="Printed figures found again",
        stub="Table",
        heads=("Counts", "Percentages", "Means"),
        rows=tuple(
            RowText(label, tuple(as_text.found(equal, printed, figure) for figure in Figure), net=label == ALL)
            for label, equal, printed in (*lines, (ALL, compared.equal, compared.printed))
        ),
    )


def reconciliation_differences(compared: Reconciliation) -> tuple[TableText, ...]:
    """For each printed table that differs, the figures that do."""
    return tuple(
        TableText(
            id=table.id,
            caption=f"{table.id}: figures that differ",
            stub="Row and column",
            heads=("Figure", "Printed", "Recomputed", "Contradiction"),
            rows=tuple(map(_difference, table.differences)),
        )
        for table in compared.tables
        if table.differences
    )


def _difference(difference: Difference) -> RowText:
    place = difference.place
    why = ", ".join(erratum.id for erratum in difference.errata) or "not known"
    numbers = (as_text.figure(difference.printed), as_text.figure(difference.recomputed))
    return RowText(" / ".join(filter(None, (place.row, place.column))), (place.figure, *numbers, why))


def reconciliation_sentences(compared: Reconciliation) -> TableText:
    """The numbers in sentences that differ."""
    return TableText(
        id="sentences",
        caption=as_text.in_sentences(compared),
        stub="Sentence, as it reads now",
        heads=("Printed", "Recomputed", "Contradiction"),
        rows=tuple(map(_sentence, compared.sentences)),
    )


def _sentence(sentence: Sentence) -> RowText:
    why = ", ".join(erratum.id for erratum in sentence.errata) or "not known"
    return RowText(sentence.said.sentence, (sentence.printed, sentence.recomputed, why))


def changes(found: Iterable[Change]) -> tuple[RowText, ...]:
    """A row for each figure that has changed."""
    return tuple(
        RowText(
            " / ".join(filter(None, (change.place.table, change.place.row, change.place.column))),
            (change.place.figure, as_text.figure(change.before), as_text.figure(change.now)),
        )
        for change in found
    )
