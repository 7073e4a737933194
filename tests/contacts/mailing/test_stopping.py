from datetime import date, timedelta

import pytest

from config.roles import Role
from contacts.mailing import stopping
from contacts.models import Organisation, StoppedAddress
from tests.config.visitors import employ
from tests.factories import MONDAY, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=1)
OPTED_OUT, HARD_BOUNCE, COMPLAINT = StoppedAddress.Reason.values


def stop(address="pat@example.org", reason=OPTED_OUT, now=MONDAY, **further):
    return stopping.stop(address, reason=reason, now=now, **further)


def test_an_address_is_stopped_whatever_its_case():
    stop(" Pat@Example.ORG ")

    assert list(StoppedAddress.objects.values_list("address", flat=True)) == ["pat@example.org"]
    assert stopping.is_stopped("PAT@example.org")
    assert not stopping.is_stopped("sam@example.org")


def test_stopping_twice_leaves_one_row_with_what_came_first():
    stop(detail="first")
    stop(now=LATER, detail="second")

    assert list(StoppedAddress.objects.values_list("stopped_at", "detail")) == [(MONDAY, "first")]
    assert StoppedAddress.history.count() == 1


@pytest.mark.parametrize("wish", [OPTED_OUT, COMPLAINT])
def test_a_wish_takes_the_place_of_a_bounce(wish):
    stop(reason=HARD_BOUNCE, detail="550 5.1.1")

    stop(reason=wish, now=LATER)

    assert list(StoppedAddress.objects.values_list("reason", "detail", "stopped_at")) == [(wish, "", LATER)]


@pytest.mark.parametrize("wish", [OPTED_OUT, COMPLAINT])
def test_a_bounce_does_not_take_the_place_of_a_wish(wish):
    stop(reason=wish)

    stop(reason=HARD_BOUNCE, now=LATER)

    assert list(StoppedAddress.objects.values_list("reason", "stopped_at")) == [(wish, MONDAY)]


def test_a_reason_in_ones_own_words_is_kept_and_cut_to_what_fits():
    stopped = stop()

    stopping.explain(stopped, "no time " * 100)

    assert StoppedAddress.objects.get().detail == ("no time " * 100)[:500]


def test_lifting_lets_mail_go_again_and_the_history_keeps_who_did_it():
    researcher = employ(Role.RESEARCHER)
    stopped = stop()

    stopping.lift(stopped, by=researcher)

    assert not stopping.is_stopped("pat@example.org")
    assert list(StoppedAddress.history.values_list("history_type", "history_user")) == [
        ("-", researcher.pk),
        ("+", None),
    ]


def test_a_lifted_address_can_be_stopped_again():
    stopping.lift(stop(), by=None)

    stop(reason=HARD_BOUNCE, now=LATER)

    assert StoppedAddress.objects.get().reason == HARD_BOUNCE


def test_an_organisation_is_asked_by_its_current_contact():
    person = PersonFactory(email="Pat@example.org", until=date(2026, 10, 1))
    PersonFactory(email="sam@example.org", organisation=person.organisation)
    stop("pat@example.org")
    before = stopping.of_organisation(person.organisation)

    stopped = stop("sam@example.org")

    assert (before, stopping.of_organisation(person.organisation)) == (None, stopped)


def test_the_people_at_an_address_are_those_who_are_there_now():
    merged = OrganisationFactory()
    there = PersonFactory(email="Pat@example.org")
    PersonFactory(email="pat@example.org", until=date(2026, 10, 1))
    PersonFactory(email="pat@example.org", organisation=merged)
    PersonFactory(email="sam@example.org")
    Organisation.ever.filter(pk=merged.pk).update(merged_into=there.organisation)

    assert list(stopping.people_at("pat@EXAMPLE.org")) == [there]
