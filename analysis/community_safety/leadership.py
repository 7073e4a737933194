"""Section 5.4: leadership and decision-making."""

from analysis.community_safety.labels import AGREEMENT, LEADERSHIP, statements, types
from analysis.specification import Heading, Specification
from analysis.specifying import Percent, crosstab, grid, options, ticks

T12 = crosstab(
    Heading("T12", "Table 12: Status of the chair of the CDRP", LEADERSHIP, "Q7 (tick all that apply)", "q7"),
    rows=ticks(
        "q7",
        {
            "c": "A senior local authority officer",
            "d": "A senior police officer",
            "a": "The portfolio holder for community safety",
            "b": "Another elected member",
            "e": "A paid officer from another partner agency",
            "f": "An independently elected chair",
            "g": "Other",
        },
    ),
    base="all respondents",
    heads=("Chair", "No. of responses", "% of total responses"),
    note="Joint chairs are counted in every row they belong to.",
)


def _chair(number: int, block: str, who: str, ticked_as: str) -> Specification:
    return grid(
        Heading(
            f"T{number}",
            f"Table {number}: The {who} who chairs the CDRP is:",
            LEADERSHIP,
            f"Q8{block} (grid of four statements)",
            f"q8_{block}",
        ),
        statements(block),
        AGREEMENT,
        base=f'respondents who ticked "{ticked_as}" in Q7 (joint chairs included)',
    )


T13 = _chair(13, "d", "senior police officer", "senior police officer")
T14 = _chair(14, "c", "senior local authority officer", "senior local authority officer")
T15 = _chair(15, "a", "portfolio holder", "portfolio holder")
T16 = _chair(16, "b", "elected member", "another elected member")
T17 = _chair(17, "e", "paid officer from a partner agency", "paid officer from another partner agency")

T18 = crosstab(
    Heading(
        "T18",
        "Table 18: The extent to which strategic decision-making within the CDRP is based upon evidence, "
        "by type of authority.",
        LEADERSHIP,
        "Q12 by Q2",
        "q12",
    ),
    rows=types(),
    columns=options(
        "q12",
        {
            "a": "To a large extent",
            "b": "To some extent",
            "c": "To a small extent",
            "d": "Not at all",
            "e": "Not applicable",
        },
    ),
    percent=Percent.ACROSS,
    base="all respondents of that type",
    note='The questionnaire offers "Don\'t know" where the report prints "Not applicable".',
)

TABLES = (T12, T13, T14, T15, T16, T17, T18)
