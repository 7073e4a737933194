"""Tokens by which programs read, and what was read with them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 80


class Scope(models.TextChoices):
    """What a token opens; each more than the one before."""

    TABLES = "tables", _("Tables and response rates")
    RESPONSES = "responses", _("Responses without names and open texts, and all that")
    IDENTIFIED = "identified", _("Responses with names and open texts, and all that")


class Token(models.Model):
    """A secret that lets a program in, of which only a hash is kept. It opens no more than its owner may at that
    moment."""

    name = models.CharField(max_length=LONGEST_NAME)
    hashed = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=10, choices=Scope)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="token_scope"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="token_expires"),
        ]

    def __str__(self) -> str:
        return self.name


class TokenUse(models.Model):
    """What was read with a token: append-only."""

    token = models.ForeignKey(Token, models.PROTECT, related_name="uses")
    path = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
