"""Section 4: who answered."""

from analysis.community_safety.labels import OVERVIEW, REGIONS, types
from analysis.segments import EVERYBODY, chose
from analysis.specification import Base, Column, Figure, Heading, InFrame, ResponseRate, Share, Specification
from analysis.specifying import Line, crosstab, options

BY_SIZE = "fagcebhdi"

T01 = crosstab(
    Heading("T01", "Table 1: Respondents – by local authority type", OVERVIEW, "Q2", "q2"),
    rows=(*(types()[place] for place in (3, 0, 2, 1)), Line("Total")),
    base="all respondents",
    heads=("", "Number", "% of total response rate"),
    nets=frozenset({4}),
)

T02 = Specification(
    Heading("T02", "Table 2: Survey respondents: regional representation", OVERVIEW, "Q3", "q3"),
    rows=tuple(REGIONS[code] for code in BY_SIZE),
    columns=(
        Column("CDRPs in region", (Figure.COUNT,)),
        Column("responses"),
        Column("response rate within region", (Figure.PERCENT,)),
    ),
    cells=tuple((InFrame("q3", code), Share(chose("q3", code)), ResponseRate("q3", code)) for code in BY_SIZE),
    base=Base(
        'all respondents for the "total response" percent; the region\'s CDRPs for the response rate',
        Share(EVERYBODY),
        by_row=tuple(InFrame("q3", code) for code in BY_SIZE),
    ),
    heads=(
        "Region",
        "No. of CDRPs",
        "No of responses",
        "As a % of total response rate",
        "Response rate within that region",
    ),
)

T03 = crosstab(
    Heading("T03", "Table 3: Respondents' job roles", OVERVIEW, "Q4", "q4"),
    rows=options("q4", {"a": "Community safety manager / officer", "b": "Head of safer communities", "c": "Other"}),
    base="all respondents",
    heads=("Role title", "No. of respondents", "% of total respondents"),
)

TABLES = (T01, T02, T03)
