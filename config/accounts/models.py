from django.conf import settings
from django.db import models

from config.roles import Role


class What(models.TextChoices):
    """What can be done to an account."""

    ADDED = "added", "Account made"
    ROLE = "role", "Role changed"
    DEACTIVATED = "deactivated", "Account switched off"
    REACTIVATED = "reactivated", "Account switched on"
    SECOND_FACTOR = "second_factor", "Second factor taken away"
    LINK_SENT = "link_sent", "Link to choose a password sent"


class AccountChange(models.Model):
    """What was done to somebody's account, by whom and when. Append-only; `by` is empty where a command did it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_changes")
    what = models.CharField(max_length=20, choices=What)
    role = models.CharField(max_length=20, choices=Role, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(what__in=What.values), name="account_change_what")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} at {self.at:%d %B %Y %H:%M}"
