"""Putting an “other, please specify” back to the option that it says in other words. The answer itself is kept."""

from collections.abc import Mapping

from surveys.questionnaire.controls import Control, controls
from surveys.questionnaire.definition import Answer, Answers, Question, Questionnaire, Theme


def counted(questionnaire: Questionnaire, answers: Answers, codes: Mapping[str, list[str]]) -> Answers:
    """The answers as tables count them: where researchers gave an “other” an option of the question, that option stands
    in its place. A text of several choices that was given a theme of its own besides leaves its “other” ticked."""
    found: dict[str, Answer] = dict(answers)
    for question in (each for each in questionnaire.questions if each.other_frames):
        parents = {control.name: control for control in controls(question) if control.parent}
        for name, frame in question.other_frames:
            control = parents.get(name)
            if control is None or control.parent is None:
                continue
            given = codes.get(frame.code, [])
            listed = [code for code in given if code in frame.listed]
            if listed and control.asked(answers):
                parent, other = control.parent
                only_listed = len(listed) == len(given)
                found[parent] = _put_back(found[parent], other, listed, only_listed=only_listed)
    return found


def listed(question: Question, text: Control, *, edition: int = 0) -> tuple[Theme, ...]:
    """The options that the “other” of this text can be put back to; none if the text hangs on no option."""
    if text.parent is None:
        return ()
    name, other = text.parent
    options = next(control.options for control in controls(question) if control.name == name)
    return tuple(Theme(o.code, o.label, o.short, edition=edition, listed=True) for o in options if o.code != other)


def _put_back(answer: Answer, other: str, listed: list[str], *, only_listed: bool) -> Answer:
    if not isinstance(answer, list):
        return listed[0]
    kept = [option for option in answer if option != other or not only_listed]
    return kept + [option for option in listed if option not in kept]
