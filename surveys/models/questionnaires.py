"""The questionnaire as rows."""

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


class Translation(models.Model):
    """A version in another language: the text that stands at each address (surveys.questionnaire.translating)."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    texts = models.JSONField()

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "language"], name="translation_once")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} in {self.language}"


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
