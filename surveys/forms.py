"""The one form of a respondent's pages that is no page of the questionnaire."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.questionnaire.validation import without_unprintable


class HandOverForm(forms.Form):
    """Who gets a section, as the respondent calls them."""

    colleague = forms.CharField(
        label=_("Your colleague’s name (optional)"),
        help_text=_("So that your list of sections says who has it."),
        max_length=120,
        required=False,
    )
    helper = FormHelper()
    helper.form_tag = False

    def clean_colleague(self) -> str:
        return without_unprintable(self.cleaned_data["colleague"])
