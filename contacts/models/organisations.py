from django.db import models
from django.db.models import Case, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from contacts.dispositions import Disposition
from contacts.models.addresses import StoppedAddress
from surveys.models import Response, Survey

DEMONSTRATION = "DEMO-"  # how the reference of every made-up organisation begins
STOPPED = StoppedAddress.Reason


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def of_the_demonstration(self) -> "OrganisationQuerySet":
        """The made-up ones."""
        return self.filter(reference__startswith=DEMONSTRATION)

    def with_current_person(self) -> "OrganisationQuerySet":
        """Each with the name and e-mail address of the person in it now, as `person_name` and `person_email`."""
        person = FilteredRelation("people", condition=Q(people__until__isnull=True))
        return self.annotate(person=person, person_name=F("person__name"), person_email=F("person__email"))

    def in_survey(self, survey: Survey | None) -> "OrganisationQuerySet":
        """Each with its `disposition` in this survey, the current person, and `submitted_at`."""
        return self.with_dispositions_in(survey).annotate(submitted_at=F("invitation__response__submitted_at"))

    def with_dispositions_in(self, survey: Survey | None) -> "OrganisationQuerySet":
        """Each with its `disposition` in this survey as long as it is open, and the current person. What was begun and
        not submitted is IN_PROGRESS here; once the survey is closed, tracking tells partial questionnaires from
        break-offs."""
        invitation = FilteredRelation("invitations", condition=Q(invitations__survey=survey))
        submitted = Response.objects.filter(survey=survey, submitted_at__isnull=False)
        bounced = StoppedAddress.objects.filter(reason=STOPPED.HARD_BOUNCE).values("address")
        stopped = StoppedAddress.objects.exclude(reason=STOPPED.HARD_BOUNCE).values("address")
        people = self.with_current_person().alias(address=Lower("person__email"))
        return people.annotate(
            invitation=invitation,
            disposition=Case(  # type: ignore[no-redef]  # declared below, for rows that come with it
                When(invitation__isnull=True, then=Value(Disposition.NOT_INVITED.value)),
                # Lists, which are read once and out of an index where rows are wide: over a large frame that shows.
                When(invitation__response__in=submitted, then=Value(Disposition.COMPLETE.value)),
                When(~Q(invitation__outcome=""), then=F("invitation__outcome")),
                When(invitation__response__isnull=False, then=Value(Disposition.IN_PROGRESS.value)),
                When(address__in=bounced, then=Value(Disposition.BOUNCED.value)),
                When(address__in=stopped, then=Value(Disposition.OPTED_OUT.value)),
                default=Value(Disposition.NOT_RETURNED.value),
                output_field=models.CharField(),
            ),
        )


class Frame(models.Manager["Organisation"]):
    """The organisations of the frame: those that were merged into another one are left out."""

    def get_queryset(self) -> models.QuerySet["Organisation"]:
        return super().get_queryset().filter(merged_into__isnull=True)


class Organisation(models.Model):
    """One unit of the frame. `type` and `region` are option codes of the questionnaire's questions about them; `covers`
    names the authorities of a joint partnership, separated by semicolons. A duplicate stays as a row that says where it
    was `merged_into`."""

    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20)
    region = models.CharField(max_length=20)
    county = models.CharField(max_length=200, blank=True)
    covers = models.CharField(max_length=1000, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    disposition: str  # of rows that come `in_survey`

    objects = Frame.from_queryset(OrganisationQuerySet)()
    ever = OrganisationQuerySet.as_manager()  # with those that were merged
    history = HistoricalRecords()

    class Meta:
        base_manager_name = "ever"
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(Lower("reference"), name="organisation_reference_whatever_its_case"),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="organisation_not_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["region", "type"], name="organisation_region_type"),
            models.Index(fields=["name"], name="organisation_name"),
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
        indexes = [models.Index(Lower("email"), name="person_email_whatever_its_case")]

    def __str__(self) -> str:
        return self.name
