"""The sentences of sections 4 to 6 that tell a number: what the report of 2009 says of its answers beside its tables.

The wording is that of the report, shortened to what the number is about, and without what other answers would make
untrue: which is the most, or more than a tenth. Where it prints another number than the answers give, the contradiction
stands with it.
"""

from analysis.community_safety.capacity import POSTS, POSTS_WITHOUT_WARDENS
from analysis.community_safety.labels import CAPACITY, GENERIC_SUPPORT, LEADERSHIP, ORGANISATIONS, OVERVIEW, PARTNERS
from analysis.prose import Number, Statement
from analysis.segments import EVERYBODY, Above, AllOf, AnyOf, Asked, Chose, Exactly, NotIn, Segment, chose, ticked
from analysis.specification import Extreme, Figure, Formula, Mean, Quartile, Share

REGIONS = "abcdefghi"
CHAIRS = tuple(ticked(f"q7_{code}") for code in "abcdefg")
FUNDING = AnyOf(tuple(ticked(f"q18_codes_F{number}") for number in range(1, 7)))
UNITARY, METROPOLITAN, LONDON, DISTRICT = (chose("q2", code) for code in "abcd")
OFTEN_OR_ALWAYS = chose("q13", "a", "b")
ANALYST = Above("q6_analysts", 0)
SMALLEST, LARGEST = 0, 4  # as quartiles


def _number(of: Segment, base: Segment, printed: str, *errata: str) -> Number:
    return Number(Share(of, base), Figure.COUNT, printed, errata=errata)


def _percent(of: Segment, base: Segment, printed: str, *errata: str, decimals: int = 0) -> Number:
    return Number(Share(of, base), Figure.PERCENT, printed, decimals, errata)


def _value(formula: Formula, printed: str, *errata: str, decimals: int = 0) -> Number:
    return Number(formula, Figure.MEAN, printed, decimals, errata)


def _involved(question: str, partner: str, codes: str) -> Chose:
    return chose(f"{question}_{partner}", *codes)


def _between(of: Segment, printed: tuple[str, str], *errata: str) -> tuple[Number, Number]:
    """The smallest and the largest share among the regions."""
    shares = tuple(Share(of, chose("q3", region)) for region in REGIONS)
    return _range(shares, printed, *errata)


def _range(shares: tuple[Share, ...], printed: tuple[str, str], *errata: str) -> tuple[Number, Number]:
    lowest, highest = printed
    return (
        Number(Extreme(shares), Figure.PERCENT, lowest, errata=errata),
        Number(Extreme(shares, largest=True), Figure.PERCENT, highest, errata=errata),
    )


