from django.conf import settings
from django.db import models
from django.db.models import Q

from contacts.models.organisations import Organisation


class CallTask(models.Model):
    """A reason to telephone an organisation. Open until a call settles it; `due_at` is when to call, or call again.
    `taken_by` keeps two callers from calling at once."""

    class Reason(models.TextChoices):
        VERIFICATION = "verification", "Check the contact"
        BOUNCED = "bounced", "Emails come back"
        LEFT_POST = "left_post", "The contact has left"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="call_tasks")
    reason = models.CharField(max_length=20, choices=Reason)
    detail = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    standing: str  # of tasks that come from the worklist

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reason"],
                condition=Q(closed_at__isnull=True),
                name="call_task_one_open_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True) | Q(taken_at__isnull=False), name="call_task_taken_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="call_task_due")]

    def __str__(self) -> str:
        return f"{self.reason} of {self.organisation_id}"


class Call(models.Model):
    """One telephone call and what came of it. Append-only."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed as it is"
        CORRECTED = "corrected", "Corrected"
        NO_ANSWER = "no_answer", "No answer"
        CALL_BACK = "call_back", "Call back later"
        LEFT_POST = "left_post", "The contact has left the post"

    task = models.ForeignKey(CallTask, models.CASCADE, related_name="calls")
    outcome = models.CharField(max_length=20, choices=Outcome)
    note = models.TextField(blank=True)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-called_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.called_at:%d %B %Y %H:%M}"
