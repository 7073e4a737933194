from django.db import models


class PageOfAnswers(models.Model):
    """What one respondent sent from one page."""

    respondent = models.CharField(max_length=36)
    page = models.IntegerField()
    answers = models.JSONField()

    class Meta:
        app_label = "bare_project"
