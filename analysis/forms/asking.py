"""Which report an address asks for: as it stands or stood, and for whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analysis.disclosure.rules import SMALLEST_BASE, SMALLEST_CELL, Rules
from analysis.outsiders import Asked, Audience

AS_AT, AUDIENCE, BASE, CELL = "as-at", "audience", "smallest-base", "smallest-cell"
REPORT = (AS_AT, AUDIENCE, BASE, CELL)  # what an address says of a report
LARGEST_RULE = 1000
SHOWN = "%Y-%m-%dT%H:%M"
AUDIENCES = [
    ("", _("Those who work on the survey: every number")),
    (Audience.PUBLIC.value, _("Outsiders: small numbers are hidden")),
]


class MomentInput(forms.DateTimeInput):
    """A browser shows a date and a time, or nothing: a date alone is its first minute."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, str):
            return super().format_value(value)
        try:
            return datetime.fromisoformat(value).strftime(SHOWN)
        except ValueError:
            return None


class MomentField(forms.DateTimeField):
    """A date and time as clocks in England have it, of which something can be told: it has been."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(
            label=_("As it stood at"),
            help_text=_("A date and a time, such as 2026-11-20 17:00. Leave it empty for now."),
            required=False,
            widget=MomentInput(format=SHOWN),
            input_formats=[SHOWN, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
            error_messages={"invalid": _("Enter a date and a time, such as 2026-11-20 17:00")},
            **parts,
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value > timezone.now():
            raise forms.ValidationError(_("This moment is still to come. Leave it empty for now."))


class AddressForm(forms.Form):
    """What an address asks for."""

    @property
    def told(self) -> str:
        """What is wrong, in a line."""
        return "; ".join(f"{name}: {errors[0]}" for name, errors in self.errors.items())


class MomentForm(AddressForm):
    """A moment, sent by GET."""

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


class ReportForm(MomentForm):
    """Sent by GET, so that the address of a report says which moment it is of, and for whom it is. What cannot be read
    is as if it were not there, with a message beside it; so that outsiders' tables never come out unprotected."""

    def __init__(self, sent: Mapping[str, Any]) -> None:
        super().__init__(sent)
        self.fields[AUDIENCE] = forms.ChoiceField(label=_("For"), choices=AUDIENCES, required=False)
        self.fields[BASE] = _smallest(_("Smallest base that outsiders are shown"), SMALLEST_BASE)
        self.fields[CELL] = _smallest(_("Smallest count that outsiders are shown"), SMALLEST_CELL)
        self.full_clean()

    @property
    def asked(self) -> Asked:
        """The report that is asked for."""
        given = self.cleaned_data
        rules = Rules(given.get(BASE) or SMALLEST_BASE, given.get(CELL) or SMALLEST_CELL)
        return Asked(self._audience, rules if self._audience is Audience.PUBLIC else Rules(), self.moment)

    @property
    def _audience(self) -> Audience:
        """An audience that is not known is everybody."""
        return Audience.PUBLIC if AUDIENCE in self.errors or self.cleaned_data[AUDIENCE] else Audience.INTERNAL


def _smallest(label: Any, usually: int) -> forms.IntegerField:
    message = _("Enter a whole number from 2 to %(most)d") % {"most": LARGEST_RULE}
    return forms.IntegerField(
        label=label,
        help_text=_("%(number)d if left empty.") % {"number": usually},
        required=False,
        min_value=2,
        max_value=LARGEST_RULE,
        error_messages={"invalid": message, "min_value": message, "max_value": message},
    )
