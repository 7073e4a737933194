"""What programs send: the parameters of a page of responses; and the form by which their tokens are made."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from analysis.exporting import Values
from analysis.forms.asking import AddressForm
from analysis.models import Scope
from analysis.models.programs import LONGEST_NAME
from analysis.programs.responses import MOST

USUAL = 100
FLAGS = {"": False, "0": False, "false": False, "1": True, "true": True}


class PageForm(AddressForm):
    """Which responses, how many, and how."""

    limit = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    after = forms.IntegerField(min_value=0, max_value=2**62, required=False)
    values = forms.ChoiceField(choices=[(each.value, each.value) for each in Values], required=False)
    identified = forms.CharField(required=False)

    def clean_identified(self) -> bool:
        """No doubt about names is passed over."""
        given = self.cleaned_data["identified"].lower()
        if given not in FLAGS:
            raise forms.ValidationError("Say true or false.")
        return FLAGS[given]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "limit": given.get("limit") or USUAL,
            "after": given.get("after") or 0,
            "values": given.get("values") or Values.CODES,
            "identified": given.get("identified", False),
        }


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("What it is for"),
        help_text=_("Such as “Excel of the board”. It stands on the record of what was read."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Say what the token is for")},
    )
    days = forms.TypedChoiceField(
        label=_("Good for"), choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("a year"))], coerce=int
    )
    scope = forms.ChoiceField(
        label=_("What it opens"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.TABLES,
        error_messages={"required": _("Select what the token opens")},
    )
    helper = FormHelper()
