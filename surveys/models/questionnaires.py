"""The questionnaire as rows."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from surveys.questionnaire.definition import Kind

KINDS = [(kind.value, kind.value) for kind in Kind]


class Questionnaire(models.Model):
    """One version. Once fielded nothing that respondents see changes; `digest` is the fingerprint of its content. What
    researchers need to read open answers grows: `edition` is that of the code frames, one more with each change."""

    code = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    purpose = models.JSONField(default=list, blank=True)
    minutes = models.CharField(max_length=80, blank=True)
    privacy = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, editable=False)
    edition = models.PositiveIntegerField(default=0)
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
    """One answer that can be chosen, or (`in_code_frame`) one code given to an open answer, perhaps as a sub-theme of
    the code it stands `under`."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    label = models.TextField()
    short = models.CharField(max_length=200, blank=True)
    hint = models.TextField(blank=True)
    aliases = models.JSONField(default=list, blank=True)
    specify = models.BooleanField(default=False)
    in_code_frame = models.BooleanField(default=False)
    under = models.CharField(max_length=80, blank=True)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="option_code")]


class CodeFrame(models.Model):
    """What researchers add to the code frame of an open answer, or the whole of it where the questionnaire came with
    none. `variable` is the control that holds the text; `edition` that of the questionnaire in which it was begun."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="code_frames")
    variable = models.CharField(max_length=80)
    edition = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "variable"], name="code_frame_once")]

    def __str__(self) -> str:
        return self.variable


class Theme(models.Model):
    """A code that a researcher added, in the edition that says where it stands in packed records. `under` is the code
    of the theme that it is a sub-theme of. One that is `retired` is given no more; `merged_into` says what stands for
    it."""

    frame = models.ForeignKey(CodeFrame, models.CASCADE, related_name="themes")
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=200)
    under = models.CharField(max_length=80, blank=True)
    edition = models.PositiveIntegerField()
    retired = models.BooleanField(default=False)
    merged_into = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["edition"]
        constraints = [
            models.UniqueConstraint(fields=["frame", "code"], name="theme_code"),
            models.UniqueConstraint("frame", Lower("label"), condition=Q(retired=False), name="theme_label"),
            models.CheckConstraint(condition=Q(merged_into="") | Q(retired=True), name="theme_merged_is_retired"),
            models.CheckConstraint(condition=~Q(under=models.F("code")), name="theme_not_under_itself"),
        ]

    def __str__(self) -> str:
        return self.label
