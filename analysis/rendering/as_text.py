"""The comparison with the printed report, for the terminal."""

from collections import Counter
from collections.abc import Iterator

from analysis.reconciliation import Difference, Number, Reconciliation, Sentence
from analysis.specification import Figure

NAMES = {Figure.COUNT: "counts", Figure.PERCENT: "percentages", Figure.MEAN: "means"}
FIRST = 8
WIDTH = 18


def reconciliation(compared: Reconciliation) -> Iterator[str]:
    """A line for each table, one for all, and one for each difference."""
    yield "Printed figures found again".ljust(FIRST)
    yield "Table".ljust(FIRST) + "".join(NAMES[figure].ljust(WIDTH) for figure in Figure).rstrip()
    for table in compared.tables:
        yield table.id.ljust(FIRST) + _line(table.equal, table.printed)
    yield "All".ljust(FIRST) + _line(compared.equal, compared.printed)
    yield ""
    yield verdict(compared)
    for difference in compared.differences:
        yield f"  {described(difference)}"
    yield in_sentences(compared)
    for sentence in compared.sentences:
        yield f"  {of_sentence(sentence)}"


def verdict(compared: Reconciliation) -> str:
    """What became of the counts, and whether every difference is accounted for, in one sentence."""
    counts = f"{compared.equal[Figure.COUNT]} of {compared.printed[Figure.COUNT]} printed counts are found again"
    differ = f"{len(compared.differences)} of all printed figures differ"
    if compared.unexplained:
        return f"{counts}; {differ}, {len(compared.unexplained)} of them without a known contradiction in the report."
    return f"{counts}; {differ}, each because of a known contradiction in the report."


def unexplained(compared: Reconciliation, *, organisations: int) -> str:
    """What is wrong where some differences are no known errata, and what to do where the frame is empty."""
    if not organisations:
        return "The list of organisations is empty, so Table 2 has no region to count. Run import_contacts first."
    return f"{len(compared.unexplained)} printed figures differ and no erratum accounts for them; they are marked ???"


def in_sentences(compared: Reconciliation) -> str:
    """What became of the numbers in sentences."""
    found_again = compared.in_sentences - len(compared.sentences)
    return f"{found_again} of {compared.in_sentences} numbers printed in sentences are found again."


def of_sentence(sentence: Sentence) -> str:
    """One number of a sentence that differs, in one line."""
    why = ", ".join(erratum.id for erratum in sentence.errata) or "???"
    numbers = f"printed {sentence.printed}, recomputed {sentence.recomputed}"
    return f"{sentence.said.statement.id}: {numbers} ({why})"


def described(difference: Difference) -> str:
    """One difference in one line."""
    place = difference.place
    where = " / ".join(filter(None, (place.row, place.column)))
    why = ", ".join(erratum.id for erratum in difference.errata) or "???"
    numbers = f"printed {figure(difference.printed)}, recomputed {figure(difference.recomputed)}"
    return f"{place.table} {where}, {place.figure}: {numbers} ({why})"


def figure(number: Number | None) -> str:
    """A figure as text."""
    return "nothing" if number is None else str(number)


def _line(equal: Counter[Figure], printed: Counter[Figure]) -> str:
    return "".join(found(equal, printed, figure).ljust(WIDTH) for figure in Figure).rstrip()


def found(equal: Counter[Figure], printed: Counter[Figure], figure: Figure) -> str:
    """How many of the printed figures of this kind were found again."""
    return f"{equal[figure]} of {printed[figure]}" if printed[figure] else "–"
