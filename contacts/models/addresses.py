from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords


class StoppedAddress(models.Model):
    """An e-mail address that nothing is sent to any more, whatever the survey. `address` is in lower case."""

    class Reason(models.TextChoices):
        OPTED_OUT = "opted_out", "asked for no more emails"
        HARD_BOUNCE = "hard_bounce", "emails come back"
        COMPLAINT = "complaint", "reported an email as unwanted"

    address = models.EmailField(unique=True)
    reason = models.CharField(max_length=20, choices=Reason)
    detail = models.CharField(max_length=500, blank=True)
    stopped_at = models.DateTimeField()
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    history = HistoricalRecords()
    _history_user: User | None  # whom the history names where no request does

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(address=Lower("address")), name="stopped_address_in_lower_case"),
            models.CheckConstraint(
                condition=Q(reason__in=["opted_out", "hard_bounce", "complaint"]), name="stopped_address_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.address
