"""The questionnaire as rows, and what respondents answered."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from surveys.questionnaire.definition import Kind

KINDS = [(kind.value, kind.value) for kind in Kind]


class Questionnaire(models.Model):
    """One version. Once fielded it never changes; `digest` is the fingerprint of its content."""

    code = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    purpose = models.JSONField(default=list, blank=True)
    minutes = models.CharField(max_length=80, blank=True)
    privacy = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    fielded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version")]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"


class Condition(models.Model):
    """Holds when the answer to an earlier question is, or contains, one of the options."""

    question = models.ForeignKey("Question", models.PROTECT, related_name="conditions")
    options: "models.ManyToManyField[Option, models.Model]" = models.ManyToManyField(
        "Option", related_name="conditions"
    )

    def __str__(self) -> str:
        return f"if {self.question}"


class Part(models.Model):
    """What sections, pages, questions, items and options have in common."""

    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=80)
    condition = models.OneToOneField(Condition, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.code


class Section(Part):
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    title = models.CharField(max_length=200)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["questionnaire", "code"], name="section_code")]


class Page(Part):
    section = models.ForeignKey(Section, models.CASCADE, related_name="pages")
    title = models.CharField(max_length=200)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["section", "code"], name="page_code")]


class Question(Part):
    """Stands on a page, or as a sub-question under an option."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="questions", null=True)
    parent = models.OneToOneField("Option", models.CASCADE, related_name="sub", null=True)
    number = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    text = models.TextField()
    hint = models.TextField(blank=True)
    introduction = models.JSONField(default=list, blank=True)
    limit = models.PositiveSmallIntegerField(null=True, blank=True)
    required = models.BooleanField(default=True)
    fact = models.CharField(max_length=20, blank=True)
    code_frame = models.CharField(max_length=80, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "code"], name="question_code"),
            models.CheckConstraint(
                condition=Q(page__isnull=True) ^ Q(parent__isnull=True),
                name="question_on_a_page_or_under_an_option",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="question_kind"),
            models.CheckConstraint(
                condition=Q(limit__isnull=True) | Q(limit__gte=1, kind=Kind.MULTIPLE),
                name="limit_of_a_multiple_choice",
            ),
        ]


class Item(Part):
    """One line of a grid or of a list of numbers."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="items")
    label = models.TextField()
    short = models.CharField(max_length=200, blank=True)
    hint = models.TextField(blank=True)
    specify = models.BooleanField(default=False)
    required = models.BooleanField(default=True)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="item_code")]


class Option(Part):
    """One answer that can be chosen, or (`in_code_frame`) one code given to an open answer."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    label = models.TextField()
    short = models.CharField(max_length=200, blank=True)
    hint = models.TextField(blank=True)
    aliases = models.JSONField(default=list, blank=True)
    specify = models.BooleanField(default=False)
    in_code_frame = models.BooleanField(default=False)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="option_code")]


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
    """One organisation's answers. `answers` is the fold of its page saves, and after submission
    only what is on the path; `known` is what the frame offered; `codes` are the codes that
    researchers gave to open answers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    known = models.JSONField(default=dict)
    codes = models.JSONField(default=dict)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.WEB)
    source_id = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=12, blank=True, editable=False)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
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


class PageSave(models.Model):
    """What was saved, when, through what, and who of the staff entered it. Append-only. `page` is
    empty where a whole response came at once."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="saves")
    page = models.CharField(max_length=80, blank=True)
    answers = models.JSONField(encoder=DjangoJSONEncoder)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.WEB)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.page} at {self.saved_at:%d %B %Y %H:%M}"


class CodedResponse(models.Model):
    """The packed record of a submitted response: what tables are counted from. A changed response
    gets a new row, so that the highest key tells what is new."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="coded")
    response = models.OneToOneField(Response, models.CASCADE, related_name="coded")
    record = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["survey", "id"], name="coded_by_survey")]

    def __str__(self) -> str:
        return str(self.response)
