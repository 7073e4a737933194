"""Three weeks of fieldwork, played once for all tests of this module: every number at their end."""

from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from config.management.commands.rehearse import Command
from config.rehearsing import account, place, stage, story
from config.rehearsing.post import Post
from config.rehearsing.stage import Part
from contacts.mailing import progress
from contacts.models import (
    Call,
    CallTask,
    DeliveryNotice,
    Invitation,
    Mailing,
    Message,
    Organisation,
    Person,
    StoppedAddress,
)
from contacts.tracking import dispositions, standing
from surveys.models import CodedResponse, Response
from tests.factories import OrganisationFactory


class Played:
    """A rehearsal that is over: what it told, its stage, and the files of its emails."""

    def __init__(self, folders):
        out = StringIO()
        self.stage = Command(stdout=out).rehearse(folders)
        self.told = out.getvalue().splitlines()
        self.survey, self.cast, self.returned = self.stage.survey, self.stage.cast, folders.returned
        self.mails = Post(folders.mail).fetch()


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """Needs the database of the tests to be there first: the other one takes its place for the time of this module."""
    with django_db_blocker.unblock(), place.of_its_own() as folders:
        yield Played(folders)


def counted(rows, *columns):
    """How many rows there are of each value of these columns."""
    found = rows.order_by().values_list(*columns).annotate(rows=Count("pk"))
    return {row[0] if len(columns) == 1 else row[:-1]: row[-1] for row in found}


def messages_of(played, part):
    theirs = Message.objects.filter(invitation__organisation__in=played.cast[part]).order_by("pk")
    return [(message.invitation.organisation_id, message.kind, message.state) for message in theirs]


def the_disposition_of(played, part):
    shown = Organisation.objects.in_survey(played.survey).filter(pk__in=[each.pk for each in played.cast[part]])
    return Counter(str(each) for each in dispositions.of_each(shown, played.survey, now=story.END).values())


# The end ------------------------------------------------------------------------------------------


def test_each_organisation_is_in_exactly_one_disposition(played):
    status = standing.status(played.survey, now=story.END)

    assert status.total.dispositions == {
        "not_invited": 0,
        "not_returned": 169,
        "in_progress": 0,
        "complete": 142,
        "partial": 8,
        "break_off": 6,
        "refusal": 3,
        "opted_out": 7,
        "non_contact": 1,
        "bounced": 6,
        "other": 1,
        "ineligible": 2,
    }
    assert status.total.frame == Organisation.objects.count() == Invitation.objects.count() == 345
    assert account.adds_up(played.survey, 345, story.END)
    assert (status.closed, status.unmatched) == (True, 0)


def test_every_part_ends_where_it_must(played):
    ends = {part.name: dict(the_disposition_of(played, part)) for part in Part}

    assert ends == {
        "ANSWERS": {"complete": 140},
        "STOPS_EARLY": {"break_off": 6},
        "STOPS_LATE": {"partial": 8},
        "BOUNCES": {"bounced": 6, "complete": 1, "not_returned": 1},
        "FULL_FOR_WEEKS": {"not_returned": 1},
        "FULL_ONCE": {"not_returned": 2},
        "AWAY": {"not_returned": 12},
        "OPTS_OUT": {"opted_out": 6},
        "COMPLAINS": {"opted_out": 1},
        "NAMES_ANOTHER": {"complete": 1, "not_returned": 1},
        "REFUSES": {"refusal": 3},
        "INELIGIBLE": {"ineligible": 2},
        "NOBODY_THERE": {"non_contact": 1},
        "CANNOT": {"other": 1},
    }


def test_the_response_rates_are_those_of_the_dispositions(played):
    rates = standing.status(played.survey, now=story.END).total.rates

    assert {code: (rate.part, rate.whole, rate.percent) for code, rate in rates.items()} == {
        "RR1": (142, 343, "41.4%"),
        "RR2": (150, 343, "43.7%"),
        "RR5": (142, 343, "41.4%"),
        "RR6": (150, 343, "43.7%"),
    }


