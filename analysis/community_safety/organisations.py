"""Section 5.6: national and regional organisations."""

from analysis.community_safety.labels import ORGANISATIONS, SOURCES, regions
from analysis.specification import Heading
from analysis.specifying import Percent, crosstab, ticks

T29 = crosstab(
    Heading(
        "T29",
        "Table 29: Current sources of policy information for community safety managers",
        ORGANISATIONS,
        "Q17 by Q3 (tick all that apply)",
        "q17",
    ),
    rows=regions(),
    columns=ticks("q17", SOURCES),
    percent=Percent.ACROSS,
    base="all respondents of that region",
    note="Percentages of respondents, who could tick several: a row can add up to more than 100.",
)

TABLES = (T29,)
