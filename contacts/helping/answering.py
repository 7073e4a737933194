"""What staff do with a query: assign it, write about it, answer it by mail, close it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from contacts.exceptions import NoAddress
from contacts.mailing import queueing
from contacts.models import Message, Query, QueryEntry

ENTRY = QueryEntry.Kind


def assign(query: Query, to: User | None) -> None:
    """Make it somebody's, or nobody's."""
    query.assigned_to = to
    query.save(update_fields=["assigned_to"])


def note(query: Query, text: str, *, by: User | None, now: datetime) -> QueryEntry:
    """Keep something that staff should know. Nobody outside sees it."""
    return QueryEntry.objects.create(query=query, kind=ENTRY.NOTE, text=text, written_at=now, written_by=by)


@transaction.atomic
def answer(query: Query, subject: str, body: str, *, by: User, now: datetime) -> QueryEntry:
    """The answer, as an email that waits to be sent and as an entry, both or neither. The same words as those of the
    last answer are that answer: a form sent twice. Raises NoAddress where the query has none."""
    held = Query.objects.select_for_update().get(pk=query.pk)
    if not held.email:
        raise NoAddress("They left no email address. Telephone them, and write a note of what was said.")
    last = held.entries.filter(kind=ENTRY.ANSWER).last()
    if last and last.text == body:
        return last
    message = Message.objects.create(
        kind=Message.Kind.REPLY,
        invitation_id=held.invitation_id,
        to=held.email,
        subject=" ".join(subject.split()),
        body=body,
        due_at=now,
        message_id=queueing.new_message_id(),
    )
    return QueryEntry.objects.create(
        query=held, kind=ENTRY.ANSWER, text=body, written_at=now, written_by=by, message=message
    )


def close(query: Query, *, now: datetime) -> None:
    """Say that nothing more is to be done. When it was closed first, stays."""
    Query.objects.filter(pk=query.pk, closed_at__isnull=True).update(closed_at=now)


def reopen(query: Query) -> None:
    Query.objects.filter(pk=query.pk).update(closed_at=None)
