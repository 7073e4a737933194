"""Whether a page that comes back was shown before somebody else changed it. Pure but for the models it reads.

A page bears the fingerprint of its saved answers and, after a dot, that of the draft it was filled with. A draft is
also known by the window it comes from: a window never stands in its own way, even where it did not hear that its last
draft had arrived.
"""

import hashlib
import json
from collections.abc import Mapping

from surveys.models import Response
from surveys.questionnaire import validation
from surveys.questionnaire.definition import Answers
from surveys.questionnaire.routing import AskedPage

Draft = Mapping[str, object]  # from which "window", and the "values" of its controls


def of_answers(answers: Mapping[str, object]) -> str:
    """Short text that differs when the answers differ."""
    return hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()[:16]


def of_page(page: AskedPage, response: Response) -> str:
    """What the page bears when it is shown now."""
    return f"{_of_saved(page, response.working_answers)}.{_of_draft(response.drafts.get(page.code))}"


def changed_since(page: AskedPage, response: Response, *, shown: str, window: str) -> bool:
    """Whether the page was saved since, or another window wrote a draft of it. "" asks for no check."""
    if not shown:
        return False
    saved, _, drafted = shown.partition(".")
    if saved != _of_saved(page, response.working_answers):
        return True
    draft = response.drafts.get(page.code)
    return bool(draft) and draft["window"] != window and drafted != _of_draft(draft)


def has_unsaved_draft(page: AskedPage, response: Response) -> bool:
    """Whether something was typed on the page that says something else than what was saved."""
    draft = response.drafts.get(page.code)
    if draft is None:
        return False
    return not same_answers(page, validation.read_page(page, draft["values"]).answers, response.working_answers)


def same_answers(page: AskedPage, given: Answers, saved: Answers) -> bool:
    """Whether both say the same on this page."""
    return _of_saved(page, given) == _of_saved(page, saved)


def _of_saved(page: AskedPage, answers: Answers) -> str:
    """A page that was never saved has one too."""
    return of_answers({control.name: answers.get(control.name) for control in page.controls})


def _of_draft(draft: Draft | None) -> str:
    return of_answers({"values": draft["values"]}) if draft else ""
