"""The form by which a file is asked for."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from analysis.exports.kinds import KINDS, Kind
from analysis.forms.asking import AUDIENCES
from analysis.models.exports import LONGEST_REASON
from analysis.outsiders import Audience

NOW = ""
OFTEN = [
    (NOW, _("Once, now")),
    ("0", _("Every Monday")),
    ("1", _("Every Tuesday")),
    ("2", _("Every Wednesday")),
    ("3", _("Every Thursday")),
    ("4", _("Every Friday")),
    ("5", _("Every Saturday")),
    ("6", _("Every Sunday")),
]
EARLY = 6  # o'clock


class ExportForm(forms.Form):
    """A file of the report, or with the answers of single organisations: then the form asks what for."""

    helper = FormHelper()

    def __init__(self, *arguments: Any, personal: bool, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        kinds = [kind for kind in KINDS.values() if kind.is_personal is personal]
        self.fields["kind"] = forms.ChoiceField(
            label=_("File"),
            choices=list(_choices(kinds)),
            widget=forms.RadioSelect,
            error_messages={"required": _("Select a file")},
        )
        if personal:
            self.fields["why"] = forms.CharField(
                label=_("What is it for?"),
                help_text=_("It is kept with your name, for whoever has to account for these data."),
                max_length=LONGEST_REASON,
                error_messages={"required": _("Say what it is for")},
            )
        else:
            self.fields["audience"] = forms.ChoiceField(label=_("For"), choices=AUDIENCES, required=False)
        self.fields["often"] = forms.ChoiceField(label=_("How often"), choices=OFTEN, required=False)
        self.fields["hour"] = forms.TypedChoiceField(
            label=_("At"),
            help_text=_("Where it is made each week: it is put into the folder of weekly files besides."),
            choices=[(str(hour), f"{hour:02}:00") for hour in range(24)],
            coerce=int,
            initial=str(EARLY),
            required=False,
            empty_value=str(EARLY),
        )

    @property
    def kind(self) -> Kind:
        """The kind that was chosen; only of a form that is valid."""
        return KINDS[self.cleaned_data["kind"]]

    @property
    def audience(self) -> Audience:
        """Whom it is for; only of a form that is valid."""
        return Audience(self.cleaned_data.get("audience") or Audience.INTERNAL)

    @property
    def weekday(self) -> int | None:
        """The day of the week on which it is wanted, 0 on Monday; None for once. Only of a form that is valid."""
        often = self.cleaned_data["often"]
        return int(often) if often else None


def _choices(kinds: Iterable[Kind]) -> Iterable[tuple[str, str]]:
    for kind in kinds:
        yield kind.code, f"{kind.label}: {kind.text}"
