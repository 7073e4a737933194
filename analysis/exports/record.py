"""Everything that says who took answers or people's addresses out of Canvass, and what for, as one list."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from analysis.exports.kinds import KINDS
from analysis.models import Export, FileTaken, Scope, Token, TokenUse, WeeklyExport
from contacts.models import ListTaken
from contacts.models.lists_taken import What

ACTS = {
    "asked": _("Asked for a file"),
    "fetched": _("Fetched a file"),
    "cancelled": _("Cancelled a file"),
    "weekly": _("Asked for a file of each week"),
    "stopped": _("Stopped a file of each week"),
    "issued": _("Made a token"),
    "revoked": _("Revoked a token"),
    "read": _("Read by a program"),
    "list": _("Took a list away"),
}
OF_PROGRAMS = {"issued", "revoked", "read"}
SUBJECTS = {kind.code: kind.label for kind in KINDS.values()} | {what.value: what.label for what in What}
FIELDS = ("moment", "act", "person", "subject", "reason")


class Entry(NamedTuple):
    """That somebody did something. `act` is a key of ACTS; `subject` a kind of file or list, the name of a token, or
    the address that was read."""

    moment: datetime
    act: str
    person: str
    subject: str
    reason: str

    @property
    def told(self) -> Any:
        return ACTS[self.act]

    @property
    def about(self) -> Any:
        """What it was about, in words; tokens have names of their own."""
        return self.subject if self.act in OF_PROGRAMS else SUBJECTS.get(self.subject, self.subject)


def entries() -> QuerySet[Any, tuple[Any, ...]]:
    """All of it, the newest first: what makes an Entry."""
    files = Export.objects.filter(is_personal=True)
    weekly = WeeklyExport.objects.filter(is_personal=True)
    tokens = Token.objects.exclude(scope=Scope.TABLES)
    parts = [
        _of(files, "asked", moment="asked_at", person="asked_by", subject="kind", reason="why"),
        _of(
            files.filter(cancelled_by__isnull=False),
            "cancelled",
            moment="ended_at",
            person="cancelled_by",
            subject="kind",
        ),
        _of(FileTaken.objects.all(), "fetched", moment="at", person="by", subject="export__kind", reason="export__why"),
        _of(weekly, "weekly", moment="asked_at", person="asked_by", subject="kind", reason="why"),
        _of(
            weekly.filter(stopped_at__isnull=False), "stopped", moment="stopped_at", person="stopped_by", subject="kind"
        ),
        _of(tokens, "issued", moment="made_at", person="owner", subject="name"),
        _of(
            tokens.filter(revoked_at__isnull=False), "revoked", moment="revoked_at", person="revoked_by", subject="name"
        ),
        _of(TokenUse.objects.all(), "read", moment="at", person="token__owner", subject="path", reason="token__name"),
        _of(ListTaken.objects.all(), "list", moment="taken_at", person="taken_by", subject="what", reason="why"),
    ]
    return parts[0].union(*parts[1:], all=True).order_by("-moment")


def _of(
    rows: QuerySet[Any, Model], act: str, *, moment: str, person: str, subject: str, reason: str = ""
) -> QuerySet[Any, tuple[Any, ...]]:
    """One kind of entry, by the names of the fields that tell it."""
    told = {
        "moment": F(moment),
        "act": Value(act, CharField()),
        "person": Coalesce(F(f"{person}__email"), Value(""), output_field=CharField()),
        "subject": Cast(subject, TextField()),
        "reason": Cast(reason, TextField()) if reason else Value("", TextField()),
    }
    return rows.order_by().annotate(**told).values_list(*FIELDS)
