from django.conf import settings
from django.db import models
from django.db.models import Q

from contacts.models.invitations import Invitation
from contacts.models.messages import Message
from surveys.models import Survey


class Query(models.Model):
    """Something that somebody asked the help line. Tied to an organisation by the invitation, unless it came from a
    page that no personal link led to."""

    survey = models.ForeignKey(Survey, models.PROTECT, null=True, blank=True, related_name="queries")
    invitation = models.ForeignKey(Invitation, models.PROTECT, null=True, blank=True, related_name="queries")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    page = models.CharField(max_length=200, blank=True)  # which page of the survey they were on
    asked_at = models.DateTimeField()
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(telephone=""), name="query_can_be_answered"),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(closed_at__isnull=True), name="query_open")]

    def __str__(self) -> str:
        return f"{self.name}, {self.asked_at:%d %B %Y %H:%M}"


class NamedContact(models.Model):
    """“I am not the right person, it is …”: whom a query names instead. Staff decide whether to take them."""

    query = models.OneToOneField(Query, models.CASCADE, related_name="named_contact")
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    telephone = models.CharField(max_length=40, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True), name="named_contact_one_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class QueryEntry(models.Model):
    """What staff wrote about a query: a note among themselves, or an answer, which goes out as a message."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        ANSWER = "answer", "Answer"

    query = models.ForeignKey(Query, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.OneToOneField(Message, models.PROTECT, null=True, blank=True, related_name="entry")

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="note", message__isnull=True) | Q(kind="answer", message__isnull=False),
                name="query_entry_an_answer_is_a_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.written_at:%d %B %Y %H:%M}"
