"""The form of one page: fields for its controls, filled with what is known, bearing what is wrong.

The rules are the engine's: the form shows, it does not judge.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext, override

from surveys import compiling
from surveys.questionnaire.controls import ControlKind
from surveys.questionnaire.definition import Answers
from surveys.questionnaire.routing import AskedPage
from surveys.questionnaire.validation import Problem, without_unprintable

CHECKED = " checked"  # the attribute of a radio or box that is chosen
WIDGETS: dict[ControlKind, type[forms.Widget]] = {
    ControlKind.TEXT: forms.TextInput,
    ControlKind.LONG_TEXT: forms.Textarea,
    ControlKind.CHOICE: forms.RadioSelect,
    ControlKind.CHOICES: forms.CheckboxSelectMultiple,
    ControlKind.NUMBER: forms.TextInput,
    ControlKind.TICK: forms.CheckboxInput,
}


class ControlField(forms.Field):
    """Takes whatever was sent; what a page cannot hold is left out when it is shown again."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return without_unprintable(data) if isinstance(data, str) else data


class PageForm(forms.Form):
    """One page with the answers so far and over them a draft, or with what was just sent and its problems. All of it
    is in one `language`: that of its section, which may not be translated into that of the page around it."""

    def __init__(
        self,
        page: AskedPage,
        *,
        answers: Answers,
        known: Mapping[str, str],
        draft: Mapping[str, Any] | None = None,
        sent: QueryDict | None = None,
        problems: Iterable[Problem] = (),
    ) -> None:
        super().__init__(sent, initial={**_initial(page, answers, known), **(draft or {})})
        self.page = page
        self.language = compiling.other_language(page.section) or get_language()
        self.problems = problems
        self.fields = _fields(page)

    def clean(self) -> None:
        with override(self.language):
            for problem in self.problems:
                self.add_error(problem.control, problem.sentence.said(gettext))

    def written(self, name: str) -> str:
        """What stands in the box of this name; nothing for None."""
        value = self[name].value()
        return "" if value is None else str(value)

    def checked(self, name: str, code: str) -> str:
        """The attribute of an option under this name: CHECKED or nothing."""
        value = self[name].value()
        chosen = value if isinstance(value, list | tuple) else [value]
        is_ticked = value is True
        return CHECKED if is_ticked or code in chosen else ""


@lru_cache(maxsize=1024)
def _fields(page: AskedPage) -> dict[str, forms.Field]:
    """Fields and widgets hold nothing of a request, so a page's are made once."""
    return {
        control.name: ControlField(required=False, label=control.label, widget=WIDGETS[control.kind])
        for control in page.controls
    }


def _initial(page: AskedPage, answers: Answers, known: Mapping[str, str]) -> dict[str, Any]:
    """The saved answers; where there is none yet, what the frame knows."""
    offered = {question.code: known.get(question.fact) for question in page.questions}
    return {
        control.name: answers[control.name] if control.name in answers else offered.get(control.name)
        for control in page.controls
    }
