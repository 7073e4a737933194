"""The form that asks for a moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

AS_AT = "as-at"


class MomentField(forms.DateTimeField):
    """A date and time as clocks in England have it."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(
            label=_("As it stood at"),
            help_text=_("A date and a time, such as 2026-11-20 17:00. Leave it empty for now."),
            required=False,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
            error_messages={"invalid": _("Enter a date and a time, such as 2026-11-20 17:00")},
            **parts,
        )


class MomentForm(forms.Form):
    """Sent by GET, so that the address of a report says which moment it is of."""

    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True

    def __init__(self, sent: Mapping[str, Any]) -> None:
        super().__init__(sent)
        self.fields[AS_AT] = MomentField()
        self.full_clean()

    @property
    def moment(self) -> datetime | None:
        """The moment that is asked for; None for now, and where it cannot be read."""
        found: datetime | None = self.cleaned_data.get(AS_AT)
        return found
