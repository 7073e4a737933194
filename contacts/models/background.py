from django.db import models


class Heartbeat(models.Model):
    """When work in the background was last seen."""

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.seen_at:%d %B %Y %H:%M}"
