"""How far each mailing of a survey has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, TextChoices
from django.utils.translation import gettext_lazy as _

from contacts.mailing import calendar
from contacts.models import Fieldwork, Mailing, Message
from surveys.models import Survey

State = Message.State
UNDER_WAY = (State.QUEUED, State.CLAIMED, State.SENDING)
COLUMNS = ("pk", "number", "kind", "due_at", "any_hour", "confirmed_at", "queued_at", "dropped_at")


class Stage(TextChoices):
    """What people say of a mailing."""

    PLANNED = "planned", _("Planned, not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    HELD_BACK = "held_back", _("Held back")
    ABOUT = "about", _("About to go out")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    OVERDUE = "overdue", _("Overdue: it did not go out in time")
    MISSED = "missed", _("Not sent: the survey was closed")
    DROPPED = "dropped", _("Dropped")


@dataclass(frozen=True)
class Progress:
    """One mailing, and how many of its messages are in each state."""

    pk: int
    number: int
    kind: str
    due_at: datetime
    any_hour: bool
    confirmed_at: datetime | None
    queued_at: datetime | None
    dropped_at: datetime | None
    messages: dict[str, int]

    @property
    def title(self) -> str:
        """“Invitation”, “Reminder 2”, “Last call”."""
        return calendar.title(self.number, self.kind)

    @property
    def total(self) -> int:
        """All its messages."""
        return sum(self.messages.values())

    @property
    def settled(self) -> int:
        """Those that are no longer on their way, whatever became of them."""
        return self.total - sum(self.messages[state] for state in UNDER_WAY)

    @property
    def sent(self) -> int:
        return self.messages[State.SENT]

    @property
    def others(self) -> list[tuple[str, str, int]]:
        """The states that need a second look: value, words and number of each that there is any of."""
        states = (State.REFUSED, State.UNKNOWN, State.CANCELLED, State.DROPPED)
        return [(state.value, str(state.label), self.messages[state]) for state in states if self.messages[state]]

    @property
    def can_be_changed(self) -> bool:
        return self.queued_at is None and self.dropped_at is None and not self.total

    def stage(self, survey: Survey, work: Fieldwork | None, *, now: datetime) -> Stage:
        """Where this mailing stands at this moment. `work` is the survey's fieldwork, if there is any."""
        if self.dropped_at:
            return Stage.DROPPED
        if self.queued_at:
            return self._on_its_way(work)
        if survey.is_closed(now):
            return Stage.MISSED
        if now >= calendar.stale_at(self.due_at):
            return Stage.OVERDUE
        return self._to_come(work, now) if self.confirmed_at else Stage.PLANNED

    def _to_come(self, work: Fieldwork | None, now: datetime) -> Stage:
        if work and work.paused_at:
            return Stage.HELD_BACK
        return Stage.ABOUT if work and work.launched_at and self.due_at <= now else Stage.CONFIRMED

    def _on_its_way(self, work: Fieldwork | None) -> Stage:
        if self.settled == self.total:
            return Stage.SENT
        return Stage.HELD_BACK if work and work.paused_at else Stage.SENDING

    def as_json(self) -> dict[str, object]:
        """As `fieldwork status` tells it."""
        return {
            "number": self.number,
            "kind": self.kind,
            "due_at": self.due_at.isoformat(),
            "confirmed": self.confirmed_at is not None,
            "queued_at": self.queued_at and self.queued_at.isoformat(),
            "messages": self.messages,
        }


def progress(survey: Survey) -> list[Progress]:
    """The mailings of a survey in their order, with their messages counted, in one query."""
    counted = Mailing.objects.filter(survey=survey).values(*COLUMNS, state=F("messages__state"))
    rows = counted.annotate(number_of_messages=Count("messages")).order_by("number")
    return list(_gathered(rows))


def _gathered(rows: Any) -> Iterator[Progress]:
    for _key, group in groupby(rows, key=itemgetter("pk")):
        theirs = list(group)
        counts = dict.fromkeys(State.values, 0)
        counts |= {row["state"]: row["number_of_messages"] for row in theirs if row["state"]}
        yield Progress(**{name: theirs[0][name] for name in COLUMNS}, messages=counts)
