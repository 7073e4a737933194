"""Appendix D: the involvement of each partner agency by type of authority."""

from analysis.community_safety.labels import APPENDIX_D, INVOLVEMENT, types
from analysis.specification import Heading, Specification
from analysis.specifying import Percent, crosstab, options

TYPES = types({"c": "London Borough", "d": "Borough / District"})


def _agency(number: int, title: str, variable: str) -> Specification:
    question, _ = variable.split("_")
    return crosstab(
        Heading(f"D{number:02}", title, APPENDIX_D, f"{question.upper()} by Q2", question),
        rows=TYPES,
        columns=options(variable, INVOLVEMENT),
        percent=Percent.ACROSS,
        base="all respondents of that type",
    )


TABLES = (
    _agency(1, "Police (strategic)", "q9_police"),
    _agency(2, "Fire and Rescue Service (strategic)", "q9_fire"),
    _agency(3, "Primary Care Trust (strategic)", "q9_pct"),
    _agency(4, "Probation Service (strategic)", "q9_prob"),
    _agency(5, "Youth Offending Service (strategic)", "q9_yos"),
    _agency(6, "Police (operational)", "q10_police"),
    _agency(7, "Fire Authority (operational)", "q10_fire"),
    _agency(8, "Primary Care Trust (operational)", "q10_pct"),
    _agency(9, "Probation Service (operational)", "q10_prob"),
    _agency(10, "Youth Offending Service (operational)", "q10_yos"),
)
