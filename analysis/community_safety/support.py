"""Section 6: support requirements."""

from analysis.community_safety.labels import GENERIC_SUPPORT, LIMITED_CAPACITY, SUPPORT, types
from analysis.segments import Gave, chose
from analysis.specification import Base, Column, Figure, Heading, Mentions, Share, Specification
from analysis.specifying import Lines, crosstab, labels, options, ticks

SUPPORT_QUESTION = (
    "Looking to the future, what form of support do you feel would provide the greatest benefit to you or the CDRP?"
)

T30 = crosstab(
    Heading(
        "T30",
        f"Table 30: {SUPPORT_QUESTION} (Up to three options selected by each respondent)",
        GENERIC_SUPPORT,
        "Q21 (up to three ticks)",
        "q21",
    ),
    rows=ticks("q21", SUPPORT),
    base="all respondents",
    heads=("Support", "Number", "%"),
)

T31 = crosstab(
    Heading(
        "T31",
        "Table 31: Amongst community safety managers who selected 'sharing of good practice' as a form of support, "
        "the preferred methods are:",
        GENERIC_SUPPORT,
        "Q21 option 4 sub-options",
        "q21_4_sub",
    ),
    rows=options(
        "q21_4_sub",
        {
            "c": "Via practitioner events",
            "a": "Via an online portal",
            "d": "Via informal local networks",
            "e": "Via IQuanta Most Similar Family Groups",
            "f": "Via newsletters an information bulletins",
            "b": "Via conferences and seminars",
            "g": "Other",
        },
    ),
    base='respondents who ticked "sharing of good practice" and named a method',
    only=Gave("q21_4_sub"),
    heads=("Method", "Number", "%"),
)

T32 = crosstab(
    Heading(
        "T32",
        "Table 32: Amongst community safety managers who selected 'stronger leadership and strategic direction' "
        "as a form of support, the preferred source is:",
        GENERIC_SUPPORT,
        "Q21 option 6 sub-options",
        "q21_6_sub",
    ),
    rows=options(
        "q21_6_sub",
        {
            "b": "From local authority senior officers",
            "a": "From the CDRP Chair",
            "d": "From Government Office",
            "c": "From Police BCU",
            "f": "Other",
        },
    ),
    base='respondents who ticked "stronger leadership and strategic direction" and named a source',
    only=Gave("q21_6_sub"),
    heads=("Source", "Number", "%"),
    note="Those who named the County Council have no row but are in the base.",
)

T33 = crosstab(
    Heading("T33", f"Table 33: {SUPPORT_QUESTION} By local authority type.", GENERIC_SUPPORT, "Q21 by Q2", "q21"),
    rows=ticks("q21", SUPPORT),
    columns=types({"c": "London Borough", "d": "District / Borough"}),
    base="all respondents of that type",
    figures=(Figure.PERCENT,),
)

FUNDING = ticks(
    "q18_codes",
    {
        "F1": "Funding – increased long term and clarity over budgets",
        "F2": "Funding – long term and clarity over budgets",
        "F3": "Funding – more direct or ring fenced funding",
        "F4": "Funding – secured mainstream funding",
        "F5": "Funding – more pooled funding",
        "F6": "Funding – additional, for tackling drug and alcohol issues",
    },
)
FROM_PARTNERS = ticks(
    "q18_codes",
    {
        "P1": "Partners – greater buy-in and commitment",
        "P2": "Partners – better communication and joint working",
        "P3": "Partners – co-location",
        "P4": "Partners – pooled funding",
    },
)
FROM_OTHERS = ticks(
    "q18_codes",
    {
        "S1": "Support with and improved community engagement",
        "S2": "Council – greater commitment and buy-in from senior staff",
        "S3": "Better two-tier working",
        "S4": "Strategy and policy – more bottom up approach",
        "S5": "Research and analysis capacity",
        "S6": "Increased strategic and partnership planning capacity",
    },
)


def _mentions(codes: Lines) -> tuple[tuple[Share], ...]:
    return tuple((Share(code.segment),) for code in codes)


def _sub_total(codes: Lines) -> tuple[Mentions]:
    return (Mentions(tuple(code.segment for code in codes)),)


T34 = Specification(
    Heading(
        "T34",
        "Table 34: Support requirements of CDRP where a lack of capacity ‘always’ or ‘often’ has a negative impact "
        "upon delivery of the community safety agenda",
        LIMITED_CAPACITY,
        "Q18 open text, coded",
        "q18_text",
    ),
    rows=(*labels(FUNDING), "Sub total", *labels(FROM_PARTNERS), "Sub total", *labels(FROM_OTHERS)),
    columns=(Column("", (Figure.COUNT,)),),
    cells=(
        *_mentions(FUNDING),
        _sub_total(FUNDING),
        *_mentions(FROM_PARTNERS),
        _sub_total(FROM_PARTNERS),
        *_mentions(FROM_OTHERS),
    ),
    base=Base("respondents answering always or often to Q13"),
    only=chose("q13", "a", "b"),
    heads=("Support", "Total"),
    nets=frozenset({len(FUNDING), len(FUNDING) + 1 + len(FROM_PARTNERS)}),
    note="Mentions in open answers, as researchers coded them; one respondent can have mentioned several.",
)

TABLES = (T30, T31, T32, T33, T34)
