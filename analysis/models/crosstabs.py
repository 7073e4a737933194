"""Crosstabs that researchers keep, and the reports they put them into."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from surveys.models import Survey

LONGEST_NAME = 120


class SavedCrosstab(models.Model):
    """A crosstab under a name. `query` is what the builder's form holds, a list of values for each field: it is read
    anew each time, so that it is always the present responses that are counted."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="crosstabs")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("survey", Lower("name"), name="crosstab_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("analysis:saved_crosstab", args=[self.pk])


class ResearchReport(models.Model):
    """Tables in an order of somebody's own, each with a title and a note."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="research_reports")
    title = models.CharField(max_length=LONGEST_NAME)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint("survey", Lower("title"), name="research_report_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("analysis:research_report", args=[self.pk])


class ReportEntry(models.Model):
    """One table of a report: a saved crosstab, or the table of the survey's own report that `table` names. `title` is
    empty where it has its own."""

    report = models.ForeignKey(ResearchReport, models.CASCADE, related_name="entries")
    position = models.PositiveSmallIntegerField()
    crosstab = models.ForeignKey(SavedCrosstab, models.CASCADE, null=True, blank=True, related_name="entries")
    table = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(crosstab__isnull=False, table="") | Q(crosstab__isnull=True) & ~Q(table=""),
                name="report_entry_is_one_table",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.table or str(self.crosstab)
