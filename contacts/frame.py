"""What other parts of Canvass ask about the frame."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter

from django.db.models import Count, Exists, F, OuterRef
from django.db.models.functions import Lower

from contacts import facts
from contacts.exceptions import NoSurvey
from contacts.facts import Facts
from contacts.models import Invitation, Organisation, Person
from surveys import compiling
from surveys.models import Questionnaire, Survey

BATCH = 500
Counts = dict[str, dict[str, int]]
Cells = Mapping[tuple[str, str], int]
FACTS = ("type", "region")


def current_survey() -> Survey | None:
    """The survey that opened last: the one that staff pages show."""
    surveys = Survey.objects.select_related("questionnaire")
    return surveys.order_by(F("opens_at").asc(nulls_first=True), "pk").last()


def survey_called(code: str) -> Survey:
    """The survey of that code, or the only one there is where the code is empty. Raises NoSurvey."""
    surveys = list(Survey.objects.select_related("questionnaire").order_by("code"))
    named = [survey for survey in surveys if code in ("", survey.code)]
    if len(named) == 1:
        return named[0]
    if not surveys:
        raise NoSurvey("There is no survey yet. `prepare` makes one of each questionnaire.")
    codes = ", ".join(survey.code for survey in surveys)
    raise NoSurvey(f"There is no survey “{code}”; there are: {codes}." if code else f"Say which survey: {codes}.")


def frame_facts() -> Facts:
    """The types and regions that an organisation can have: those of the newest questionnaire that asks for them;
    without options where none does."""
    asking = Questionnaire.objects.filter(sections__pages__questions__fact="type").distinct()
    questionnaire = asking.order_by(F("fielded_at").asc(nulls_first=True), "pk").last()
    return facts.facts(compiling.compiled(questionnaire)) if questionnaire else facts.NONE


def by_reference(references: Iterable[str], *, held: bool = False) -> dict[str, Organisation]:
    """The organisations of the frame that have these references, by reference in lower case; as many as there are.
    `held` ones are locked until the transaction ends."""
    wanted = [reference.lower() for reference in references]
    found: dict[str, Organisation] = {}
    for start in range(0, len(wanted), BATCH):
        some = Organisation.objects.annotate(key=Lower("reference")).filter(key__in=wanted[start : start + BATCH])
        some = some.select_for_update(no_key=True) if held else some
        found |= {organisation.reference.lower(): organisation for organisation in some}
    return found


def merged() -> dict[str, str]:
    """Where the organisations went that were merged into another one: reference to reference, the first in lower
    case."""
    gone = Organisation.ever.filter(merged_into__isnull=False)
    return dict(gone.values_list(Lower("reference"), "merged_into__reference"))


def vacant() -> frozenset[str]:
    """The references, in lower case, of organisations without a contact."""
    held = Person.objects.filter(organisation=OuterRef("pk"), until__isnull=True)
    return frozenset(Organisation.objects.filter(~Exists(held)).values_list(Lower("reference"), flat=True))


def counts(survey: Survey) -> Counts:
    """How many organisations of the frame each region and each type has, by option code: {"region": …, "type": …}.
    The frame is the same for every survey; codes without an organisation are left out."""
    return {fact: _counts(fact) for fact in ("region", "type")}


def _counts(fact: str) -> dict[str, int]:
    rows = Organisation.objects.order_by(fact).values(fact).annotate(organisations=Count("pk"))
    return {row[fact]: row["organisations"] for row in rows}


def cells() -> Cells:
    """How many organisations of the frame are of each type in each region, by (type, region)."""
    rows = Organisation.objects.order_by().values("type", "region").annotate(organisations=Count("pk"))
    return {(row["type"], row["region"]): row["organisations"] for row in rows}


def names() -> tuple[list[str], list[str]]:
    """The names of the frame: of organisations and of the authorities they cover; and of the people in them, now or
    before."""
    organisations = [name for row in Organisation.objects.values_list("name", "covers") for name in row if name]
    return organisations, list(Person.objects.values_list("name", flat=True).distinct())


def answered(survey: Survey) -> dict[str, list[str]]:
    """The names of the organisations that answered, in their order, by the code of their type."""
    sent = Invitation.objects.filter(survey=survey, response__submitted_at__isnull=False)
    named = sent.order_by("organisation__type", "organisation__name").values_list(
        "organisation__type", "organisation__name"
    )
    return {of_type: [name for _, name in some] for of_type, some in groupby(named, key=itemgetter(0))}


def facts_of_responses(survey: Survey) -> dict[int, tuple[str, str]]:
    """The organisation's type and region, in the order of FACTS, for each response of the survey that belongs to one,
    by the response's key."""
    answered = Invitation.objects.filter(survey=survey, response__isnull=False)
    rows = answered.values_list("response_id", *(f"organisation__{fact}" for fact in FACTS))
    return {key: (of_type, region) for key, of_type, region in rows}


def references(survey: Survey) -> dict[int, str]:
    """The organisation's reference for each response of the survey that belongs to one, by the response's key."""
    answered = Invitation.objects.filter(survey=survey, response__isnull=False)
    return dict(answered.values_list("response_id", "organisation__reference"))
