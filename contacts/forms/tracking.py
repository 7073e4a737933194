from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.dispositions import Disposition, Outcome
from contacts.facts import Fact, Facts

LONGEST_REASON = 500
FILTERS = ("region", "type", "disposition")
UNANSWERED = [(each.value, each.label) for each in Disposition if each is not Disposition.COMPLETE]


class ChaseForm(forms.Form):
    """Whom to chase; what cannot be read is passed over."""

    def __init__(self, sent: Mapping[str, Any], *, facts: Facts) -> None:
        super().__init__(sent)
        self.fields["region"] = _filter(gettext("Region"), gettext("All"), _choices(facts.region))
        self.fields["type"] = _filter(gettext("Type"), gettext("All"), _choices(facts.type))
        self.fields["disposition"] = _filter(gettext("How it stands"), gettext("All who can still answer"), UNANSWERED)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.full_clean()

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: self.cleaned_data[name] for name in FILTERS if self.cleaned_data.get(name)}


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select what came of it")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who said so, and what. It stands in the chase list and in the history."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter the reason")},
    )
    helper = FormHelper()


def _filter(label: str, everything: str, choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", everything), *choices], required=False)


def _choices(fact: Fact) -> list[tuple[str, Any]]:
    return [(option.code, option.short or option.label) for option in fact.options]
