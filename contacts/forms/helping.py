"""The forms by which staff work through the help line's inbox."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from contacts.forms.asking import Words
from contacts.helping.inbox import Show


class InboxForm(forms.Form):
    """Which queries to list; what cannot be read is passed over."""

    show = forms.ChoiceField(label=_("Show"), choices=[("", _("All, open ones first")), *Show.choices], required=False)

    def __init__(self, sent: Mapping[str, Any]) -> None:
        super().__init__(sent)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.full_clean()


class Colleague(forms.ModelChoiceField):
    """Somebody of the staff."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(User.objects.filter(is_active=True).order_by("first_name", "email"), **parts)

    def label_from_instance(self, person: User) -> str:
        return person.get_full_name() or person.email


class AssignForm(forms.Form):
    to = Colleague(label=_("Assigned to"), required=False, empty_label=_("Nobody"))
    helper = FormHelper()


class NoteForm(forms.Form):
    note = Words(label=_("Note, for staff only"), error_messages={"required": _("Write what is to be kept")})
    helper = FormHelper()


class AnswerForm(forms.Form):
    subject = forms.CharField(
        label=_("Subject"), max_length=150, error_messages={"required": _("Enter the subject of the email")}
    )
    body = Words(label=_("Answer"), error_messages={"required": _("Write the answer")})
    helper = FormHelper()
