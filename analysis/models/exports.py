"""Files that were asked for: the queue of those to be made, and for good who asked for what, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from surveys.models import Survey

LONGEST_REASON = 300


class State(models.TextChoices):
    """How a file that was asked for stands."""

    WAITING = "waiting", "Waiting"
    MAKING = "making", "Being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Not made"
    CANCELLED = "cancelled", "Cancelled"
    REMOVED = "removed", "No longer kept"


class Ordered(models.Model):
    """What file is wanted, by whom and why. `kind` is a code of analysis.exports.kinds, `audience` whom a report is
    for."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    audience = models.CharField(max_length=10, blank=True)
    is_personal = models.BooleanField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    why = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        abstract = True


class WeeklyExport(Ordered):
    """A file that is made each week and put into a folder, until somebody stops it. `weekday` is 0 on Monday, `hour` by
    the clocks in England."""

    weekday = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    last_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["weekday", "hour", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekly_export_weekday"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="weekly_export_hour"),
            models.CheckConstraint(condition=Q(is_personal=False) | ~Q(why=""), name="weekly_export_says_why"),
        ]


class Export(Ordered):
    """One file. It is made by a process of its own, which reports how far it is and sees there whether it is still
    wanted; the row stays when the file is gone. `seen_at` is the last sign of that process; `path`, in EXPORTS_FOLDER,
    is first the folder that it writes into, then the file, and empty once nothing can be left there."""

    weekly = models.ForeignKey(WeeklyExport, models.SET_NULL, null=True, related_name="exports")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    seen_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    of_rows = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kept_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # One at a time, so that exports leave the machine to respondents.
            models.UniqueConstraint(fields=["state"], condition=Q(state=State.MAKING), name="export_one_at_a_time"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="export_state"),
            models.CheckConstraint(condition=Q(is_personal=False) | ~Q(why=""), name="export_says_why"),
            models.CheckConstraint(
                condition=Q(state=State.DONE, kept_until__isnull=False) | ~Q(state=State.DONE), name="export_is_kept"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("analysis:personal_export" if self.is_personal else "analysis:export", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        """Whether it is waiting or being made."""
        return self.state in {State.WAITING, State.MAKING}


class FileTaken(models.Model):
    """That somebody fetched a file with the answers of single organisations, who need not be who asked for it:
    append-only."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="taken")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
