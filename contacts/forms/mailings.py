"""The forms about mailings and the dates of a survey."""

from datetime import datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contacts.mailing import calendar, letters, planning
from contacts.models import Mailing, Message
from surveys.models import Survey

TEXTS = ("subject", "body", "part_done_subject", "part_done_body")
LONGEST_FIELDWORK = timedelta(days=366)


class MomentField(forms.DateTimeField):
    """A day and an hour, as clocks in London show it."""

    def __init__(self, label: Any, **parts: Any) -> None:
        attributes = {"type": "datetime-local", "class": "govuk-input--width-20"}
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=attributes)
        missing = {
            "required": gettext_lazy("Enter a day and a time"),
            "invalid": gettext_lazy("Enter a day and a time"),
        }
        super().__init__(label=label, widget=widget, error_messages=missing, **parts)


class TextField(forms.CharField):
    """The text of a mailing, several paragraphs of it."""

    def __init__(self, label: Any, **parts: Any) -> None:
        longest = letters.LONGEST_BODY
        super().__init__(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": 16}), **parts)


class PlanForm(forms.Form):
    opens_at = MomentField(gettext_lazy("The survey opens"))
    closes_at = MomentField(gettext_lazy("The survey closes"))
    reminders = forms.IntegerField(
        label=gettext_lazy("Reminders"),
        help_text=gettext_lazy("The last one is the last call, two working days before the close."),
        min_value=0,
        max_value=calendar.MOST_REMINDERS,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    helper = FormHelper()

    def __init__(self, *arguments: Any, now: datetime, **parts: Any) -> None:
        self.now = now
        super().__init__(*arguments, **parts)

    def clean(self) -> dict[str, Any]:
        opens_at, closes_at = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if closes_at and (message := _not_a_close(closes_at, self.now, opens_at)):
            self.add_error("closes_at", message)
        return self.cleaned_data


class CloseForm(forms.Form):
    closes_at = MomentField(gettext_lazy("The survey closes"))
    helper = FormHelper()

    def __init__(self, sent: Any, *, survey: Survey, now: datetime) -> None:
        self.survey, self.now = survey, now
        super().__init__(sent, initial={"closes_at": survey.closes_at})

    def clean_closes_at(self) -> datetime:
        closes_at: datetime = self.cleaned_data["closes_at"]
        if message := _not_a_close(closes_at, self.now, self.survey.opens_at):
            raise forms.ValidationError(message)
        return closes_at


def _not_a_close(closes_at: datetime, now: datetime, opens_at: datetime | None) -> str:
    if closes_at <= now:
        return _("This time has passed. Enter one that is still to come")
    if opens_at and closes_at <= opens_at:
        return _("The survey must close after it opens")
    if closes_at - max(now, opens_at or now) > LONGEST_FIELDWORK:
        return _("A survey is open for a year at most")
    return ""


class MailingForm(forms.Form):
    """When a mailing goes out and what it says."""

    due_at = MomentField(
        gettext_lazy("Goes out"),
        help_text=gettext_lazy("Monday to Friday from 08:00 until before 18:00, and not on a bank holiday."),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=letters.LONGEST_SUBJECT)
    body = TextField(gettext_lazy("Text"))
    part_done_subject = forms.CharField(
        label=gettext_lazy("Subject for those who have begun"), max_length=letters.LONGEST_SUBJECT
    )
    part_done_body = TextField(gettext_lazy("Text for those who have begun"))
    helper = FormHelper()

    def __init__(self, sent: Any, *, mailing: Mailing, now: datetime) -> None:
        self.mailing, self.now = mailing, now
        super().__init__(sent, initial=model_to_dict(mailing, ["due_at", *TEXTS]))

    def clean_due_at(self) -> datetime:
        due_at: datetime = self.cleaned_data["due_at"]
        same = timezone.localtime(self.mailing.due_at).replace(second=0, microsecond=0) == due_at
        if same:  # the control knows no seconds
            due_at = self.mailing.due_at
        any_hour = same and self.mailing.any_hour
        _raise(planning.time_problems(self.mailing, due_at, now=self.now, any_hour=any_hour))
        return due_at

    def clean(self) -> dict[str, Any]:
        for name in TEXTS:
            if name in self.cleaned_data:
                judge = letters.subject_problems if name.endswith("subject") else letters.body_problems
                for message in judge(self.cleaned_data[name]):
                    self.add_error(name, message)
        return self.cleaned_data


class ReminderForm(forms.Form):
    """When one more reminder goes out; its texts come from the one before."""

    due_at = MomentField(gettext_lazy("Goes out"), help_text=MailingForm.base_fields["due_at"].help_text)
    helper = FormHelper()

    def __init__(self, sent: Any, *, reminder: Mailing, now: datetime) -> None:
        self.reminder, self.now = reminder, now
        super().__init__(sent)

    def clean_due_at(self) -> datetime:
        due_at: datetime = self.cleaned_data["due_at"]
        _raise(planning.time_problems(self.reminder, due_at, now=self.now))
        return due_at


def _raise(messages: list[str]) -> None:
    if messages:
        raise forms.ValidationError([forms.ValidationError(message) for message in messages])


class NumberForm(forms.Form):
    """A decision that is made by typing the number of those it concerns."""

    number = forms.IntegerField(
        label=gettext_lazy("Type the number to confirm"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Type the number that is shown"),
            "invalid": gettext_lazy("Type the number in digits"),
        },
    )
    helper = FormHelper()

    def __init__(self, sent: Any, *, number: int, **parts: Any) -> None:
        self.shown = number
        super().__init__(sent, **parts)

    def clean_number(self) -> int:
        typed: int = self.cleaned_data["number"]
        if typed != self.shown:
            raise forms.ValidationError(
                _("It is %(shown)s now, not %(typed)s.") % {"shown": self.shown, "typed": typed}
            )
        return typed


class LaunchForm(NumberForm):
    """The launch: everybody at once, or at the time that the calendar says."""

    NOW, PLANNED = "now", "planned"
    when = forms.ChoiceField(
        label=gettext_lazy("When does the invitation go out?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose when the invitation goes out")},
    )
    field_order = ("when", "number")

    def __init__(self, sent: Any, *, number: int, invitation: Mailing | None) -> None:
        super().__init__(sent, number=number)
        if invitation is None:
            del self.fields["when"]
        else:
            self.fields["when"].choices = self._choices(invitation.due_at)  # type: ignore[attr-defined] # a ChoiceField

    def _choices(self, due_at: datetime) -> list[tuple[str, str]]:
        local = timezone.localtime(due_at)
        planned = _("As planned: %(moment)s") % {"moment": f"{local:%A} {local.day} {local:%B %Y, %H:%M}"}
        return [(self.PLANNED, planned), (self.NOW, _("Now, whatever the hour"))]

    @property
    def at_once(self) -> bool:
        return self.cleaned_data.get("when") == self.NOW


class PreviewForm(forms.Form):
    """For whom, and which of the two texts."""

    reference = forms.CharField(label=gettext_lazy("Reference of an organisation"), required=False, max_length=40)
    part_done = forms.BooleanField(label=gettext_lazy("Text for those who have begun"), required=False)
    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True


class TrialForm(forms.Form):
    to = forms.EmailField(
        label=gettext_lazy("Send a test email to"),
        error_messages={"required": gettext_lazy("Enter an email address")},
    )
    helper = FormHelper()


class SettingsForm(forms.ModelForm):
    """What people read about the survey, and what it aims at."""

    target_percent = forms.IntegerField(
        label=gettext_lazy("Response rate to aim at, in per cent"),
        min_value=1,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )
    earlier = forms.ModelChoiceField(
        Survey.objects.none(), label=gettext_lazy("Earlier survey to compare with"), required=False
    )
    helper = FormHelper()

    class Meta:
        model = Survey
        fields = ("title", "helpline_email", "helpline_phone")
        labels = {
            "title": gettext_lazy("Title of the survey"),
            "helpline_email": gettext_lazy("Email address of the help line"),
            "helpline_phone": gettext_lazy("Telephone number of the help line"),
        }

    def __init__(self, *arguments: Any, **parts: Any) -> None:
        super().__init__(*arguments, **parts)
        others = Survey.objects.exclude(pk=self.instance.pk).order_by("title")
        self.fields["earlier"].queryset = others  # type: ignore[attr-defined] # a ModelChoiceField


class OutboxForm(forms.Form):
    """Which messages to list; what cannot be read is passed over."""

    TO_DECIDE = "to_decide"
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All")), (TO_DECIDE, gettext_lazy("To be decided")), *Message.State.choices],
        required=False,
    )
    mailing = forms.ModelChoiceField(
        Mailing.objects.none(), label=gettext_lazy("Mailing"), empty_label=gettext_lazy("All"), required=False
    )
    q = forms.CharField(label=gettext_lazy("Address or organisation"), required=False, max_length=200)
    helper = FormHelper()
    helper.form_method = "get"
    helper.disable_csrf = True

    def __init__(self, sent: Any, *, survey: Survey) -> None:
        super().__init__(sent)
        chosen = forms.ModelChoiceField(survey.mailings.all(), label=_("Mailing"), empty_label=_("All"), required=False)
        chosen.label_from_instance = planning.title  # type: ignore[assignment] # as Django documents it
        self.fields["mailing"] = chosen
        self.order_fields(["q", "mailing", "state"])
        self.full_clean()


class DecisionForm(forms.Form):
    """What becomes of messages that nothing is sent of by itself any more."""

    SENT, RESEND, DROP = "sent", "resend", "drop"
    LABELS = {
        SENT: gettext_lazy("It was delivered"),
        RESEND: gettext_lazy("Send it again"),
        DROP: gettext_lazy("It is too late: do not send it"),
    }
    decision = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what becomes of it")},
    )
    reason = forms.CharField(
        label=gettext_lazy("How do you know?"),
        help_text=gettext_lazy("One sentence, for whoever asks later."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why")},
    )
    helper = FormHelper()

    def __init__(self, sent: Any, *, decisions: tuple[str, ...]) -> None:
        super().__init__(sent)
        choices = [(each, self.LABELS[each]) for each in decisions]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined] # a ChoiceField
