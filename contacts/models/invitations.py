from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from contacts.dispositions import Outcome
from contacts.models.organisations import Organisation
from surveys.models import Response, Survey


class Invitation(models.Model):
    """An organisation's place in a survey. `response` is the only tie between a person and answers. `outcome` is what
    staff recorded by hand; its history keeps who did, and when."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    response = models.OneToOneField(Response, models.PROTECT, null=True, blank=True, related_name="invitation")
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_reason = models.CharField(max_length=500, blank=True)

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "organisation"], name="invitation_once_in_a_survey"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="invitation_outcome"),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_reason="") | ~Q(outcome="") & ~Q(outcome_reason=""),
                name="invitation_outcome_with_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.survey_id}"


class Fieldwork(models.Model):
    """What a survey in the field has beside its dates: whether its mailings are held back, what it aims at, which
    earlier survey it is compared with, and the test email that went before the launch."""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="fieldwork")
    launched_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    target_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    earlier = models.ForeignKey(Survey, models.SET_NULL, null=True, blank=True, related_name="+")
    trial_sent_to = models.EmailField(blank=True)
    trial_sent_at = models.DateTimeField(null=True, blank=True)
    trial_received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target_percent__isnull=True) | Q(target_percent__range=(1, 100)),
                name="fieldwork_target_is_a_percentage",
            )
        ]

    def __str__(self) -> str:
        return f"Fieldwork of {self.survey_id}"


class Mailing(models.Model):
    """One round of emails to those who have not answered: the invitation (number 0) or a reminder. It goes out when it
    is due, if somebody confirmed it. Who has begun gets the text for part done."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        REMINDER = "reminder", "Reminder"
        LAST_CALL = "last_call", "Last call"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="mailings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    due_at = models.DateTimeField()
    any_hour = models.BooleanField(default=False)  # somebody said: now, whatever the hour
    subject = models.CharField(max_length=200)
    body = models.TextField()
    part_done_subject = models.CharField(max_length=200)
    part_done_body = models.TextField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    queued_at = models.DateTimeField(null=True, blank=True)  # when its recipients were worked out
    dropped_at = models.DateTimeField(null=True, blank=True)  # when staff decided against it

    history = HistoricalRecords()

    class Meta:
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="mailing_number_in_a_survey"),
            models.CheckConstraint(
                condition=Q(number=0, kind="invitation") | Q(number__gt=0, kind__in=["reminder", "last_call"]),
                name="mailing_begins_with_the_invitation",
            ),
            models.CheckConstraint(
                condition=Q(queued_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="mailing_queued_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} of {self.survey_id}"
