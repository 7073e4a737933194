"""How much of what applies to a respondent is answered: what tells a partial questionnaire from a break-off.

The rule was fixed beforehand, after the worked example of AAPOR's Standard Definitions: of the questions on the
respondent's path, at least half answered is partial, less is a break-off. What was submitted is complete, whatever was
left blank, because the pages ask for every answer that is required.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from surveys.questionnaire import routing
from surveys.questionnaire.controls import Control
from surveys.questionnaire.definition import Answer, Answers, Questionnaire
from surveys.questionnaire.routing import Path

PARTIAL = Fraction(1, 2)


class Asked(NamedTuple):
    """What is asked on a path: the names of the controls of each question, and, where options have conditions, the
    codes that a control still offers."""

    questions: tuple[frozenset[str], ...]
    offered: Mapping[str, frozenset[str]]


def is_partial(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether answers that were never submitted make a partial questionnaire; if not, they are a break-off."""
    return answered(questionnaire, answers) >= PARTIAL


def answered(questionnaire: Questionnaire, answers: Answers) -> Fraction:
    """The share of the questions on the path that have an answer, from 0 to 1. A question with several lines or boxes
    has one as soon as any of them has; a box that was seen and left unticked is an answer. Options that are no longer
    offered do not count."""
    asked = _asked(questionnaire, routing.route(questionnaire, answers))
    given = {name for name, answer in answers.items() if answer not in _BLANK}
    given -= {name for name, codes in asked.offered.items() if name in given and not _is_among(answers[name], codes)}
    # Sets, because thousands of drafts are judged in one page view.
    return Fraction(sum(not given.isdisjoint(names) for names in asked.questions), len(asked.questions) or 1)


_BLANK: tuple[Answer, ...] = (None, "", [])


def _is_among(answer: Answer, codes: frozenset[str]) -> bool:
    return not codes.isdisjoint(answer) if isinstance(answer, list) else answer in codes


@lru_cache(maxsize=2048)
def _asked(questionnaire: Questionnaire, path: Path) -> Asked:
    """Worked out once for each path. What hangs on an answer to the same question is left out."""
    controls = [control for page in path for control in page.controls if not control.parent]
    names: dict[str, set[str]] = {question.code: set() for page in path for question in page.questions}
    for control in controls:
        names[control.question.code].add(control.name)
    conditional = {each.code for each in questionnaire.questions if any(option.condition for option in each.options)}
    offered = {
        control.name: _codes(control)
        for control in controls
        if control.options and control.question.code in conditional
    }
    return Asked(tuple(frozenset(each) for each in names.values()), offered)


def _codes(control: Control) -> frozenset[str]:
    return frozenset(option.code for option in control.options)
