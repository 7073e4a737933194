"""A survey, and what respondents answered."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from surveys.models.questionnaires import Questionnaire
from surveys.questionnaire.definition import Answers


class Survey(models.Model):
    """A questionnaire put to a list of organisations from one date to another."""

    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="surveys")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    helpline_email = models.EmailField(blank=True)
    helpline_phone = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=models.F("opens_at")),
                name="survey_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_closed(self, now: datetime) -> bool:
        return self.closes_at is not None and now >= self.closes_at

    def is_open(self, now: datetime) -> bool:
        return self.opens_at is not None and now >= self.opens_at and not self.is_closed(now)


class Channel(models.TextChoices):
    """Through what an answer came."""

    WEB = "web", "web page"
    IMPORT = "import", "imported file"
    TELEPHONE = "telephone", "by telephone, entered by staff"


class Response(models.Model):
    """One organisation's answers. `answers` is the fold of its page saves, and after submission only what was sent;
    `changes` are the answers as they are being changed after that, until they are sent anew, and null where nobody
    changes them. `drafts` is what was typed on a page and is not saved yet: by page, which window it comes from and
    what each control holds. `known` is what the frame offered; `codes` are the codes that researchers gave to open
    answers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    changes = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    drafts = models.JSONField(default=dict, blank=True)
    known = models.JSONField(default=dict)
    codes = models.JSONField(default=dict)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.WEB)
    source_id = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=12, blank=True, editable=False)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)  # when changed answers were sent, the last time

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False) | Q(changes__isnull=True, changed_at__isnull=True),
                name="response_changed_after_it_was_sent",
            ),
            models.UniqueConstraint(fields=["reference"], condition=~Q(reference=""), name="response_reference"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, reference="") | Q(submitted_at__isnull=False) & ~Q(reference=""),
                name="response_reference_once_submitted",
            ),
            models.UniqueConstraint(
                fields=["survey", "source_id"],
                condition=~Q(source_id=""),
                name="response_imported_once",
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="response_channel"),
        ]
        indexes = [
            # Who has answered, and when, without reading the answers.
            models.Index(
                fields=["survey", "submitted_at"], condition=Q(submitted_at__isnull=False), name="response_submitted"
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.public_id)

    @property
    def is_being_answered(self) -> bool:
        """Whether its pages can be filled in: it was not sent yet, or it is being changed."""
        return self.submitted_at is None or self.changes is not None

    @property
    def working_answers(self) -> Answers:
        """The answers that its pages show and change."""
        return self.answers if self.changes is None else self.changes


class HandOver(models.Model):
    """A section that was passed to a colleague, by a link of its own of which only the hash is kept. Its pages stand
    under its own address, so that the two windows never mix. It ends when it is given back or taken back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="hand_overs")
    section = models.CharField(max_length=80)
    colleague = models.CharField(max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    handed_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "section"],
                condition=Q(given_back_at__isnull=True, taken_back_at__isnull=True),
                name="hand_over_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(given_back_at__isnull=True) | Q(taken_back_at__isnull=True), name="hand_over_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.response_id}"


class PageSave(models.Model):
    """What was saved, when, through what, who of the staff entered it, or to whom its section was handed over.
    Append-only. `page` is empty where a whole response came at once."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="saves")
    page = models.CharField(max_length=80, blank=True)
    answers = models.JSONField(encoder=DjangoJSONEncoder)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.WEB)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    hand_over = models.ForeignKey(HandOver, models.SET_NULL, null=True, blank=True, related_name="saves")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.page} at {self.saved_at:%d %B %Y %H:%M}"


class CodedResponse(models.Model):
    """The packed record of a submitted response: what tables are counted from. A changed response
    gets a new row, so that the highest key tells what is new. `since` is when its answers or codes became these."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="coded")
    response = models.OneToOneField(Response, models.CASCADE, related_name="coded")
    record = models.BinaryField()
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["survey", "id"], name="coded_by_survey")]

    def __str__(self) -> str:
        return str(self.response)


class FormerRecord(models.Model):
    """The packed record that a response had for a while, before its answers or its codes were changed: what tables as
    at an earlier time are counted from. Append-only."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="former")
    response = models.ForeignKey(Response, models.CASCADE, related_name="former")
    record = models.BinaryField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="former_record_lasted")]
        indexes = [models.Index(fields=["survey", "until"], name="former_by_survey")]

    def __str__(self) -> str:
        return f"{self.response} until {self.until:%d %B %Y %H:%M}"
