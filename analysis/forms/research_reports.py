"""The forms of a researcher's own reports: begun, filled with tables, each with its title and note."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from analysis.forms.naming import NameField
from analysis.models import ReportEntry, ResearchReport
from surveys.models import Survey


class ResearchReportForm(forms.ModelForm):
    class Meta:
        model = ResearchReport
        fields = ("title",)
        field_classes = {"title": NameField}
        error_messages = {"title": {"required": _("Give the report a title")}}

    helper = FormHelper()

    def __init__(self, *arguments: Any, survey: Survey, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.instance.survey = survey

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        others = ResearchReport.objects.filter(survey=self.instance.survey, title__iexact=title)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is a report of this title already."))
        return title


class AddTableForm(forms.Form):
    """A table for a report: a crosstab that was kept, or a table of the survey's own report."""

    helper = FormHelper()

    def __init__(self, *arguments: Any, choices: Any, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Table"), choices=choices, error_messages={"required": _("Choose a table")}
        )


class EntryForm(forms.ModelForm):
    class Meta:
        model = ReportEntry
        fields = ("title", "note")
        field_classes = {"title": NameField}
        labels = {"title": _("Title"), "note": _("Note below the table")}
        help_texts = {"title": _("Leave it empty to keep the table’s own.")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    helper = FormHelper()
