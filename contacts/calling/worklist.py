"""Who is to be telephoned, and in which order."""

from datetime import datetime

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from contacts.models import Call, CallTask

MOST_TRIES = 5  # calls without an answer, after which an organisation is hard to reach
OUTCOME, REASON = Call.Outcome, CallTask.Reason


class Standing(TextChoices):
    """How far the telephone has come with an organisation. Each one of the frame is in exactly one of these."""

    WAITING = "waiting", _("To call")
    CALL_BACK = "call_back", _("To call back")
    NO_ANSWER = "no_answer", _("No answer")
    HARD_TO_REACH = "hard_to_reach", _("Hard to reach")
    LEFT_POST = "left_post", _("Left, nobody named")
    CONFIRMED = "confirmed", _("Confirmed")
    CORRECTED = "corrected", _("Corrected")
    REPLACED = "replaced", _("Replaced")
    NOT_LISTED = "not_listed", _("Not listed")


def open_tasks(now: datetime) -> QuerySet:
    """One task for each organisation that is to be called: its first open one, with `standing`, `tries` (calls without
    an answer) and `is_due`. In the order of calling: call-backs that are due, emails that come back and contacts who
    have left, who was never called, and the oldest without an answer; those that are due later come last."""
    siblings = CallTask.objects.filter(organisation=OuterRef("organisation"), closed_at__isnull=True)
    calls = Call.objects.filter(task=OuterRef("pk")).order_by("-called_at", "-pk")
    unanswered = calls.filter(outcome=OUTCOME.NO_ANSWER).order_by().values("task").annotate(number=Count("pk"))
    first = CallTask.objects.filter(closed_at__isnull=True, organisation__merged_into__isnull=True).filter(
        ~Exists(siblings.filter(pk__lt=OuterRef("pk")))
    )
    tasks: QuerySet = first.annotate(
        last=Subquery(calls.values("outcome")[:1]),
        tries=Coalesce(Subquery(unanswered.values("number")), 0),
        urgent=Exists(siblings.exclude(reason=REASON.VERIFICATION)),
        without_anybody=Exists(siblings.filter(reason=REASON.LEFT_POST)),
        is_due=ExpressionWrapper(Q(due_at__lte=now), output_field=BooleanField()),
    )
    tasks = tasks.annotate(standing=_STANDING, rank=_RANK)
    return tasks.select_related("organisation", "taken_by").order_by("-is_due", "rank", "due_at", "pk")


def due(now: datetime) -> QuerySet:
    """Those to be called at this moment, in order. Who is hard to reach is left to staff to decide about."""
    return open_tasks(now).filter(due_at__lte=now).exclude(standing=Standing.HARD_TO_REACH)


_STANDING = Case(
    When(last=OUTCOME.CALL_BACK, then=Value(Standing.CALL_BACK.value)),
    When(last=OUTCOME.NO_ANSWER, tries__gte=MOST_TRIES, then=Value(Standing.HARD_TO_REACH.value)),
    When(without_anybody=True, then=Value(Standing.LEFT_POST.value)),
    When(last=OUTCOME.NO_ANSWER, then=Value(Standing.NO_ANSWER.value)),
    default=Value(Standing.WAITING.value),
)
_RANK = Case(
    When(last=OUTCOME.CALL_BACK, then=Value(0)),
    When(urgent=True, then=Value(1)),
    When(last__isnull=True, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)
