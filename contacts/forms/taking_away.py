"""The form by which a list is taken away."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.models.lists_taken import LONGEST_REASON


class TakingForm(forms.Form):
    """As what file, and what for."""

    helper = FormHelper()
    ending = forms.ChoiceField(
        label=_("File"),
        choices=[("xlsx", _("Excel workbook")), ("csv", _("CSV"))],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a file")},
    )
    why = forms.CharField(
        label=_("What is it for?"),
        help_text=_("It is kept with your name, for whoever has to account for these data."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say what it is for")},
    )