def test_regions_and_types_add_up_to_the_frame(played):
    status = standing.status(played.survey, now=story.END)

    for parts in (status.by_region, status.by_type, status.cells.values()):
        assert sum(part.frame for part in parts) == 345
        assert sum(part.complete for part in parts) == 142


# The mail -----------------------------------------------------------------------------------------


def test_each_mailing_went_to_whom_it_should(played):
    assert counted(Message.objects, "kind", "mailing__number", "state") == {
        ("mailing", 0, "sent"): 345,
        ("mailing", 1, "sent"): 274,
        ("mailing", 1, "cancelled"): 5,
        ("mailing", 2, "sent"): 220,
        ("handover", None, "sent"): 3,
    }
    assert [(each.title, each.sent, each.total) for each in progress.progress(played.survey)] == [
        ("Invitation", 345, 345),
        ("Reminder 1", 274, 279),
        ("Last call", 220, 220),
    ]


def test_what_was_not_sent_says_why(played):
    assert counted(Message.objects.filter(state="cancelled"), "detail") == {
        "The questionnaire had been submitted.": 3,
        "Mail to this address is stopped.": 1,
        "An outcome had been recorded: Refusal.": 1,
    }


def test_mail_goes_out_at_the_hours_of_the_plan_in_london(played):
    sent = counted(Message.objects.filter(state="sent"), "kind", "sent_at")

    assert sent == {
        ("mailing", stage.at(8, 9)): 345,
        ("handover", stage.at(9, 12)): 2,
        ("handover", stage.at(11, 10)): 1,
        ("mailing", stage.at(16, 11)): 274,  # due at ten, held back for an hour
        ("mailing", stage.at(24, 10)): 220,
    }


def test_a_file_for_every_email_and_none_twice(played):
    """From the files alone: what each address found in its mailbox."""
    subjects = {
        "Please take part": "invitation",
        "You have begun": "invitation",
        "A reminder": "reminder",
        "Your answers are saved": "reminder",
        "Closes on Monday 29 March": "last call",
        "Please send your answers by Monday 29 March": "last call",
    }
    found = Counter((mail.to, subjects[mail.subject.partition(":")[0]]) for mail in played.mails)

    assert set(found.values()) == {1}
    assert Counter(which for _, which in found) == {"invitation": 348, "reminder": 274, "last call": 220}
    assert len({mail.message_id for mail in played.mails}) == len({mail.secret for mail in played.mails}) == 842


def test_the_files_are_those_of_the_rows(played):
    sent = Message.objects.filter(state="sent").values_list("message_id", "to")

    assert dict(sent) == {mail.message_id: mail.to for mail in played.mails}


def test_who_has_begun_reads_that_the_draft_is_kept(played):
    part_done = counted(Message.objects.filter(part_done=True, state="sent"), "kind", "mailing__number")

    assert part_done == {("handover", None): 1, ("mailing", 1): 6, ("mailing", 2): 14}


# What came back -----------------------------------------------------------------------------------


def test_every_notice_is_taken_up_once(played):
    assert counted(DeliveryNotice.objects, "kind", "source") == {
        ("hard", "mailbox"): 8,
        ("soft", "mailbox"): 5,
        ("auto_reply", "mailbox"): 12,
        ("complaint", "mailbox"): 1,
    }
    assert not DeliveryNotice.objects.filter(message__isnull=True).exists()
    assert (len(list(played.returned.glob("*.eml"))), len(list((played.returned / "cur").iterdir()))) == (0, 26)


def test_mail_is_stopped_where_it_must_be(played):
    assert counted(StoppedAddress.objects, "reason") == {"hard_bounce": 8, "opted_out": 6, "complaint": 1}


def test_nothing_goes_to_an_address_after_it_was_stopped(played):
    emails = Counter(mail.to.lower() for mail in played.mails)
    by_reason = {
        reason: sorted(
            emails[address]
            for address in StoppedAddress.objects.filter(reason=reason).values_list("address", flat=True)
        )
        for reason in StoppedAddress.Reason.values
    }

    assert by_reason == {"hard_bounce": [1] * 8, "complaint": [1], "opted_out": [1, 1, 1, 1, 2, 2]}


