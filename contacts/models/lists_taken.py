from django.conf import settings
from django.db import models
from django.db.models import Q

LONGEST_REASON = 300


class What(models.TextChoices):
    """Which list it was."""

    ORGANISATIONS = "organisations", "Organisations"
    TO_CHASE = "to_chase", "To chase"


class ListTaken(models.Model):
    """That somebody took a list of organisations and people away as a file. `narrowed` is the query of the list's
    address: by it the list shows again what was searched and filtered for. Nothing changes or deletes these rows."""

    what = models.CharField(max_length=20, choices=What)
    narrowed = models.TextField(blank=True)
    organisations = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=LONGEST_REASON)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=What.values), name="list_taken_what"),
            models.CheckConstraint(condition=~Q(why=""), name="list_taken_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.why}"
