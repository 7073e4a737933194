"""Webhooks as providers really send them, through the product's own address, middleware and rights."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import include, path

from config import rights
from config.urls import urlpatterns as product
from contacts.mailing import providers
from contacts.models import CallTask, DeliveryNotice, StoppedAddress
from tests.factories import InvitationFactory, MessageFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [*product, path("anymail/", include([*providers.patterns("postmark"), *providers.patterns("mailgun")]))]

SECRET, SIGNING_KEY = "one-word:another-word", "key-of-the-provider"
OUR_ID = "<4f7c2a9be01d4c0f8a5d3b6e7f809112@canvass.example.org>"
UNKNOWN = "smtp;550 5.1.1 The email account that you tried to reach does not exist."


@pytest.fixture(autouse=True)
def switched_on(settings, monkeypatch):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": SIGNING_KEY}
    monkeypatch.setitem(rights.RIGHTS, providers.ROUTE, rights.ANYONE)


@pytest.fixture
def message():
    person = PersonFactory(email="pat@example.org")
    return MessageFactory(invitation=InvitationFactory(organisation=person.organisation), message_id=OUR_ID)


def post(provider, payload, secret=SECRET):
    authorization = f"Basic {base64.b64encode(secret.encode()).decode()}"
    return Client(enforce_csrf_checks=True).post(
        f"/anymail/{provider}/tracking/",
        json.dumps(payload),
        content_type="application/json",
        headers={"Authorization": authorization},
    )


def postmark(**parts):
    common = {
        "MessageID": "2706ee8a-737c-4285-b032-ccd317af53ed",
        "Metadata": {"x-canvass-message": OUR_ID},
        "ServerID": 3322411,
        "MessageStream": "outbound",
        "Tag": "",
    }
    return post("postmark", common | parts)


def postmark_bounce(kind, details, description, number=901542550):
    about = {"Email": "pat@example.org", "From": "canvass@example.org", "BouncedAt": "2026-11-03T09:12:04Z"}
    said = {"Type": kind, "Name": kind, "Details": details, "Description": description}
    return postmark(RecordType="Bounce", ID=number, Inactive=False, CanActivate=True, Subject="x", **about, **said)


def mailgun(event, signing_key=SIGNING_KEY, token="a" * 50, **parts):
    timestamp = "1793697124"
    signature = hmac.new(signing_key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    data = {
        "id": "G9Bn5sl1TC6nu79C8C0bwg",
        "event": event,
        "timestamp": 1793697124.5,
        "recipient": "pat@example.org",
        "message": {
            "headers": {"message-id": OUR_ID.strip("<>"), "to": "pat@example.org", "subject": "x"},
            "size": 111,
        },
        "user-variables": {},
        "tags": [],
    }
    signed = {"token": token, "timestamp": timestamp, "signature": signature}
    return post("mailgun", {"signature": signed, "event-data": data | parts})


def notices():
    return list(DeliveryNotice.objects.values_list("kind", "source", "address", "detail"))


def stopped():
    return list(StoppedAddress.objects.values_list("address", "reason"))


def test_postmarks_hard_bounce_stops_the_address_and_somebody_telephones(message):
    answer = postmark_bounce("HardBounce", UNKNOWN, "The server was unable to deliver your message (ex: unknown user).")

    assert answer.status_code == 200
    assert notices() == [("hard", "provider", "pat@example.org", UNKNOWN)]
    assert stopped() == [("pat@example.org", "hard_bounce")]
    assert CallTask.objects.count() == 1


def test_a_provider_that_tells_twice_is_heard_once(message):
    for _ in range(2):
        assert postmark_bounce("HardBounce", UNKNOWN, "").status_code == 200

    assert len(notices()) == 1


@pytest.mark.parametrize(
    ("kind", "details", "description", "stored"),
    [
        ("SoftBounce", "smtp;452 4.2.2 The email account is over quota", "", "soft"),
        ("SoftBounce", "", "Unable to temporarily deliver message (i.e. mailbox full, account disabled)", "soft"),
        (
            "HardBounce",
            "",
            "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
            "hard",
        ),
        ("HardBounce", "", "", "hard"),
        ("Blocked", "", "Message blocked by the receiving server", "soft"),
        ("BadEmailAddress", "", "", "hard"),
        ("AutoResponder", "", 'Automatic email responder (ex: "Out of Office")', "auto_reply"),
        ("SpamComplaint", "", "The subscriber explicitly marked this message as spam.", "complaint"),
    ],
)
def test_postmarks_kinds_are_told_apart_by_what_the_server_said(message, kind, details, description, stored):
    postmark_bounce(kind, details, description)

    assert [kind for kind, *_ in notices()] == [stored]


def test_a_delivery_is_noted_once(message):
    for moment in ("2026-11-03T09:12:04Z", "2026-11-03T10:00:00Z"):
        postmark(RecordType="Delivery", Recipient="pat@example.org", DeliveredAt=moment, Details="250 OK")

    message.refresh_from_db()
    assert message.delivered_at == datetime(2026, 11, 3, 9, 12, 4, tzinfo=UTC)
    assert notices() == []


def test_whoever_unsubscribes_at_the_provider_gets_no_more_mail(message):
    said = {"SuppressSending": True, "SuppressionReason": "ManualSuppression", "Origin": "Recipient"}
    postmark(RecordType="SubscriptionChange", Recipient="pat@example.org", ChangedAt="2026-11-03T09:12:04Z", **said)

    assert stopped() == [("pat@example.org", "opted_out")]


@pytest.mark.parametrize("record", ["Open", "Click"])
def test_what_is_opened_or_clicked_is_nothing_to_us(message, record):
    assert (
        postmark(RecordType=record, Recipient="pat@example.org", ReceivedAt="2026-11-03T09:12:04Z").status_code == 200
    )
    assert notices() == []


def test_a_message_of_somebody_elses_is_left_alone(message):
    answer = postmark(RecordType="Bounce", Type="HardBounce", ID=1, Email="pat@example.org", Metadata={})

    assert (answer.status_code, notices(), stopped()) == (200, [], [])


def test_mailguns_permanent_failure_is_matched_by_our_message_id(message):
    said = {"code": 550, "message": "5.1.1 User unknown", "description": "", "attempt-no": 1}
    answer = mailgun("failed", severity="permanent", reason="bounce", **{"delivery-status": said})

    assert answer.status_code == 200
    assert notices() == [("hard", "provider", "pat@example.org", "5.1.1 User unknown")]
    assert stopped() == [("pat@example.org", "hard_bounce")]


def test_what_mailgun_still_tries_is_no_notice(message):
    said = {"code": 450, "message": "4.2.0 greylisted", "retry-seconds": 600}
    answer = mailgun("failed", severity="temporary", reason="generic", **{"delivery-status": said})

    assert (answer.status_code, notices()) == (200, [])


@pytest.mark.parametrize(
    ("event", "kinds", "reasons"),
    [("complained", ["complaint"], ["complaint"]), ("unsubscribed", [], ["opted_out"]), ("delivered", [], [])],
)
def test_mailguns_other_events(message, event, kinds, reasons):
    assert mailgun(event).status_code == 200

    message.refresh_from_db()
    assert [kind for kind, *_ in notices()] == kinds
    assert [reason for _, reason in stopped()] == reasons
    assert (message.delivered_at is not None) is (event == "delivered")


@pytest.mark.parametrize("secret", ["one-word:wrong", ":", "nothing"])
def test_a_wrong_secret_is_refused(message, secret):
    payload = {"RecordType": "Bounce", "Type": "HardBounce", "ID": 1, "Metadata": {"x-canvass-message": OUR_ID}}

    assert post("postmark", payload, secret=secret).status_code == 400
    assert notices() == []


def test_no_secret_at_all_is_refused(message):
    assert Client().post("/anymail/postmark/tracking/", {}, content_type="application/json").status_code == 400


def test_a_wrong_signature_is_refused_even_with_the_secret(message):
    assert mailgun("complained", signing_key="somebody else's").status_code == 400
    assert (notices(), stopped()) == ([], [])


def test_only_the_providers_own_address_is_there():
    assert [str(each.pattern) for each in providers.patterns("postmark")] == ["postmark/tracking/"]
    assert providers.patterns("") == []
