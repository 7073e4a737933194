from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from contacts.mailing import bouncing, stopping
from contacts.models import CallTask, DeliveryNotice, StoppedAddress
from tests.factories import MONDAY, InvitationFactory, MailingFactory, MessageFactory, PersonFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db

HARD, SOFT, AUTO_REPLY, COMPLAINT, UNCLEAR = DeliveryNotice.Kind.values
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def person():
    return PersonFactory(email="Pat@example.org")


@pytest.fixture
def invitation(person):
    return InvitationFactory(organisation=person.organisation)


@pytest.fixture
def message(invitation):
    return MessageFactory(invitation=invitation)


def record(kind, *, source="mailbox", now=LATER, **parts):
    return bouncing.record(kind=kind, source=source, now=now, **parts)


def mail(invitation, number):
    return MessageFactory(invitation=invitation, mailing=MailingFactory(survey=invitation.survey, number=number))


def stopped():
    return list(StoppedAddress.objects.values_list("address", "reason", "detail", "stopped_at"))


def telephone():
    return list(CallTask.objects.values_list("organisation__reference", "reason", "detail"))


def test_a_hard_bounce_stops_the_address_and_somebody_telephones(message, person):
    notice = record(HARD, message=message, detail="550 5.1.1 unknown")

    assert (notice.message, notice.address, notice.received_at) == (message, "pat@example.org", LATER)
    assert stopped() == [("pat@example.org", "hard_bounce", "550 5.1.1 unknown", LATER)]
    assert telephone() == [(person.organisation.reference, "bounced", "550 5.1.1 unknown")]


def test_a_second_hard_bounce_opens_no_second_task(message):
    record(HARD, message=message, detail="first")
    record(HARD, message=message, detail="second")

    assert [detail for *_, detail in telephone()] == ["first"]
    assert DeliveryNotice.objects.count() == 2


def test_a_bounce_of_somebody_who_has_gone_changes_nothing_for_who_came_after(message, person):
    person.until = date(2026, 11, 2)
    person.save()
    PersonFactory(organisation=person.organisation, email="sam@example.org")

    record(HARD, message=message)

    assert [address for address, *_ in stopped()] == ["pat@example.org"]
    assert telephone() == []


def test_a_person_of_two_organisations_is_stopped_in_both_and_both_are_telephoned(message, person):
    other = PersonFactory(email="pat@example.org")

    record(HARD, message=message)

    assert stopping.is_stopped(other.email)
    assert [reference for reference, *_ in telephone()] == [person.organisation.reference, other.organisation.reference]


def test_a_complaint_stops_the_address_and_nobody_telephones(message):
    record(COMPLAINT, message=message)

    assert [reason for _, reason, *_ in stopped()] == ["complaint"]
    assert telephone() == []


@pytest.mark.parametrize("kind", [AUTO_REPLY, UNCLEAR])
def test_automatic_replies_and_what_is_unclear_are_only_kept(message, kind):
    notice = record(kind, message=message, detail="Sam stands in for me.")

    assert DeliveryNotice.objects.get() == notice
    assert notice.detail == "Sam stands in for me."
    assert (stopped(), telephone()) == ([], [])


def test_the_third_email_that_comes_back_for_now_makes_somebody_telephone(invitation):
    for number in range(2):
        record(SOFT, message=mail(invitation, number))
    before = telephone()

    record(SOFT, message=mail(invitation, 2), detail="452 4.2.2 mailbox full")

    assert before == []
    assert telephone() == [(invitation.organisation.reference, "bounced", "452 4.2.2 mailbox full")]
    assert stopped() == []


def test_several_notices_about_one_email_count_once(message):
    for number in range(5):
        record(SOFT, message=message, source_id=str(number))

    assert telephone() == []


def test_soft_bounces_without_an_email_of_ours_count_each(person):
    for _ in range(3):
        record(SOFT, address=person.email)

    assert len(telephone()) == 1


def test_soft_bounces_of_one_organisations_mail_do_not_count_for_another(invitation):
    other = InvitationFactory(
        survey=invitation.survey, organisation=PersonFactory(email="pat@example.org").organisation
    )

    for number in range(2):
        for each in (invitation, other):
            record(SOFT, message=mail(each, number))

    assert telephone() == []


def test_soft_bounces_count_anew_once_an_email_was_delivered(invitation):
    for number in range(2):
        record(SOFT, message=mail(invitation, number))
    delivered = mail(invitation, 2)
    delivered.delivered_at = LATER + timedelta(minutes=1)
    delivered.save()

    for number in range(3, 5):
        record(SOFT, message=mail(invitation, number), now=LATER + timedelta(minutes=2))

    assert telephone() == []


def test_soft_bounces_count_anew_once_the_mailbox_replied_or_somebody_telephoned(invitation):
    organisation = invitation.organisation
    CallTask.objects.create(
        organisation=organisation, reason="bounced", opened_at=MONDAY, due_at=MONDAY, closed_at=LATER
    )
    record(SOFT, message=mail(invitation, 0))
    record(SOFT, message=mail(invitation, 1), now=LATER + timedelta(minutes=1))
    record(AUTO_REPLY, message=mail(invitation, 2), now=LATER + timedelta(minutes=2))
    for number in range(3, 5):
        record(SOFT, message=mail(invitation, number), now=LATER + timedelta(minutes=3))

    assert bouncing.soft_bounces(invitation.organisation.people.get()) == 2
    assert not CallTask.objects.filter(closed_at__isnull=True).exists()


def test_a_notice_is_taken_up_once(message):
    first = record(HARD, message=message, source_id="x")
    StoppedAddress.objects.all().delete()

    second = record(HARD, message=message, source_id="x")

    assert (first is None, second) == (False, None)
    assert stopped() == []


def test_notices_of_two_sources_may_bear_the_same_name(message):
    taken = [record(AUTO_REPLY, message=message, source=source, source_id="x") for source in ("mailbox", "provider")]

    assert None not in taken


def test_what_does_not_fit_is_cut(message):
    notice = record(HARD, message=message, address=f"{'a' * 300}@example.org", detail="d" * 600)

    assert (len(notice.address), len(notice.detail)) == (254, 500)


def test_a_bounce_without_any_address_is_only_kept():
    record(HARD)

    assert (DeliveryNotice.objects.count(), stopped(), telephone()) == (1, [], [])


@pytest.mark.django_db(transaction=True)
def test_of_readers_at_once_one_takes_the_notice_up():
    PersonFactory(email="pat@example.org")

    taken = at_once(lambda _: record(HARD, address="pat@example.org", source_id="x"))

    assert [notice for notice in taken if notice] == list(DeliveryNotice.objects.all())
    assert (DeliveryNotice.objects.count(), len(telephone())) == (1, 1)


def test_the_database_itself_lets_nobody_take_a_notice_up_twice():
    notice = record(AUTO_REPLY, source_id="x")
    notice.pk = None

    with pytest.raises(IntegrityError):
        notice.save()
