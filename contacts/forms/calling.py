"""The forms about telephone calls. Those of the call page are sent as one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.boundfield import BoundField
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.calling.calling import Said
from contacts.facts import Fact, Facts
from contacts.forms.organisations import SAME, DetailsForm, PersonForm
from contacts.models import Call, CallTask, Organisation, Person

OUTCOME = Call.Outcome
DUE, LATER, HARD_TO_REACH, EVERYBODY = "", "later", "hard", "all"

CHANGED = _("You have changed something below. Choose “Corrected”, or take the change back.")
UNCHANGED = _("Nothing is changed below. Choose “Confirmed as it is”, or correct what is wrong.")
NOBODY = _("Nobody is known here. Enter who it is and choose “Corrected”.")
SAME_NAME = _("Enter the name of the new person. If nobody was named, leave what is known as it is.")


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Outcome of the call"),
        choices=OUTCOME.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one")},
    )
    day = forms.DateField(
        label=_("Call back on"),
        help_text=_("Only for “Call back later”"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"}),
        required=False,
    )
    time = forms.TimeField(
        label=_("Call back at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "govuk-input--width-10"}),
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def __init__(self, *arguments: Any, now: datetime, **parts: Any) -> None:
        self.now = now
        super().__init__(*arguments, **parts)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("outcome") == OUTCOME.CALL_BACK and not self.errors:
            self._clean_call_back(cleaned)
        return cleaned

    def _clean_call_back(self, cleaned: dict[str, Any]) -> None:
        day, time = cleaned.get("day"), cleaned.get("time")
        if not day:
            self.add_error("day", _("Enter the day to call back on"))
        if not time:
            self.add_error("time", _("Enter the time to call back at"))
        if day and time:
            cleaned["call_back_at"] = timezone.make_aware(datetime.combine(day, time))
            if cleaned["call_back_at"] <= self.now:
                self.add_error("day", _("This time has passed. Enter one that is still to come"))


class CallForms:
    """What came of a call, the contact, and the organisation's details. Behaves as one form would: it has `errors` and
    fields to go through."""

    def __init__(
        self, sent: Mapping[str, Any] | None, organisation: Organisation, *, facts: Facts, now: datetime
    ) -> None:
        self.known = organisation.people.filter(until__isnull=True).first()
        # What is left as it is, is not judged: nobody has to mend an old record to say that there was no answer.
        untouched: dict[str, Any] = {"empty_permitted": True, "use_required_attribute": False}
        about = _about(self.known) if self.known else {}
        self.call = CallForm(sent, now=now)
        self.person = PersonForm(sent, prefix="person", initial=about, there_is_one=self.known is not None, **untouched)
        self.details = DetailsForm(
            sent, prefix="details", initial=model_to_dict(organisation), facts=facts, **untouched
        )

    def __iter__(self) -> Iterator[BoundField]:
        return chain(self.call, self.person, self.details)

    @property
    def errors(self) -> dict[str, Any]:
        """By the names that the controls have."""
        forms_ = (self.call, self.person, self.details)
        return {form.add_prefix(name): messages for form in forms_ for name, messages in form.errors.items()}

    def is_valid(self) -> bool:
        """Whether each form is as it should be, and the outcome agrees with what was changed."""
        valid = [form.is_valid() for form in (self.call, self.person, self.details)]
        if all(valid):
            self._compare()
        return self.call.is_bound and not self.errors

    def said(self) -> Said:
        """What the call was about, of forms that are valid."""
        call, person = self.call.cleaned_data, self.person
        left = call["outcome"] == OUTCOME.LEFT_POST
        somebody_else = person.has_changed() and (left or self.known is None or person.somebody_else)
        return Said(
            outcome=call["outcome"],
            note=call["note"],
            call_back_at=call.get("call_back_at"),
            details=_changed(self.details),
            person=person.details if somebody_else else _changed(person),
            somebody_else=somebody_else,
        )

    def _compare(self) -> None:
        outcome, changed = self.call.cleaned_data["outcome"], self.person.has_changed() or self.details.has_changed()
        if outcome == OUTCOME.CONFIRMED and changed:
            self.call.add_error("outcome", CHANGED)
        elif outcome == OUTCOME.CONFIRMED and self.known is None:
            self.call.add_error("outcome", NOBODY)
        elif outcome == OUTCOME.CORRECTED and not changed:
            self.call.add_error("outcome", UNCHANGED)
        elif outcome == OUTCOME.LEFT_POST and self.person.has_changed() and self._is_the_same_name():
            self.person.add_error("name", SAME_NAME)

    def _is_the_same_name(self) -> bool:
        return self.known is not None and self.person.cleaned_data["name"] == self.known.name


class WorklistForm(forms.Form):
    """Whom to list; what cannot be read is passed over."""

    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            (DUE, _("To be called now")),
            (LATER, _("Later")),
            (HARD_TO_REACH, _("Hard to reach")),
            (EVERYBODY, _("Everybody on the list")),
        ],
        required=False,
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("All")), *CallTask.Reason.choices], required=False)

    def __init__(self, sent: Mapping[str, Any], *, facts: Facts) -> None:
        super().__init__(sent)
        self.fields |= _part_of_the_frame(facts)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.disable_csrf = True
        self.full_clean()

    @property
    def show_which(self) -> str:
        return self.cleaned_data.get("show", DUE)

    @property
    def filters(self) -> dict[str, str]:
        """Look-ups of tasks, for the filters that are set."""
        look_ups = {"reason": "reason", "region": "organisation__region", "type": "organisation__type"}
        cleaned = self.cleaned_data
        return {look_up: cleaned[name] for name, look_up in look_ups.items() if cleaned.get(name)}


class StartForm(forms.Form):
    again = forms.BooleanField(label=_("Also those that were checked before"), required=False)
    helper = FormHelper()

    def __init__(self, *arguments: Any, facts: Facts, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        self.fields = _part_of_the_frame(facts) | self.fields

    @property
    def part(self) -> dict[str, str]:
        """Look-ups of organisations."""
        return {name: self.cleaned_data[name] for name in ("region", "type") if self.cleaned_data.get(name)}


def _part_of_the_frame(facts: Facts) -> dict[str, forms.Field]:
    return {"region": _filter(gettext("Region"), facts.region), "type": _filter(gettext("Type"), facts.type)}


def _filter(label: str, fact: Fact) -> forms.ChoiceField:
    options = [(option.code, option.short or option.label) for option in fact.options]
    return forms.ChoiceField(label=label, choices=[("", _("All")), *options], required=False)


def _about(person: Person) -> dict[str, Any]:
    return {"who": SAME, **model_to_dict(person, fields=list(PersonForm.base_fields))}


def _changed(form: forms.Form) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in form.changed_data if name != "who"}
