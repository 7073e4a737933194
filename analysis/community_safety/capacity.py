"""Section 5.3: capacity to deliver."""

from analysis.community_safety.labels import (
    AGENDA,
    CAPACITY,
    CHALLENGE,
    CHALLENGES,
    CONFIDENCE,
    HOW_OFTEN,
    RESPONDENTS,
    TYPES,
    regions,
    types,
)
from analysis.segments import Above, chose
from analysis.specification import Base, Column, Figure, Heading, Mean, Share, Specification
from analysis.specifying import Line, Percent, crosstab, everyone_in, grid, options, ticks

IN_T07_ORDER = "egabfcihd"
OF_THAT_TYPE = "all respondents of that type"
HOW_OFTEN_QUESTION = (
    "Based upon your experience, how often has a lack of capacity had a negative impact on local delivery "
    "of the safer communities agenda?"
)
OFTEN_OR_ALWAYS = Line("often or always", chose("q13", "a", "b"))

POSTS = tuple(
    f"q6_{post}"
    for post in ("cso", "daat", "asb", "wardens", "pcso", "ppo", "analysts", "dv", "police", "admin", "other")
)
POSTS_WITHOUT_WARDENS = tuple(post for post in POSTS if post != "q6_wardens")
# The report gives London's averages two decimals.
DECIMALS = {"c": 2}

T04 = Specification(
    Heading(
        "T04",
        "Table 4: Prevalence and numbers of street wardens within community safety teams, by type of authority",
        CAPACITY,
        "Q6 (numeric)",
        "q6",
    ),
    rows=tuple(TYPES.values()),
    columns=(
        Column("average staff", (Figure.MEAN,)),
        Column("average staff exc. wardens", (Figure.MEAN,)),
        Column("teams hosting wardens"),
    ),
    cells=tuple(
        (
            Mean(POSTS, chose("q2", code), DECIMALS.get(code, 1)),
            Mean(POSTS_WITHOUT_WARDENS, chose("q2", code), DECIMALS.get(code, 1)),
            Share(Above("q6_wardens", 0), chose("q2", code)),
        )
        for code in TYPES
    ),
    base=Base("respondents of that authority type", by_row=everyone_in(types())),
    heads=(
        "Type of authority",
        "Average number of staff in community safety team",
        "Average number of staff in community safety team (exc. wardens)",
        "Number of community safety teams hosting wardens",
        "Percentage of community safety teams hosting wardens (%)",
    ),
    decimals=1,
    note="Averages are of the full-time equivalents of all posts, over the teams that gave any number.",
)

T05 = crosstab(
    Heading(
        "T05",
        "Table 5: Prevalence and levels of dedicated analytical support within community safety teams, "
        "by type of authority",
        CAPACITY,
        "Q6 analysts",
        "q6",
    ),
    rows=types({"d": "District and borough"}),
    columns=(Line("", Above("q6_analysts", 0)),),
    percent=Percent.ACROSS,
    base="respondents of that authority type",
    heads=(
        "Type of authority",
        "Number of community safety teams with dedicated analytical support",
        "Percentage of community safety teams with dedicated analytical support (%)",
    ),
    decimals=1,
)

T06 = crosstab(
    Heading("T06", f"Table 6: {HOW_OFTEN_QUESTION}", CAPACITY, "Q13", "q13"),
    rows=options("q13", HOW_OFTEN),
    base="all respondents",
    heads=("Response", "No. of responses", "% of total responses"),
)

T07 = crosstab(
    Heading("T07", f"Table 7: {HOW_OFTEN_QUESTION} By region", CAPACITY, "Q13 by Q3", "q13"),
    rows=regions(IN_T07_ORDER),
    columns=(RESPONDENTS, *options("q13", HOW_OFTEN)),
    percent=Percent.ACROSS,
    base="all respondents of that region, don't know kept in",
    figures=(Figure.PERCENT,),
    heads=("Region", "Total no. of CDRPs in sample", *(f"{answer} %" for answer in HOW_OFTEN.values())),
)

T08 = crosstab(
    Heading(
        "T08",
        "Table 8: Percentage of CDRPs for whom lack of capacity 'often' or 'always' has a negative impact on "
        "local delivery of the safer communities agenda. By region.",
        CAPACITY,
        "Q13 by Q3 (net of always + often)",
        "q13",
    ),
    rows=regions(IN_T07_ORDER),
    columns=(RESPONDENTS, OFTEN_OR_ALWAYS),
    percent=Percent.ACROSS,
    base="all respondents of that region",
    heads=(
        "Region",
        "Total no. of CDRPs in sample",
        "No of respondents indicating 'often' or 'always'",
        "% of the region's respondents",
    ),
)

T09 = crosstab(
    Heading(
        "T09",
        "Table 9: Based upon current capacity levels, how confident are you that the CDRP has sufficient capacity "
        "to deliver the emerging community safety agenda over the next 12 months? By local authority type.",
        CAPACITY,
        "Q15 by Q2",
        "q15",
    ),
    rows=types(),
    columns=options("q15", CONFIDENCE),
    percent=Percent.ACROSS,
    base=OF_THAT_TYPE,
)

T10 = grid(
    Heading(
        "T10",
        "Table 10: How challenging do you find it to deliver the following aspect(s) of the community safety agenda?",
        CAPACITY,
        "Q14",
        "q14",
    ),
    CHALLENGES,
    CHALLENGE,
    base="all respondents for five aspects; the respondents outside districts for drug and alcohol",
    note='Those who answered "Not very challenging" have no column but are in the base.',
)

T11 = crosstab(
    Heading(
        "T11",
        "Table 11: Which aspect(s) of the emerging agenda do you expect to find the most challenging to deliver? "
        "(Tick up to three options)",
        CAPACITY,
        "Q16 by Q2 (up to three ticks)",
        "q16",
    ),
    rows=ticks("q16", AGENDA),
    columns=types(),
    base=OF_THAT_TYPE,
    note="Percentages of respondents, who could tick up to three: a column can add up to more than 100.",
)

TABLES = (T04, T05, T06, T07, T08, T09, T10, T11)
