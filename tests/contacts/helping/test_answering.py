import pytest
from django.db import DatabaseError

from contacts.exceptions import NoAddress
from contacts.helping import answering
from contacts.models import Message, QueryEntry
from tests.factories import MONDAY, QueryFactory, StaffFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return StaffFactory()


def answer(query, by, body="Your own team.", subject="Your question"):
    return answering.answer(query, subject, body, by=by, now=MONDAY)


def test_an_answer_is_an_entry_and_a_message_that_waits_to_be_sent(staff):
    query = QueryFactory()

    entry = answer(query, staff)

    message = Message.objects.get()
    assert (entry.kind, entry.text, entry.written_by, entry.message) == ("answer", "Your own team.", staff, message)
    assert (message.kind, message.state, message.due_at) == ("reply", "queued", MONDAY)
    assert (message.to, message.subject, message.body) == ("pat@example.org", "Your question", "Your own team.")
    assert message.invitation == query.invitation


def test_an_answer_to_somebody_without_a_link_belongs_to_no_invitation(staff):
    answer(QueryFactory(invitation=None), staff)

    assert Message.objects.get().invitation is None


def test_each_answer_has_an_identity_by_which_what_comes_back_is_known(staff):
    query = QueryFactory()

    answer(query, staff)
    answer(query, staff, "More.")

    first, second = Message.objects.values_list("message_id", flat=True)
    assert first.endswith("@example.org>")
    assert first != second


def test_a_subject_is_one_line_whatever_was_sent(staff):
    answer(QueryFactory(), staff, subject="Hello\r\nBcc: everybody@example.org")

    assert Message.objects.get().subject == "Hello Bcc: everybody@example.org"


def test_an_answer_that_is_sent_twice_is_one_and_another_is_another(staff):
    query = QueryFactory()

    first = answer(query, staff)
    assert answer(query, staff) == first
    answer(query, staff, "More.")

    assert Message.objects.count() == QueryEntry.objects.count() == 2


def test_without_an_address_nothing_is_answered(staff):
    with pytest.raises(NoAddress):
        answer(QueryFactory(email="", telephone="01632 960000"), staff)

    assert Message.objects.count() == 0


def test_message_and_entry_are_both_there_or_neither(staff, monkeypatch):
    def breaks(**parts):
        raise DatabaseError

    monkeypatch.setattr(QueryEntry.objects, "create", breaks)

    with pytest.raises(DatabaseError):
        answer(QueryFactory(), staff)
    assert Message.objects.count() == 0


def test_a_query_is_assigned_to_somebody_and_to_nobody(staff):
    query = QueryFactory()

    answering.assign(query, staff)
    query.refresh_from_db()
    assert query.assigned_to == staff
    answering.assign(query, None)
    query.refresh_from_db()
    assert query.assigned_to is None


def test_a_note_is_kept_with_who_wrote_it(staff):
    note = answering.note(QueryFactory(), "Rang them", by=staff, now=MONDAY)

    assert (note.kind, note.text, note.written_by, note.message) == ("note", "Rang them", staff, None)


def test_a_query_is_closed_once_and_opened_again():
    query = QueryFactory()

    answering.close(query, now=MONDAY)
    answering.close(query, now=MONDAY.replace(hour=15))
    query.refresh_from_db()
    assert query.closed_at == MONDAY
    answering.reopen(query)
    query.refresh_from_db()
    assert query.closed_at is None


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_sent_eight_times_at_the_same_moment_is_one_email(staff):
    query = QueryFactory()

    at_once(lambda _: answer(query, staff))

    assert Message.objects.count() == 1