STATEMENTS = (
    Statement(
        "types",
        OVERVIEW,
        "{} of the sample are based in a district or borough council; {} are based in London boroughs.",
        (_percent(DISTRICT, EVERYBODY, "70%"), _percent(LONDON, EVERYBODY, "11%")),
    ),
    Statement(
        "regions",
        OVERVIEW,
        "{} of respondents are based in the South East, {} in the East of England, {} in the South West and {} in "
        "London.",
        (
            _percent(chose("q3", "f"), EVERYBODY, ""),
            _percent(chose("q3", "a"), EVERYBODY, ""),
            _percent(chose("q3", "g"), EVERYBODY, "15%"),
            _percent(chose("q3", "c"), EVERYBODY, "13%"),
        ),
    ),
    Statement(
        "other-regions",
        OVERVIEW,
        "The remaining regions account for between {} and {} of the sample.",
        _range(tuple(Share(chose("q3", region)) for region in "bdehi"), ("5%", "9%"), "P35"),
    ),
    Statement(
        "role",
        OVERVIEW,
        "{} of the survey respondents were the head of safer communities.",
        (_percent(chose("q4", "b"), EVERYBODY, "14%"),),
    ),
    Statement(
        "time-in-role",
        OVERVIEW,
        "{} respondents ({}) have been in the role for five or more years, whilst {} have been in it for less than "
        "one year.",
        (
            _number(chose("q5", "d"), EVERYBODY, "43"),
            _percent(chose("q5", "d"), EVERYBODY, "30%"),
            _percent(chose("q5", "a"), EVERYBODY, "15%"),
        ),
    ),
    Statement(
        "posts",
        CAPACITY,
        "Numbers of posts ranged from {} up to {}.",
        (_value(Quartile(POSTS, SMALLEST), "1", decimals=1), _value(Quartile(POSTS, LARGEST), "185", decimals=1)),
    ),
    Statement(
        "posts-of-unitaries",
        CAPACITY,
        "Unitary authority community safety teams range from {} officers to {} officers.",
        (
            _value(Quartile(POSTS, SMALLEST, UNITARY), "7.5", decimals=1),
            _value(Quartile(POSTS, LARGEST, UNITARY), "185", decimals=1),
        ),
    ),
    Statement(
        "posts-of-metropolitans",
        CAPACITY,
        "Metropolitan authorities have an average of {} community safety team members, without street wardens.",
        (_value(Mean(POSTS_WITHOUT_WARDENS, METROPOLITAN), "46", "P10"),),
    ),
    Statement(
        "posts-of-london-boroughs",
        CAPACITY,
        "London boroughs range from {} posts up to {} posts.",
        (
            _value(Quartile(POSTS, SMALLEST, LONDON), "8", "P34", decimals=1),
            _value(Quartile(POSTS, LARGEST, LONDON), "85", "P34", decimals=1),
        ),
    ),
    Statement(
        "without-officers",
        CAPACITY,
        "{} of teams have no community safety officer, and {} no anti-social behaviour officer.",
        (
            _percent(NotIn(Above("q6_cso", 0)), EVERYBODY, "11%"),
            _percent(NotIn(Above("q6_asb", 0)), EVERYBODY, "15%"),
        ),
    ),
    Statement(
        "wardens",
        CAPACITY,
        "{} teams ({}) host street wardens.",
        (_number(Above("q6_wardens", 0), EVERYBODY, "35"), _percent(Above("q6_wardens", 0), EVERYBODY, "25%")),
    ),
    Statement(
        "more-than-one-analyst",
        CAPACITY,
        "{} teams ({}) have more than one analyst.",
        (
            _number(Above("q6_analysts", 1), EVERYBODY, "14", "P09"),
            _percent(Above("q6_analysts", 1), EVERYBODY, "10%", "P09"),
        ),
    ),
    Statement(
        "often-or-always",
        CAPACITY,
        "{} respondents ({}) report that lack of capacity always or often has a negative impact.",
        (
            _number(OFTEN_OR_ALWAYS, EVERYBODY, "67"),
            _percent(OFTEN_OR_ALWAYS, EVERYBODY, "47.2%", decimals=1),
        ),
    ),
    Statement(
        "some-problems",
        CAPACITY,
        "{} of community safety managers report some problems as a result of a lack of capacity, with {} reporting "
        "that it was always a problem.",
        (
            _percent(chose("q13", "a", "b", "c"), EVERYBODY, "93%"),
            _percent(chose("q13", "a"), EVERYBODY, "10%"),
        ),
    ),
    Statement(
        "capacity-by-region",
        CAPACITY,
        "Lack of capacity always or often has a negative impact for {} of respondents in the North West, {} in the "
        "South West and {} in the North East.",
        (
            _percent(OFTEN_OR_ALWAYS, chose("q3", "e"), "58%", "P12"),
            _percent(OFTEN_OR_ALWAYS, chose("q3", "g"), "57%"),
            _percent(OFTEN_OR_ALWAYS, chose("q3", "d"), "14%"),
        ),
    ),
    Statement(
        "teams-short-of-capacity",
        CAPACITY,
        "Among authorities where lack of capacity always or often impacts upon delivery, the number of staff varies "
        "from {} to {}; the mean, without street wardens, is {}.",
        (
            _value(Quartile(POSTS, SMALLEST, OFTEN_OR_ALWAYS), "1", decimals=1),
            _value(Quartile(POSTS, LARGEST, OFTEN_OR_ALWAYS), "75", decimals=1),
            _value(Mean(POSTS_WITHOUT_WARDENS, OFTEN_OR_ALWAYS), "11"),
        ),
    ),
    Statement(
        "confidence",
        CAPACITY,
        "{} feel very or fairly confident about the capacity of the CDRP.",
        (_percent(chose("q15", "a", "b"), EVERYBODY, "79%", "P01"),),
    ),
    Statement(
        "targets",
        CAPACITY,
        "{} of unitaries find achieving the LAA targets challenging.",
        (_percent(ticked("q16_g"), UNITARY, "4%"),),
    ),
    Statement(
        "funding",
        CAPACITY,
        "Funding was highlighted in {} ({}) of the survey responses.",
        (_number(FUNDING, EVERYBODY, "32"), _percent(FUNDING, EVERYBODY, "23%")),
    ),
    Statement(
        "joint-chairs",
        LEADERSHIP,
        "{} respondents have more than one chair: {} joint arrangements are held by two people, {} by three and {} by "
        "four.",
        (
            _number(AnyOf(tuple(Exactly(number, CHAIRS) for number in range(2, 8))), EVERYBODY, "17"),
            _number(Exactly(2, CHAIRS), EVERYBODY, "15"),
            _number(Exactly(3, CHAIRS), EVERYBODY, "1"),
            _number(Exactly(4, CHAIRS), EVERYBODY, "1"),
        ),
    ),
    Statement(
        "other-elected-members",
        LEADERSHIP,
        "{} out of {} CDRPs are chaired by another elected member.",
        (_number(ticked("q7_b"), EVERYBODY, "10", "X31"), _number(EVERYBODY, EVERYBODY, "142")),
    ),
    Statement(
        "influence",
        LEADERSHIP,
        "{} of community safety managers see themselves as very or fairly influential, {} as not very influential.",
        (
            _percent(chose("q11", "a", "b"), EVERYBODY, "92%"),
            _percent(chose("q11", "c"), EVERYBODY, "8%"),
        ),
    ),
    Statement(
        "influence-by-type",
        LEADERSHIP,
        "{} of managers in unitary authorities viewed themselves as very influential; in London {} did.",
        (_percent(chose("q11", "a"), UNITARY, "75%"), _percent(chose("q11", "a"), LONDON, "53%")),
    ),
    Statement(
        "analysts",
        LEADERSHIP,
        "{} respondents ({}) reported having an analyst within the community safety team.",
        (_number(ANALYST, EVERYBODY, "75", "X04"), _percent(ANALYST, EVERYBODY, "52%")),
    ),
    Statement(
        "evidence",
        LEADERSHIP,
        "{} say that strategic decisions are based upon evidence to a large extent.",
        (_percent(chose("q12", "a"), EVERYBODY, "78%", "P02"),),
    ),
    Statement(
        "strategic-involvement",
        PARTNERS,
        "{} of respondents reported that the police are very involved in strategic decision-making; the fire and "
        "rescue service is in {} of all CDRPs, and county councils, of districts and boroughs, in {}.",
        (
            _percent(_involved("q9", "police", "a"), Asked("q9_police"), "91%"),
            _percent(_involved("q9", "fire", "a"), Asked("q9_fire"), "43%", "R18"),
            _percent(_involved("q9", "county", "a"), Asked("q9_county"), "56%"),
        ),
    ),
    Statement(
        "probation",
        PARTNERS,
        "{} struggle to engage the probation service in strategic decision making; of the London boroughs {} do.",
        (
            _percent(_involved("q9", "prob", "c"), Asked("q9_prob"), "37%"),
            _percent(_involved("q9", "prob", "c"), AllOf((LONDON, Asked("q9_prob"))), "53%"),
        ),
    ),
    Statement(
        "operational-involvement",
        PARTNERS,
        "The police are very involved in operational delivery in {} of CDRPs; PCTs are not very or not at all "
        "involved in {}.",
        (
            _percent(_involved("q10", "police", "a"), Asked("q10_police"), "95%"),
            _percent(_involved("q10", "pct", "cd"), Asked("q10_pct"), "51%"),
        ),
    ),
    Statement(
        "pct-by-type",
        PARTNERS,
        "In London {} find the PCT to be either very or fairly involved in operational delivery; {} of districts and "
        "boroughs struggle or fail to involve it.",
        (
            _percent(_involved("q10", "pct", "ab"), LONDON, "73%"),
            _percent(_involved("q10", "pct", "cd"), DISTRICT, "60%", "P23"),
        ),
    ),
    Statement(
        "sources-of-policy-information",
        ORGANISATIONS,
        "Between {} and {} of respondents identified the LGA as a source of policy information, by region; from {} to "
        "{} receive it from the IDeA.",
        (
            *_between(ticked("q17_lga"), ("43%", "86%")),
            *_between(ticked("q17_idea"), ("33%", "63%"), "P05"),
        ),
    ),
    Statement(
        "shared-workload",
        GENERIC_SUPPORT,
        "{} identified additional involvement and sharing of the workload across partner agencies as useful support, "
        "{} advice and guidance regarding legislation and policies, and {} sharing of good practice.",
        (
            _percent(ticked("q21_7"), EVERYBODY, "46%"),
            _percent(ticked("q21_1"), EVERYBODY, "45%"),
            _percent(ticked("q21_4"), EVERYBODY, "43%"),
        ),
    ),
    Statement(
        "good-practice",
        GENERIC_SUPPORT,
        "Sharing of good practice was highlighted by {} of respondents from unitary authorities.",
        (_percent(ticked("q21_4"), UNITARY, "67%"),),
    ),
)
