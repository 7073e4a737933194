from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from contacts import frame


class Known(forms.CharField):
    """The reference of an organisation of the frame, as it is spelt there."""

    def clean(self, value: Any) -> str:
        reference = super().clean(value)
        found = frame.by_reference([reference])
        if not found:
            raise forms.ValidationError(
                _("No organisation has the reference “%(reference)s”.") % {"reference": reference}
            )
        return found[reference.lower()].reference


class PairForm(forms.Form):
    """Two organisations that somebody knows to be one."""

    first = Known(label=_("Reference"), max_length=40)
    second = Known(label=_("Reference of the other"), max_length=40)

    def __init__(self, *arguments: Any, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("This is the same organisation. Enter another reference."))
        return cleaned

    @property
    def references(self) -> tuple[str, str]:
        return self.cleaned_data["first"], self.cleaned_data["second"]
