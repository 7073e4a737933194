"""The organisations of the frame, the people in them, and what ties them to a survey."""

from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from surveys.models import Response, Survey

DEMONSTRATION = "DEMO-"  # how the reference of every made-up organisation begins


class Disposition(models.TextChoices):
    """How an organisation stands in a survey: each is in exactly one of these. Derived, never stored."""

    NOT_INVITED = "not_invited", "Not invited"
    INVITED = "invited", "Invited, not started"
    STARTED = "started", "Started, not submitted"
    SUBMITTED = "submitted", "Submitted"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of_the_demonstration(self) -> "OrganisationQuerySet":
        """The made-up ones."""
        return self.filter(reference__startswith=DEMONSTRATION)

    def in_survey(self, survey: Survey | None) -> "OrganisationQuerySet":
        """Each with its `disposition` in this survey."""
        invitation = FilteredRelation("invitations", condition=Q(invitations__survey=survey))
        return self.annotate(
            invitation=invitation,
            submitted_at=F("invitation__response__submitted_at"),
            disposition=Case(
                When(invitation__isnull=True, then=Value(Disposition.NOT_INVITED.value)),
                When(invitation__response__isnull=True, then=Value(Disposition.INVITED.value)),
                When(invitation__response__submitted_at__isnull=True, then=Value(Disposition.STARTED.value)),
                default=Value(Disposition.SUBMITTED.value),
            ),
        )

    def with_current_person(self) -> "OrganisationQuerySet":
        """Each with the name and e-mail address of the person in it now, as `person_name` and `person_email`."""
        person = FilteredRelation("people", condition=Q(people__until__isnull=True))
        return self.annotate(person=person, person_name=F("person__name"), person_email=F("person__email"))


class Organisation(models.Model):
    """One unit of the frame. `type` and `region` are option codes of the questionnaire's questions about them."""

    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    region = models.CharField(max_length=20)
    disposition: str  # of rows that come `in_survey`

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(Lower("reference"), name="organisation_reference_whatever_its_case"),
        ]
        indexes = [
            models.Index(fields=["region", "type"], name="organisation_region_type"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"

    def get_absolute_url(self) -> str:
        return reverse("contacts:organisation", args=[self.reference])


class Person(models.Model):
    """Whom an organisation's mail goes to, or went to: the one without `until` is there now."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    telephone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=500, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = [F("until").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(until__isnull=True), name="person_one_current_in_an_organisation"
            ),
            models.CheckConstraint(
                condition=Q(from_date__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("from_date")),
                name="person_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """An organisation's place in a survey. `response` is the only tie between a person and answers."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    response = models.OneToOneField(Response, models.PROTECT, null=True, blank=True, related_name="invitation")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "organisation"], name="invitation_once_in_a_survey"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.survey_id}"


class PersonalLink(models.Model):
    """A secret that opens one invitation. Only its hash is kept: a link cannot be shown a second time."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token_hash[:6]


class Fieldwork(models.Model):
    """Whether the mailings of a survey are held back for the moment."""

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="fieldwork")
    launched_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Fieldwork of {self.survey_id}"


class Heartbeat(models.Model):
    """When work in the background was last seen."""

    name = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.seen_at:%d %B %Y %H:%M}"
