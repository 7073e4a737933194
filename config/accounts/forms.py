from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from config.roles import Role, role_of

ROLES = (
    (Role.RESEARCHER.value, _("Researcher – sees fieldwork and the report")),
    (Role.ADMIN.value, _("Administrator – also exports answers, imports contacts and looks after people")),
)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select a role"), "invalid_choice": _("Select a role from the list")},
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    @classmethod
    def of(cls, person: User, *, sent: QueryDict | None) -> "RoleForm":
        """The form with what was sent, or with the role that the person has."""
        return cls(sent, initial={"role": role_of(person).value})


class AddForm(RoleForm):
    name = forms.CharField(label=_("Full name"), max_length=150, error_messages={"required": _("Enter a full name")})
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("We send a link to choose a password to this address."),
        max_length=150,  # of Django's user names, which addresses are here
        error_messages={
            "required": _("Enter an email address"),
            "invalid": _("Enter an email address in the correct format, like name@example.org"),
        },
    )

    field_order = ["name", "email", "role"]
