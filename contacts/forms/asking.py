"""The forms by which respondents reach the help line."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contacts.forms.organisations import Entry
from contacts.models import Query
from surveys.questionnaire.validation import without_unprintable

LONGEST = 5000
LONGEST_PAGE = Query._meta.get_field("page").max_length


class Answer(Entry):
    """A text that follows the rules of its column in contact lists; `missing` says what to do where it is needed."""

    def __init__(self, column: str, *, missing: str | Promise = "", **parts: Any) -> None:
        super().__init__(column, **parts)
        self.required = bool(missing)
        self.missing = missing

    def clean(self, value: object) -> str:
        if not str(value or "").strip():
            if self.missing:
                raise forms.ValidationError(str(self.missing))
            return ""
        return super().clean(value)


class Words(forms.CharField):
    """A longer text, without the characters that no page can show."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), **parts)

    def to_python(self, value: object) -> str:
        return super().to_python(without_unprintable(str(value or ""))) or ""


class AskedFrom(forms.CharField):
    """The page of the survey that one came from: a hint for staff, so whatever it says is no mistake of the reader."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def clean(self, value: object) -> str:
        return without_unprintable(str(value or ""))[:LONGEST_PAGE]


class AskForm(forms.Form):
    text = Words(label=_("Your question"), error_messages={"required": _("Enter your question")})
    name = Answer("contact_name", label=_("Your name"), missing=_("Enter your name"))
    organisation_name = Answer(
        "name", label=_("Your organisation"), missing=_("Enter the name of your organisation, so that we can find it")
    )
    email = Answer("email", label=_("Email address"), help_text=_("Where we send the answer"))
    telephone = Answer("telephone", label=_("Telephone"), help_text=_("If you would rather be called back"))
    page = AskedFrom()
    helper = FormHelper()

    def __init__(self, *arguments: Any, known: bool, **parts: Any) -> None:
        """`known`: a personal link tells which organisation it is."""
        super().__init__(*arguments, **parts)
        if known:
            del self.fields["organisation_name"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.has_error("email") and not self.has_error("telephone") and not _reachable(cleaned):
            self.add_error("email", _("Enter an email address or a telephone number, so that we can answer"))
        return cleaned


class SomeoneElseForm(forms.Form):
    name = Answer("contact_name", label=_("Their name"), missing=_("Enter the name of the right person"))
    job_title = Answer("job_title", label=_("Their job title"))
    email = Answer("email", label=_("Their email address"), missing=_("Enter the email address of the right person"))
    telephone = Answer("telephone", label=_("Their telephone"))
    note = Words(
        label=_("Is there anything else that we should know?"), help_text=_("You can leave this empty."), required=False
    )
    page = AskedFrom()
    helper = FormHelper()


def _reachable(cleaned: dict[str, Any]) -> bool:
    return bool(cleaned.get("email") or cleaned.get("telephone"))
