"""What the list knows of the respondents, whatever they confirmed: for each fact the respondents of each option."""

from datetime import datetime

import numpy as np

from analysis import matrix
from analysis.respondents import Listed, bits
from contacts import frame
from surveys.models import Survey


def listed(survey: Survey, *, number: int, as_at: datetime | None = None) -> Listed:
    """For type and region the set of each option, among the first so many responses. The list is that of now; who is
    tied to no organisation is in none of them. Two queries."""
    known = frame.facts_of_responses(survey)
    of_each = [known.get(key) for key in matrix.responses(survey, at=as_at)[:number]]
    sets: dict[str, dict[str, int]] = {}
    for place, fact in enumerate(frame.FACTS):
        codes = np.array([facts[place] if facts else "" for facts in of_each], np.str_)
        sets[fact] = {str(code): bits(codes == code) for code in np.unique(codes) if code}
    return sets
