from random import Random

from analysis import synthesising
from analysis.benchmarks import reference_tables, tables
from analysis.community_safety import TABLES
from analysis.specification import Share
from surveys import compiling
from tests.factories import MONDAY


def counts(made):
    """The count of each cell that shows a share."""
    return [
        cell.count
        for row, formulas in zip(made.cells, made.specification.cells, strict=True)
        for cell, formula in zip(row, formulas, strict=True)
        if isinstance(formula, Share)
    ]


def test_the_reference_counts_the_same_tables(appendix_a_survey):
    synthesising.respond(appendix_a_survey, 60, random=Random(1), now=MONDAY)
    variables = compiling.variables(appendix_a_survey.questionnaire)
    frame = reference_tables.frame(tables.records(appendix_a_survey), variables)

    by_pandas = reference_tables.tables(frame, TABLES)

    ours = tables.ours(appendix_a_survey)
    assert [
        reference_tables.counts(specification, counted)
        for specification, counted in zip(TABLES, by_pandas, strict=True)
    ] == [counts(made) for made in ours]
