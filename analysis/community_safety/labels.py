"""What several tables share: sections, breakdowns and answers, by the codes of the questionnaire."""

from analysis.specification import Figure
from analysis.specifying import Line, Lines, options

OVERVIEW = "4 Overview of respondents"
CAPACITY = "5.3 CDRP capacity to deliver"
LEADERSHIP = "5.4 Leadership and decision-making"
PARTNERS = "5.5 The role of partner organisations"
ORGANISATIONS = "5.6 The role of national and regional organisations"
GENERIC_SUPPORT = "6.1 Generic support requirements"
LIMITED_CAPACITY = "6.2 Support requirements of CDRPs reporting limited capacity"
APPENDIX_D = "Appendix D"

TYPES = {"a": "Unitary", "b": "Metropolitan", "c": "London borough", "d": "District / borough"}

REGIONS = {
    "a": "East of England",
    "b": "East Midlands",
    "c": "London",
    "d": "North East",
    "e": "North West",
    "f": "South East",
    "g": "South West",
    "h": "West Midlands",
    "i": "Yorkshire and Humber",
}

HOW_OFTEN = {
    "a": "Always",
    "b": "Often",
    "c": "Sometimes",
    "d": "Seldom",
    "e": "Never",
    "f": "Don't know",
}
CONFIDENCE = {
    "a": "Very confident",
    "b": "Fairly confident",
    "c": "Not very confident",
    "d": "Not at all confident",
    "e": "Don't know",
}
# "Not very challenging" (c) has no column in the report; those who chose it stay in the base.
CHALLENGE = {
    "a": "Very challenging",
    "b": "Fairly challenging",
    "d": "Not at all challenging",
    "e": "Don't know",
    "f": "N/A",
}
AGREEMENT = {"a": "Strongly agree", "b": "Agree", "c": "Disagree", "d": "Strongly disagree", "e": "Don't know"}
INFLUENCE = {
    "a": "Very influential",
    "b": "Fairly influential",
    "c": "Not very influential",
    "d": "Not at all influential",
    "e": "Don't know",
}
INVOLVEMENT = {
    "a": "Very involved",
    "b": "Fairly involved",
    "c": "Not very involved",
    "d": "Not at all involved",
    "e": "Not applicable",
}

CHALLENGES = {
    "q14_asb": "Anti-social behaviour",
    "q14_ppo": "Prolific and priority offenders",
    "q14_dv": "Domestic violence",
    "q14_enviro": "Enviro-crime",
    "q14_cctv": "CCTV",
    "q14_daat": "Drug and alcohol (not districts)",
}
AGENDA = {
    "c": "Improving public confidence",
    "a": "Undertaking effective community engagement activity",
    "d": "Improving accountability to the public, e.g. feedback to the public regarding outcomes, "
    "victim satisfaction, etc.",
    "m": "Managing short term centrally dictated initiatives",
    "l": "Managing partnership communications",
    "j": "Monitoring and improving performance against the National Indicator set",
    "b": "Responding to community calls for action and the scrutiny of any unresolved issues",
    "n": "Visible justice - community payback",
    "e": "Responding to requests for services made by elected members",
    "g": "Achieving your LAA targets",
    "k": "Refreshing the partnership plan and / or strategic assessment",
    "f": "Complying with the National Standards and 6 Hallmarks",
    "h": "Achieving local CDRP targets (districts / boroughs only)",
}
SOURCES = {
    "go": "Gov. Office",
    "ho": "Home Office",
    "lga": "LGA",
    "idea": "IDeA",
    "moj": "MoJ",
    "riep": "RIEP",
}
SUPPORT = {
    "7": "Additional involvement and sharing of the workload across partner agencies",
    "1": "Advice and guidance regarding legislation and policies",
    "4": "Sharing of good practice",
    "5": "Additional or enhanced local cross-border joint working arrangements",
    "9": "Clarity of roles and responsibilities across partner agencies",
    "2": "Training and personal development",
    "6": "Stronger leadership and strategic direction",
    "3": "Additional support and guidance from senior management within the local authority",
    "11": "Toolkits – e.g. providing guidance on strategic assessments",
    "12": "Peer support",
    "8": "Clarity of roles and responsibilities within the multi-agency community safety team",
}

RESPONDENTS = Line("Total", figures=(Figure.COUNT,))


def types(labels: dict[str, str] | None = None) -> Lines:
    """The four types of authority; `labels` are those that a table writes differently."""
    return options("q2", TYPES | (labels or {}))


def regions(order: str = "abcdefghi") -> Lines:
    """The nine regions in the order of these codes."""
    return options("q3", {code: REGIONS[code] for code in order})


def statements(block: str) -> dict[str, str]:
    """The four statements about the chairs of one block of Question 8."""
    return {
        f"q8_{block}_1": "Knowledgeable about the community safety agenda",
        f"q8_{block}_2": "Influential in leading the CDRP",
        f"q8_{block}_3": "Skilled in chairing the CDRP",
        f"q8_{block}_4": "Involved and engaged in the CDRP",
    }
