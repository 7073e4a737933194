"""The forms about addresses that get no more mail."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from contacts.mailing.stopping import LONGEST_DETAIL
from contacts.models import DeliveryNotice, StoppedAddress
from surveys.questionnaire.validation import without_unprintable

Reason, Kind = StoppedAddress.Reason, DeliveryNotice.Kind


class Words(forms.CharField):
    """A few lines, without the characters that no page can show."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(max_length=LONGEST_DETAIL, widget=forms.Textarea(attrs={"rows": 3}), **parts)

    def to_python(self, value: object) -> str:
        return super().to_python(without_unprintable(str(value or ""))) or ""


class WhyForm(forms.Form):
    """Why somebody wants no more emails. The personal link is the key to its page, so it needs no cookie."""

    why = Words(label=_("Would you tell us why?"), help_text=_("You can leave this empty."), required=False)

    def __init__(self, *arguments: Any, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.helper = FormHelper()
        self.helper.disable_csrf = True


class StopForm(forms.Form):
    """What staff heard about an address."""

    reason = forms.ChoiceField(
        label=_("Why should no more emails go to this address?"),
        choices=[(Reason.OPTED_OUT, _("They asked for no more emails")), (Reason.HARD_BOUNCE, _("Emails come back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why")},
    )
    detail = Words(label=_("How do you know?"), error_messages={"required": _("Say how you know, for whoever asks")})
    helper = FormHelper()


class ReturnedForm(forms.Form):
    """Which of the notices to list; what cannot be read is passed over."""

    kind = forms.ChoiceField(label=_("What came back"), choices=[("", _("All")), *Kind.choices], required=False)
    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True