def test_where_emails_come_back_somebody_telephones(played):
    assert counted(CallTask.objects, "reason", "closed_at") == {
        ("bounced", None): 7,
        ("bounced", stage.at(9, 11)): 2,
    }
    assert counted(Call.objects, "outcome") == {"corrected": 2}
    (full,) = played.cast[Part.FULL_FOR_WEEKS]
    assert full.call_tasks.get().opened_at == stage.at(24, 12)


def test_an_automatic_reply_changes_nothing(played):
    emails = Counter(messages_of(played, Part.AWAY))

    assert set(emails.values()) == {3}
    assert len(emails) == 12


# People -------------------------------------------------------------------------------------------


def test_a_corrected_address_gets_the_invitation_then_the_reminders(played):
    theirs = Message.objects.filter(to__startswith="put.right.").order_by("to", "sent_at")

    assert [(message.to[:11], message.kind, message.state) for message in theirs] == [
        ("put.right.0", "handover", "sent"),
        ("put.right.0", "mailing", "sent"),
        ("put.right.1", "handover", "sent"),
        ("put.right.1", "mailing", "sent"),
        ("put.right.1", "mailing", "sent"),
    ]


def test_who_takes_over_goes_on_with_the_draft(played):
    first, second = played.cast[Part.NAMES_ANOTHER]
    response = first.invitations.get().response
    saves = list(response.saves.all())

    assert [person.name for person in first.people.order_by("pk")][1:] == ["Robin Rehearsed 0"]
    assert {timezone.localdate(save.saved_at).day for save in saves[:4]} == {10}
    assert {timezone.localdate(save.saved_at).day for save in saves[4:]} == {12}
    kept = {name: value for save in saves[:4] for name, value in save.answers.items()}
    assert {name: response.answers[name] for name in kept if name in response.answers} == {
        name: value for name, value in kept.items() if name in response.answers
    }
    assert second.people.count() == 1
    assert Person.objects.count() == 346


def test_answers_came_by_web_and_telephone(played):
    assert counted(Response.objects.filter(submitted_at__isnull=False), "channel") == {"web": 140, "telephone": 2}
    assert (Response.objects.count(), CodedResponse.objects.count()) == (142 + 8 + 6, 142)


# The calendar -------------------------------------------------------------------------------------


def test_the_plan_is_an_invitation_a_reminder_and_a_last_call(played):
    assert list(Mailing.objects.values_list("kind", "due_at", "queued_at")) == [
        ("invitation", stage.at(8, 9), stage.at(8, 9)),
        ("reminder", stage.at(16, 10), stage.at(16, 10)),
        ("last_call", stage.at(24, 10), stage.at(24, 10)),
    ]


def test_the_survey_closes_in_summer_time(played):
    assert played.survey.closes_at.astimezone(UTC) == datetime(2027, 3, 29, 16, tzinfo=UTC)
    assert Response.objects.exclude(submitted_at=None).latest("submitted_at").submitted_at < played.survey.closes_at


def test_the_account_tells_each_day(played):
    days = [line for line in played.told if line.endswith(" March") and not line.startswith(" ")]
    lines = [line.strip() for line in played.told]

    assert (len(days), days[0], days[-1]) == (22, "Monday 8 March", "Monday 29 March")
    assert lines.count("09:00  Invitation: 345 emails out.") == 1
    assert lines.count("11:00  Reminder 1: 274 emails out.") == 1
    assert lines.count("0 emails out, 8 answers in, 142 so far") == 1
    assert lines[-1] == "Each of the 345 organisations is in exactly one disposition."


def test_a_frame_that_does_not_add_up_is_refused(played):
    with transaction.atomic():
        OrganisationFactory()

        with pytest.raises(CommandError, match="do not add up"):
            Command(stdout=StringIO()).tell_the_end(played.stage)

        transaction.set_rollback(True)
