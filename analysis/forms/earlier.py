"""The form that takes a report that was made earlier."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from analysis import earlier
from analysis.earlier import Earlier
from analysis.exceptions import NotAReport


class EarlierForm(forms.Form):
    file = forms.FileField(
        label=_("A report that was made earlier, in JSON"),
        help_text=_("“The report as data” gives such a file. Keep one now and then, to see later what has changed."),
        error_messages={"required": _("Choose a file"), "empty": _("This file is empty.")},
    )
    helper = FormHelper()

    def clean_file(self) -> Earlier:
        try:
            return earlier.read(self.cleaned_data["file"].read())
        except NotAReport as reason:
            raise forms.ValidationError(str(reason)) from reason
