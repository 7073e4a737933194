"""The figures, as the tables they are drawn from: a category for each row, a series for each column.

The report prints no numbers with its figures. Where one of its tables has them, the figure is that table.
"""

from dataclasses import replace

from analysis.community_safety.capacity import HOW_OFTEN_QUESTION, T07, T10
from analysis.community_safety.labels import (
    AGENDA,
    CAPACITY,
    CONFIDENCE,
    GENERIC_SUPPORT,
    HOW_OFTEN,
    INFLUENCE,
    LEADERSHIP,
    ORGANISATIONS,
    OVERVIEW,
    SUPPORT,
    regions,
    types,
)
from analysis.community_safety.leadership import T13, T14, T15, T16
from analysis.community_safety.organisations import T29
from analysis.community_safety.overview import BY_SIZE
from analysis.community_safety.support import SUPPORT_QUESTION
from analysis.drawing.kinds import Drawing, Kind
from analysis.specification import Figure, Heading, Specification
from analysis.specifying import Line, Lines, Percent, crosstab, options, ticks

PERCENT_ONLY = (Figure.PERCENT,)
ALL = (Line("All respondents"),)
OF_THAT_TYPE = "all respondents of that type"
OF_THAT_REGION = "all respondents of that region"
CONFIDENCE_QUESTION = (
    "Based upon current capacity levels, how confident are you that the CDRP has sufficient capacity to deliver "
    "the emerging community safety agenda over the next 12 months?"
)
INFLUENCE_QUESTION = "How influential do you feel that you are personally in setting the strategic agenda for the CDRP?"


def _overall(heading: Heading, answers: Lines) -> Specification:
    return crosstab(heading, answers, ALL, base="all respondents", figures=PERCENT_ONLY)


def _within(heading: Heading, groups: Lines, answers: Lines, base: str) -> Specification:
    return crosstab(heading, groups, answers, percent=Percent.ACROSS, base=base, figures=PERCENT_ONLY)


def _of(table: Specification, heading: Heading) -> Specification:
    """The figure of a table, without the columns that show no percentage."""
    shown = [place for place, column in enumerate(table.columns) if Figure.PERCENT in column.figures]
    return replace(
        table,
        heading=heading,
        columns=tuple(replace(table.columns[place], figures=PERCENT_ONLY) for place in shown),
        cells=tuple(tuple(row[place] for place in shown) for row in table.cells),
        heads=(),
    )


def _challenges(number: int, areas: str, place: int) -> Specification:
    return crosstab(
        Heading(
            f"F{number:02}",
            f"Most challenging aspects of the emerging community safety agenda: {areas}",
            CAPACITY,
            "Q16",
            "q16",
        ),
        ticks("q16", AGENDA),
        types()[place : place + 1],
        base=OF_THAT_TYPE,
        figures=PERCENT_ONLY,
    )


def _chair(number: int, table: Specification) -> Specification:
    title = table.heading.title.partition(": ")[2]
    block = table.heading.asks.removeprefix("q8_")
    return _of(table, Heading(f"F{number}", title, LEADERSHIP, f"Q8{block}", table.heading.asks))


FIGURES = (
    _overall(Heading("F01", "Survey respondents; regional representation", OVERVIEW, "Q3", "q3"), regions(BY_SIZE)),
    _within(
        Heading(
            "F02",
            "Based upon your experience, how often has a lack of capacity had a negative impact on local delivery "
            "of the safer communities' agenda? By local authority type",
            CAPACITY,
            "Q13 by Q2",
            "q13",
        ),
        types(),
        options("q13", HOW_OFTEN),
        OF_THAT_TYPE,
    ),
    _of(T07, Heading("F03", f"{HOW_OFTEN_QUESTION} By region.", CAPACITY, "Q13 by Q3", "q13")),
    _overall(Heading("F04", CONFIDENCE_QUESTION, CAPACITY, "Q15", "q15"), options("q15", CONFIDENCE)),
    _within(
        Heading("F05", f"{CONFIDENCE_QUESTION} By region.", CAPACITY, "Q15 by Q3", "q15"),
        regions(),
        options("q15", CONFIDENCE),
        OF_THAT_REGION,
    ),
    _of(
        T10,
        Heading(
            "F06",
            "How challenging do you find it to deliver the following aspect(s) of the community safety agenda?",
            CAPACITY,
            "Q14",
            "q14",
        ),
    ),
    _challenges(7, "CDRPs in Unitary Authority areas", 0),
    _challenges(8, "Metropolitan Authority areas", 1),
    _challenges(9, "London Boroughs", 2),
    _challenges(10, "District and Borough Authorities", 3),
    _chair(11, T13),
    _chair(12, T14),
    _chair(13, T15),
    _chair(14, T16),
    _overall(Heading("F15", INFLUENCE_QUESTION, LEADERSHIP, "Q11", "q11"), options("q11", INFLUENCE)),
    _within(
        Heading("F16", f"{INFLUENCE_QUESTION} By type of authority.", LEADERSHIP, "Q11 by Q2", "q11"),
        types(),
        options("q11", INFLUENCE),
        OF_THAT_TYPE,
    ),
    _of(
        T29,
        Heading(
            "F17",
            "Current sources of policy information for community safety managers, by region.",
            ORGANISATIONS,
            "Q17 by Q3",
            "q17",
        ),
    ),
    _within(
        Heading("F18", f"{SUPPORT_QUESTION} By region.", GENERIC_SUPPORT, "Q21 by Q3", "q21"),
        regions(),
        ticks("q21", SUPPORT),
        OF_THAT_REGION,
    ),
)

# How each is drawn, and after which table the report has it.
DRAWINGS = {
    "F01": Drawing(Kind.MAP, after="T02"),
    "F02": Drawing(Kind.STACKED, after="T06"),
    "F03": Drawing(Kind.STACKED, after="T08"),
    "F04": Drawing(Kind.BARS, after="T09"),
    "F05": Drawing(Kind.STACKED, after="T09"),
    "F06": Drawing(Kind.STACKED, after="T10"),
    "F07": Drawing(Kind.BARS, after="T11"),
    "F08": Drawing(Kind.BARS, after="T11"),
    "F09": Drawing(Kind.BARS, after="T11"),
    "F10": Drawing(Kind.BARS, after="T11"),
    "F11": Drawing(Kind.STACKED, after="T13"),
    "F12": Drawing(Kind.STACKED, after="T14"),
    "F13": Drawing(Kind.STACKED, after="T15"),
    "F14": Drawing(Kind.STACKED, after="T16"),
    "F15": Drawing(Kind.BARS, after="T17"),
    "F16": Drawing(Kind.STACKED, after="T17"),
    "F17": Drawing(Kind.GROUPED, after="T29"),
    "F18": Drawing(Kind.GROUPED, after="T32"),
}
