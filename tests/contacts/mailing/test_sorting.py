from datetime import date, timedelta

import pytest

from contacts.mailing import sorting
from contacts.models import CallTask, DeliveryNotice, StoppedAddress
from tests.contacts.mailing.returned import A_PERSON, ABUSE, EXIM, MAILS, OUR_ID, OUT_OF_OFFICE, QMAIL, postfix
from tests.factories import MONDAY, InvitationFactory, MessageFactory, PersonFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
UNKNOWN_USER = postfix("failed", "5.1.1", "smtp; 550 5.1.1 unknown")


@pytest.fixture
def person():
    return PersonFactory(email="Pat@anytown.example")


@pytest.fixture
def message(person):
    return MessageFactory(invitation=InvitationFactory(organisation=person.organisation), message_id=OUR_ID)


def take_up(mail):
    return sorting.take_up(mail.encode(), now=LATER)


@pytest.mark.parametrize("name", sorted(MAILS))
def test_each_known_notice_is_recorded_about_our_email(message, name):
    mail, kind, *_ = MAILS[name]

    notice = take_up(mail)

    assert (notice.message, notice.kind, notice.source, notice.received_at) == (message, kind, "mailbox", LATER)
    assert notice.address == "pat@anytown.example"


def test_a_hard_bounce_has_its_consequences(message, person):
    take_up(EXIM)

    assert StoppedAddress.objects.get().address == "pat@anytown.example"
    assert CallTask.objects.get().organisation == person.organisation


def test_the_same_mail_is_taken_up_once_however_its_lines_end(message):
    first = take_up(EXIM)

    assert (first is None, take_up(EXIM), take_up(EXIM.replace("\n", "\r\n"))) == (False, None, None)


def test_a_bounce_of_somebody_on_a_distribution_list_is_unclear(message):
    notice = take_up(postfix("failed", "5.1.1", "smtp; 550 5.1.1 unknown", recipient="bob@anytown.example"))

    assert notice.kind == "unclear"
    assert notice.detail == ("It tells of bob@anytown.example, which we did not write to. smtp; 550 5.1.1 unknown")
    assert not StoppedAddress.objects.exists()


def test_another_name_of_the_same_domain_is_no_other_address(message):
    assert take_up(postfix("failed", "5.1.1", "smtp; 550", recipient="pat@mail.anytown.example")).kind == "hard"


def test_an_invented_notice_about_somebody_we_know_is_for_staff_to_judge(person):
    notice = take_up(UNKNOWN_USER)

    assert (notice.kind, notice.message, notice.address) == ("unclear", None, "pat@anytown.example")
    assert not StoppedAddress.objects.exists()
    assert not CallTask.objects.exists()


def test_a_notice_about_somebody_who_was_the_contact_before_is_listed_too(person):
    person.until = date(2026, 10, 1)
    person.save()

    assert take_up(UNKNOWN_USER).kind == "unclear"


def test_a_notice_about_an_address_that_we_do_not_know_is_left_alone():
    assert take_up(UNKNOWN_USER) is None
    assert not DeliveryNotice.objects.exists()


@pytest.mark.parametrize("mail", [A_PERSON, OUT_OF_OFFICE, "From: shop@example.org\nSubject: Bargains\n\nBuy!\n"])
def test_mail_that_is_neither_ours_nor_a_mail_systems_is_left_alone(person, mail):
    assert take_up(mail) is None


def test_what_cannot_be_read_is_unclear():
    notice = take_up("no email at all")

    assert (notice.kind, notice.detail) == ("unclear", "This could not be read as an email.")


def test_a_complaint_stops_where_we_wrote_to_whoever_complained(message):
    take_up(ABUSE.replace("pat@anytown.example", "friend@elsewhere.example"))

    assert list(StoppedAddress.objects.values_list("address", "reason")) == [("pat@anytown.example", "complaint")]


def test_of_several_emails_that_a_notice_names_the_likeliest_of_ours_counts(message):
    MessageFactory(invitation=message.invitation, mailing=None, kind="handover", message_id="<older@example.org>")

    assert take_up(OUT_OF_OFFICE).message == message


def test_weird_characters_reach_no_database(message):
    notice = take_up(
        QMAIL.replace("Sorry, no mailbox", "Sorry\x00\x1b[31m, no\udcff mailbox".encode("utf-8", "replace").decode())
    )

    assert "Sorry [31m, no? mailbox here" in notice.detail
