"""How much of what applies to a respondent is answered: what tells a partial questionnaire from a break-off.

The rule was fixed beforehand, after the worked example of AAPOR's Standard Definitions: of the questions on the
respondent's path, at least half answered is partial, less is a break-off. What was submitted is complete, whatever was
left blank, because the pages ask for every answer that is required.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from surveys.questionnaire import routing
from surveys.questionnaire.definition import Answer, Answers, Questionnaire
from surveys.questionnaire.routing import Path

PARTIAL = Fraction(1, 2)

Offered = Mapping[str, frozenset[str]]  # by the name of a control; of none where anything can be entered


def is_partial(questionnaire: Questionnaire, answers: Answers) -> bool:
    """Whether answers that were never submitted make a partial questionnaire; if not, they are a break-off."""
    return answered(questionnaire, answers) >= PARTIAL


def answered(questionnaire: Questionnaire, answers: Answers) -> Fraction:
    """The share of the questions on the path that have an answer, from 0 to 1. A question with several lines or boxes
    has one as soon as any of them has; a box that was seen and left unticked is an answer. Options that are no longer
    offered do not count."""
    asked = _asked(routing.route(questionnaire, answers))
    return Fraction(sum(_has_answer(question, answers) for question in asked), len(asked) or 1)


def _has_answer(question: Offered, answers: Answers) -> bool:
    if answers.keys().isdisjoint(question):  # most questions of a draft, told in one step
        return False
    return any(name in answers and _counts(answers[name], codes) for name, codes in question.items())


def _counts(answer: Answer, codes: frozenset[str]) -> bool:
    if isinstance(answer, list):
        return not codes.isdisjoint(answer)
    return answer in codes if codes else answer not in (None, "")


@lru_cache(maxsize=2048)
def _asked(path: Path) -> tuple[Offered, ...]:
    """The controls of each question on the path, without those that hang on an answer to the same question. Worked out
    once for each path."""
    return tuple(
        {
            control.name: frozenset(option.code for option in control.options)
            for control in page.controls
            if control.question is question and not control.parent
        }
        for page in path
        for question in page.questions
    )
