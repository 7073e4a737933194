"""What researchers make of open answers: the codes that each coder found, and the quotations that were chosen."""

from django.conf import settings
from django.db import models

from surveys.models import Response, Survey


class Judgement(models.Model):
    """What one coder made of one open answer, as its text was then. `variable` is the control that holds the text. Of
    the judgements of a text that of its first coder counts, until somebody who saw the others decides. Append-only."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="judgements")
    response = models.ForeignKey(Response, models.CASCADE, related_name="judgements")
    variable = models.CharField(max_length=80)
    text = models.TextField()
    codes = models.JSONField(default=list)
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_decision = models.BooleanField(default=False)
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["survey", "variable"], name="judgement_of_question")]

    def __str__(self) -> str:
        return f"{self.variable} of {self.response_id}"


class Quotation(models.Model):
    """Words of an open answer that were chosen for the report. They stand there with type and region alone."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="quotations")
    response = models.ForeignKey(Response, models.CASCADE, related_name="quotations")
    variable = models.CharField(max_length=80)
    text = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["variable", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "variable", "text"], name="quotation_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="quotation_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
