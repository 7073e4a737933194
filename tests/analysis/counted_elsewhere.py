"""Which tables of the report statistical programs count again, and how they stand in the report."""

from analysis import report

# A table of the report: its row and column variables, and the option of each of its rows and columns, in order.
REGIONS = "egabfcihd"  # as Table 7 lists them
CROSSTABS = {
    "T07": ("q3", "q13", REGIONS, "abcdef"),
    "T09": ("q2", "q15", "abcd", "abcde"),
    "T18": ("q2", "q12", "abcd", "abcde"),
    "D01": ("q2", "q9_police", "abcd", "abcde"),
}
CHAIRS = "cdabefg"  # as Table 12 lists them


def column_counts(survey, name, columns):
    """The counts of the last so many columns of a table, row by row."""
    (table,) = report.build(survey, ids=[name]).tables
    return [[cell.count for cell in cells[-columns:]] for cells in table.cells]
