from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from contacts.mailing import stopping
from contacts.models import DeliveryNotice, Heartbeat, StoppedAddress
from tests.factories import MONDAY, InvitationFactory, MessageFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(hours=1)
STOPPED, RETURNED = "/staff/mailings/stopped/", "/staff/mailings/returned/"


@pytest.fixture
def person():
    return PersonFactory(email="Pat@example.org", organisation__name="Anytown")


@pytest.fixture
def stopped(person):
    return stopping.stop(person.email, reason="hard_bounce", now=MONDAY, detail="550 5.1.1 <b>unknown</b>")


def page(answer):
    return BeautifulSoup(answer.content, "html.parser").main


def cells(answer):
    rows = page(answer).tbody("tr")
    return [[cell.get_text(" ", strip=True) for cell in row(["th", "td"])] for row in rows]


def lift(client, stopped, back=STOPPED):
    return client.post(reverse("contacts:lift_stop", args=[stopped.pk]), {"back": back})


def test_the_list_says_who_gets_no_more_mail_and_why(researcher, stopped):
    assert cells(researcher.get(STOPPED)) == [
        [
            "pat@example.org",
            "Anytown",
            "Emails come back 550 5.1.1 <b>unknown</b>",
            "2 November 2026, 09:00",
        ]
    ]


def test_the_latest_stands_first_and_fifty_fill_a_page(researcher, django_assert_max_num_queries):
    for number in range(51):
        organisation = PersonFactory(email=f"{number}@example.org").organisation
        stopping.stop(f"{number}@example.org", reason="opted_out", now=MONDAY + timedelta(minutes=number))
    assert organisation

    with django_assert_max_num_queries(10):
        first = cells(researcher.get(STOPPED))

    assert (len(first), first[0][0]) == (50, "50@example.org")
    assert [row[0] for row in cells(researcher.get(STOPPED, {"page": "2"}))] == ["0@example.org"]


def test_an_address_that_nobody_has_any_more_stands_without_an_organisation(researcher):
    stopping.stop("gone@example.org", reason="complaint", now=MONDAY)

    assert cells(researcher.get(STOPPED))[0][1] == "–"


def test_an_empty_list_says_so(researcher):
    assert "No address is stopped." in page(researcher.get(STOPPED)).get_text()


def test_lifting_lets_mail_go_again_and_keeps_who_did_it(researcher, stopped, person):
    answer = lift(researcher, stopped, back=person.organisation.get_absolute_url())

    assert (answer.status_code, answer.url) == (302, person.organisation.get_absolute_url())
    assert not stopping.is_stopped(person.email)
    assert StoppedAddress.history.first().history_user.username == "researcher"


def test_lifting_twice_is_lifting_once(researcher, stopped):
    assert [lift(researcher, stopped).status_code for _ in range(2)] == [302, 302]
    assert StoppedAddress.history.filter(history_type="-").count() == 1


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_nobody_is_led_away_from_the_site(researcher, stopped, back):
    assert lift(researcher, stopped, back=back).url == STOPPED


def test_the_page_of_an_address_says_why_it_is_stopped_and_changes_nothing(researcher, stopped):
    answer = researcher.get(reverse("contacts:lift_stop", args=[stopped.pk]))

    assert "emails come back" in page(answer).get_text()
    assert [button.get_text(strip=True) for button in page(answer)("button")] == ["Send again"]
    assert page(answer).ul.get_text(strip=True) == "Anytown"
    assert StoppedAddress.objects.exists()


def test_the_page_of_an_address_that_was_lifted_leads_back_to_the_list(researcher, stopped):
    stopping.lift(stopped, by=None)

    assert researcher.get(reverse("contacts:lift_stop", args=[stopped.pk or 1])).url == STOPPED


def test_the_organisations_page_says_that_mail_is_stopped_and_why(researcher, stopped, person):
    section = page(researcher.get(person.organisation.get_absolute_url())).find(id="emails").find_next("div")

    assert "Nothing is sent to pat@example.org since 2 November 2026, 09:00: emails come back." in section.get_text()
    assert "550 5.1.1 <b>unknown</b>" in section.get_text()
    assert section.form["action"] == reverse("contacts:lift_stop", args=[stopped.pk])


def test_the_organisations_page_says_what_came_back(researcher, person):
    message = MessageFactory(invitation=InvitationFactory(organisation=person.organisation))
    DeliveryNotice.objects.create(
        message=message,
        kind="auto_reply",
        source="mailbox",
        address="pat@example.org",
        detail="Away",
        received_at=LATER,
    )

    said = page(researcher.get(person.organisation.get_absolute_url())).find(id="emails").find_next("ul")

    assert said.get_text(strip=True) == "2 November 2026, 10:00: Automatic reply (pat@example.org). Away"


def test_staff_stop_a_contact_who_asked_for_it_on_the_telephone(researcher, person):
    address = reverse("contacts:stop_contact", args=[person.organisation.reference])

    answer = researcher.post(address, {"reason": "opted_out", "detail": "Said so when called"})

    stopped = StoppedAddress.objects.get()
    assert (answer.status_code, answer.url) == (302, person.organisation.get_absolute_url())
    assert (stopped.address, stopped.reason, stopped.detail) == ("pat@example.org", "opted_out", "Said so when called")
    assert stopped.stopped_by.username == "researcher"


def test_who_stops_a_contact_says_why_and_how_they_know(researcher, person):
    answer = researcher.post(reverse("contacts:stop_contact", args=[person.organisation.reference]), {"reason": "x"})

    errors = [error.get_text(" ", strip=True) for error in page(answer)(class_="govuk-error-message")]
    assert len(errors) == 2
    assert not StoppedAddress.objects.exists()


def test_without_a_contact_there_is_nothing_to_stop(researcher):
    organisation = OrganisationFactory()

    answer = researcher.get(reverse("contacts:stop_contact", args=[organisation.reference]))

    assert answer.url == organisation.get_absolute_url()


def test_what_came_back_is_listed_and_can_be_filtered(researcher, person):
    message = MessageFactory(invitation=InvitationFactory(organisation=person.organisation))
    for number, kind in enumerate(DeliveryNotice.Kind.values):
        moment = MONDAY + timedelta(minutes=number)
        DeliveryNotice.objects.create(message=message, kind=kind, source="mailbox", received_at=moment, detail=kind)
    DeliveryNotice.objects.create(kind="unclear", source="mailbox", address="x@example.org", received_at=LATER)

    everything = cells(researcher.get(RETURNED))
    unclear = cells(researcher.get(RETURNED, {"kind": "unclear"}))

    assert len(everything) == 6
    assert unclear == [
        ["2 November 2026, 10:00", "Unclear mailbox", "–", "x@example.org"],
        ["2 November 2026, 09:04", "Unclear mailbox", "Anytown", "unclear"],
    ]
    assert len(cells(researcher.get(RETURNED, {"kind": "nonsense"}))) == 6


def test_the_page_says_when_the_mailbox_was_read(researcher):
    before = page(researcher.get(RETURNED)).get_text()
    Heartbeat.objects.create(name="returned mail", seen_at=LATER)

    assert "has not been read yet" in before
    assert "was last read on 2 November 2026, 10:00" in page(researcher.get(RETURNED)).get_text()
