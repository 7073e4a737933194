from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts import list_reading, listing
from contacts.dispositions import Disposition
from contacts.facts import Fact, Facts
from contacts.listing import Order

Choices = Sequence[tuple[str, str | Promise]]

SAME, ANOTHER = "same", "another"
LARGEST_UPLOAD = list_reading.LIMITS.packed
LARGEST = {"megabytes": LARGEST_UPLOAD // 1024**2, "rows": f"{list_reading.LIMITS.rows:,}"}


class Entry(forms.CharField):
    """A text that follows the rules of its column in contact lists."""

    def __init__(self, column: str, **parts: Any) -> None:
        self.column = column
        super().__init__(required=column in list_reading.REQUIRED, strip=False, **parts)

    def clean(self, value: object) -> str:
        cleaned, message = list_reading.value(str(value or ""), self.column)
        if message:
            raise forms.ValidationError(message)
        return cleaned


class DetailsForm(forms.Form):
    name = Entry("name", label=_("Name"))
    county = Entry("county", label=_("County"))
    covers = Entry(
        "covers", label=_("Covers"), help_text=_("The authorities of a joint partnership, separated by semicolons.")
    )
    helper = FormHelper()

    def __init__(self, *arguments: Any, facts: Facts, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.fields["type"] = forms.ChoiceField(label=_("Type"), choices=_choices(facts.type))
        self.fields["region"] = forms.ChoiceField(label=_("Region"), choices=_choices(facts.region))
        self.order_fields(["name", "type", "region"])


class PersonForm(forms.Form):
    who = forms.ChoiceField(
        label=_("What has changed?"),
        choices=[(SAME, _("What we know about this person")), (ANOTHER, _("Somebody else has taken over"))],
        widget=forms.RadioSelect,
    )
    name = Entry("contact_name", label=_("Name"))
    job_title = Entry("job_title", label=_("Job title"))
    email = Entry("email", label=_("Email address"))
    telephone = Entry("telephone", label=_("Telephone"))
    address = Entry("address", label=_("Address"))
    postcode = Entry("postcode", label=_("Postcode"))
    helper = FormHelper()

    def __init__(self, *arguments: Any, there_is_one: bool, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        if not there_is_one:
            del self.fields["who"]

    @property
    def somebody_else(self) -> bool:
        return self.cleaned_data.get("who", ANOTHER) == ANOTHER

    @property
    def details(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "who"}


class SearchForm(forms.Form):
    """Which organisations to list; what cannot be read is passed over."""

    q = forms.CharField(label=_("Name, reference, county or contact"), required=False, max_length=200)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, sent: Mapping[str, Any], *, facts: Facts) -> None:
        super().__init__(sent)
        self.fields["region"] = _filter(gettext("Region"), _choices(facts.region))
        self.fields["type"] = _filter(gettext("Type"), _choices(facts.type))
        self.fields["disposition"] = _filter(gettext("How it stands"), Disposition.choices)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.full_clean()

    @property
    def search(self) -> str:
        return self.cleaned_data.get("q", "")

    @property
    def order(self) -> Order:
        return listing.order(self.cleaned_data.get("sort", ""))

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: self.cleaned_data[name] for name in listing.FILTERS if self.cleaned_data.get(name)}


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Contact list"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file, of at most %(megabytes)s MB and %(rows)s organisations.")
        % LARGEST,
        allow_empty_file=True,  # the reader says what to do about it
        error_messages={"required": _("Choose a file")},
    )
    helper = FormHelper()

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("The file is larger than %(megabytes)s MB. Take out what is not needed.") % LARGEST
            )
        return upload.read()


def _filter(label: str, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("All")), *choices], required=False)


def _choices(fact: Fact) -> Choices:
    return [(option.code, option.short or option.label) for option in fact.options]
