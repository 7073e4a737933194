"""Section 5.5: how involved partner organisations are, strategically (Q9) and operationally (Q10)."""

from analysis.community_safety.labels import INVOLVEMENT, PARTNERS
from analysis.segments import chose
from analysis.specification import Heading, Specification
from analysis.specifying import grid

AGENCIES = {
    "police": "Police",
    "fire": "Fire Authority / Service",
    "pct": "Primary Care Trust",
    "yos": "Youth Offending Service",
    "prob": "Probation Service",
    "county": "County Council",
    "daat": "Drug and Alcohol Action Team",
    "other": "Other",
}
DISTRICTS_ONLY = {agency: f"{AGENCIES[agency]} (districts and boroughs only)" for agency in ("county", "daat")}
EVERYBODY_OR_DISTRICTS = "all respondents; the district / borough respondents for County Council and DAAT"
SINGLE_TIER = ("police", "fire", "pct", "yos", "prob")
SINGLE_TIER_OPERATIONAL = ("police", "fire", "pct", "prob", "yos")


def _agencies(question: str, agencies: tuple[str, ...]) -> dict[str, str]:
    return {f"{question}_{agency}": AGENCIES[agency] for agency in agencies}


def _all_areas(number: int, question: str, title: str, agencies: tuple[str, ...]) -> Specification:
    labels = AGENCIES | DISTRICTS_ONLY
    return grid(
        Heading(f"T{number}", f"Table {number}: {title}", PARTNERS, question.upper(), question),
        {f"{question}_{agency}": labels[agency] for agency in agencies},
        INVOLVEMENT,
        base=EVERYBODY_OR_DISTRICTS,
    )


def _areas_of_type(
    number: int, question: str, title: str, authority: tuple[str, str], agencies: tuple[str, ...]
) -> Specification:
    code, label = authority
    return grid(
        Heading(
            f"T{number}",
            f"Table {number}: {title}",
            PARTNERS,
            f"{question.upper()} filtered Q2={label}",
            question,
        ),
        _agencies(question, agencies),
        INVOLVEMENT,
        base=f"all respondents of type {label}",
        only=chose("q2", code),
    )


UNITARY, METROPOLITAN = ("a", "Unitary"), ("b", "Metropolitan")
LONDON, DISTRICT = ("c", "London borough"), ("d", "District / borough")

T19 = _all_areas(
    19,
    "q9",
    "In your experience, how involved are the following partner agencies in strategic decision making in the CDRP?",
    ("police", "county", "fire", "yos", "pct", "prob", "daat"),
)
T20 = _areas_of_type(20, "q9", "Unitary Authorities", UNITARY, (*SINGLE_TIER, "other"))
T21 = _areas_of_type(21, "q9", "Metropolitan Authorities", METROPOLITAN, (*SINGLE_TIER, "other"))
T22 = _areas_of_type(22, "q9", "London Boroughs", LONDON, (*SINGLE_TIER, "other"))
T23 = _areas_of_type(23, "q9", "District and Borough Authorities", DISTRICT, (*SINGLE_TIER, "county", "daat", "other"))

T24 = _all_areas(
    24,
    "q10",
    "In your experience, how involved are the following partner agencies in the operational delivery of the CDRP's "
    "priorities?",
    (*SINGLE_TIER, "county", "daat"),
)
T25 = _areas_of_type(25, "q10", "Unitary Authorities", UNITARY, SINGLE_TIER_OPERATIONAL)
T26 = _areas_of_type(26, "q10", "Metropolitan Authorities", METROPOLITAN, SINGLE_TIER_OPERATIONAL)
T27 = _areas_of_type(27, "q10", "London Boroughs", LONDON, SINGLE_TIER_OPERATIONAL)
T28 = _areas_of_type(28, "q10", "Districts and Boroughs", DISTRICT, (*SINGLE_TIER, "county", "daat"))

TABLES = (T19, T20, T21, T22, T23, T24, T25, T26, T27, T28)
