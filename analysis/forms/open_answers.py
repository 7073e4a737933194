"""The forms about open answers: reading, coding, code frames and quotations."""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from analysis.crosstabs.dimensions import theme_label
from analysis.forms.naming import NameField
from analysis.open_answers import quoting, reading
from analysis.open_answers.questions import OpenQuestion
from analysis.open_answers.reading import Wanted
from analysis.open_answers.standing import State
from surveys.models import Theme
from surveys.questionnaire.definition import CodeFrame, Question
from surveys.questionnaire.definition import Theme as Code

LONGEST_LABEL = Theme._meta.get_field("label").max_length
KEYS = string.digits[1:] + string.ascii_lowercase
STATES = [
    ("", _("All")),
    (State.TO_CODE.value, _("To be coded")),
    (State.CODED.value, _("Coded")),
    (State.CHANGED.value, _("Changed since it was coded")),
]
FACTS = {"type": _("Type"), "region": _("Region")}
NO_THEME = "none"


class ReadingForm(forms.Form):
    """Which answers to read; what cannot be read, such as a theme that was merged, is said and does not count."""

    search = forms.CharField(label=_("Words"), required=False)

    def __init__(self, sent: Mapping[str, Any], question: OpenQuestion, facts: Mapping[str, Question]) -> None:
        super().__init__(sent)
        self.frame, self.facts = question.frame, facts
        for fact, of in facts.items():
            choices = [(option.code, option.short or option.label) for option in of.options]
            self.fields[fact] = _filter(FACTS[fact], choices)
        codes = [(code.code, theme_label(question.frame, code)) for code in _in_use(question.frame)]
        self.fields["theme"] = _filter(_("Theme"), codes)
        self.fields["state"] = forms.ChoiceField(label=_("Coding"), choices=STATES, required=False)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.full_clean()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        theme = chosen.get("theme")
        return Wanted(
            group={fact: chosen[fact] for fact in self.facts if fact in chosen},
            search=chosen.get("search", ""),
            codes=reading.with_sub_themes(self.frame, theme) if theme else frozenset(),
            state=chosen.get("state", ""),
        )


@dataclass(frozen=True)
class Box:
    """One code that can be given: its box, the key that ticks it, and what it stands under."""

    id: str
    code: str
    label: str
    key: str
    checked: bool
    is_below: bool


class CodingForm(forms.Form):
    """The codes of one answer. `new` is a theme that the frame does not have yet."""

    codes = forms.MultipleChoiceField(required=False)
    new = NameField(
        label=_("A new theme"),
        help_text=_("It comes into the code frame, and this answer is given it."),
        max_length=LONGEST_LABEL,
        required=False,
    )

    def __init__(self, sent: Any, frame: CodeFrame, *, given: Sequence[str]) -> None:
        super().__init__(sent, initial={"codes": list(given)})
        self.offered = _in_use(frame)
        self.fields["codes"].choices = [(code.code, code.label) for code in self.offered] + [(NO_THEME, "")]  # type: ignore[attr-defined]
        self.fields["codes"].error_messages["invalid_choice"] = _(
            "A theme was taken out of the code frame meanwhile. Look at the themes as they are now."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors and not cleaned["codes"] and not cleaned["new"]:
            self.add_error("codes", _("Tick what the answer speaks of, or “None of these”"))
        if len(cleaned.get("codes", [])) > 1 and NO_THEME in cleaned["codes"]:
            self.add_error("codes", _("Either themes, or “None of these”"))
        return cleaned

    @property
    def given(self) -> list[str]:
        """The codes that were ticked; only of a form that is valid."""
        return [code for code in self.cleaned_data["codes"] if code != NO_THEME]

    @property
    def listed(self) -> list[Box]:
        """The boxes of the question’s own options, to which an “other” is put back."""
        return [box for code, box in self._boxes() if code and code.listed]

    @property
    def themes(self) -> list[Box]:
        """The boxes of the themes, each followed by those of its sub-themes."""
        return [box for code, box in self._boxes() if code and not code.listed]

    @property
    def none(self) -> Box:
        """The box for an answer that fits nothing."""
        return next(box for code, box in self._boxes() if code is None)

    def _boxes(self) -> Iterator[tuple[Code | None, Box]]:
        ticked = set(self["codes"].value() or ())
        for place, code in enumerate(self.offered):
            key = KEYS[place] if place < len(KEYS) else ""
            number = f"id_codes_{place}" if place else "id_codes"
            yield code, Box(number, code.code, code.label, key, code.code in ticked, bool(code.under))
        yield None, Box("id_codes_none", NO_THEME, str(_("None of these")), "0", NO_THEME in ticked, is_below=False)


class ThemeForm(forms.Form):
    """A theme: what it is called, and what it stands under."""

    label = NameField(
        label=_("Theme"), max_length=LONGEST_LABEL, error_messages={"required": _("Enter what the theme is called")}
    )
    helper = FormHelper()

    def __init__(self, sent: Any, frame: CodeFrame, *, theme: Code | None = None) -> None:
        super().__init__(sent, initial={"label": theme.label, "under": theme.under} if theme else {})
        tops = [each for each in frame.themes if not (each.under or each.retired)]
        choices = [(each.code, each.label) for each in tops if each != theme]
        self.fields["under"] = forms.ChoiceField(
            label=_("Sub-theme of"), choices=[("", _("None: a theme of its own")), *choices], required=False
        )


class MergeForm(forms.Form):
    """What stands for a theme that is taken out."""

    helper = FormHelper()

    def __init__(self, sent: Any, frame: CodeFrame, theme: Code) -> None:
        super().__init__(sent)
        others = [(each.code, theme_label(frame, each)) for each in _in_use(frame) if each != theme]
        self.fields["into"] = forms.ChoiceField(
            label=_("What stands for it, in the answers that have it"),
            choices=[("", _("Nothing: it is taken away from them")), *others],
            required=False,
        )


class QuoteForm(forms.Form):
    """The words that are quoted. `hints` are what in them may tell who wrote them."""

    text = forms.CharField(
        label=_("Words to quote"),
        help_text=_("Leave out what tells who wrote it: put […] in its place, or a word of yours in square brackets."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Enter the words to quote")},
    )
    checked = forms.BooleanField(label=_("I have looked at these, and none tells who wrote it"), required=False)
    helper = FormHelper()

    def __init__(self, sent: Any, *, answer: str) -> None:
        super().__init__(sent, initial={"text": answer})
        self.answer = answer
        self.hints = quoting.hints(str(self["text"].value() or ""))

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if not quoting.is_word_for_word(text, self.answer):
            raise forms.ValidationError(
                _("A quotation is word for word. Only parts of the answer can stand here, and what is in brackets.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        if self.hints and not self.cleaned_data.get("checked"):
            self.add_error("checked", _("Look at what may tell who wrote it: leave it out, or say that it does not"))
        return self.cleaned_data


def _in_use(frame: CodeFrame) -> list[Code]:
    """The codes that can be given: options of the question first, then themes, each with its sub-themes."""
    listed = [code for code in frame.codes if code.listed]
    return [*listed, *(theme for theme in frame.themes if not theme.retired)]


def _filter(label: Any, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("All")), *choices], required=False)
