"""Who changed what of an organisation, and when: its history, its people's, its outcomes' and its links', field by
field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Count
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from contacts import frame
from contacts.dispositions import Outcome
from contacts.facts import Facts
from contacts.models import Invitation, Organisation, Person, PersonalLink

# The fields of each kind of row that are told, and what they are called.
DETAILS = {
    "reference": _("Reference"),
    "name": _("Name"),
    "type": _("Type"),
    "region": _("Region"),
    "county": _("County"),
    "covers": _("Covers"),
    "merged_into_id": _("Merged into"),
}
ABOUT_A_PERSON = {
    "organisation_id": _("Organisation"),
    "name": _("Name"),
    "job_title": _("Job title"),
    "email": _("Email address"),
    "telephone": _("Telephone"),
    "address": _("Address"),
    "postcode": _("Postcode"),
    "from_date": _("From"),
    "until": _("Until"),
}
OUTCOME = {"outcome": _("Outcome"), "outcome_reason": _("Reason"), "organisation_id": _("Organisation")}
DAY = "j F Y"
ORGANISATIONS = ("organisation_id", "merged_into_id")


class Change(NamedTuple):
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did: `who` is empty where nobody was signed in, such as at a command."""

    when: datetime
    who: str
    what: str
    changes: tuple[Change, ...] = ()


def history(organisation: Organisation) -> list[Entry]:
    """All that was done to the organisation, the newest first."""
    people = Person.objects.filter(organisation=organisation).values("pk")
    invitations = Invitation.objects.filter(organisation=organisation).values("pk")
    words = _Words(frame.frame_facts(), {})
    entries = [
        *_told(Organisation.history.filter(id=organisation.pk), gettext("Organisation"), DETAILS, words),
        *_told(Person.history.filter(id__in=people), gettext("Contact"), ABOUT_A_PERSON, words),
        *_told(Invitation.history.filter(id__in=invitations), gettext("Outcome"), OUTCOME, words),
        *_withdrawn_links(organisation),
    ]
    return sorted(entries, key=lambda entry: entry.when)[::-1]


def _told(records: Any, subject: str, fields: Mapping[str, Promise], words: "_Words") -> Iterator[Entry]:
    """An entry for each record that differs from the one before it."""
    ordered = records.select_related("history_user").order_by("id", "history_date", "history_id")
    for _pk, versions in groupby(ordered, key=lambda record: record.id):
        before: dict[str, object] = {}
        for version in versions:
            after = {name: getattr(version, name) for name in fields}
            if changes := tuple(words.changes(fields, before, after)):
                what = (gettext("%s changed") if before else gettext("%s added")) % _subject(subject, version)
                yield Entry(version.history_date, _who(version.history_user), what, changes)
            before = after


def _subject(subject: str, version: Any) -> str:
    return f"{subject} {version.name}" if hasattr(version, "job_title") else subject


def _withdrawn_links(organisation: Organisation) -> Iterator[Entry]:
    theirs = PersonalLink.objects.filter(invitation__organisation=organisation, withdrawn_at__isnull=False)
    users = User.objects.in_bulk(theirs.values_list("withdrawn_by", flat=True))
    for row in theirs.values("withdrawn_at", "withdrawn_by").annotate(links=Count("pk")).order_by():
        what = ngettext("%d personal link withdrawn", "%d personal links withdrawn", row["links"]) % row["links"]
        if when := row["withdrawn_at"]:
            yield Entry(when, _who(users.get(row["withdrawn_by"])), what)


def _who(user: User | None) -> str:
    return (user.get_full_name() or user.email or user.get_username()) if user else ""


@dataclass
class _Words:
    """Values as people read them."""

    facts: Facts
    organisations: dict[int, str]

    def changes(
        self, fields: Mapping[str, Promise], before: Mapping[str, object], after: Mapping[str, object]
    ) -> Iterable[Change]:
        for name, label in fields.items():
            if name in ORGANISATIONS and name not in before:
                continue  # where a row began is where it is shown
            if before.get(name) != after[name] and (before.get(name) or after[name]):
                yield Change(str(label), self._value(name, before.get(name)), self._value(name, after[name]))

    def _value(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if name in ("type", "region"):
            return getattr(self.facts, name).label(value)
        if name == "outcome":
            return str(Outcome(value).label)
        if name in ORGANISATIONS:
            return self._organisation(value)
        return date_format(value, DAY) if isinstance(value, date) else str(value)

    def _organisation(self, key: int) -> str:
        if key not in self.organisations:
            self.organisations[key] = str(Organisation.ever.filter(pk=key).first() or key)
        return self.organisations[key]
